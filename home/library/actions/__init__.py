"""All that writes to the documentation fund."""
