"""What changes stories and what was agreed to."""
