"""What the pages about stands show."""
