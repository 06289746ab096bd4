"""Rules of fair mode: plain Python, no Django."""
