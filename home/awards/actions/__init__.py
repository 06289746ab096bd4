"""All writes of the awards."""
