"""What the templates of blocks ask for."""
