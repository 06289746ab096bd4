"""Files from outside, read row by row and entry by entry, never whole."""
