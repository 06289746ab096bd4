"""What an operator does to the shop as a whole."""
