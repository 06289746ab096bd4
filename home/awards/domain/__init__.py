"""Rules of the awards: plain Python, no Django."""
