"""What is done with stands, and written down."""
