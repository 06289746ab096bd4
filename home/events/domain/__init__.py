"""Rules of the agenda: plain Python."""
