"""What is fair about stands, in plain Python."""
