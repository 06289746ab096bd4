"""All writes of the ground floor, one use case per file."""
