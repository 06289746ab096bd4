"""Public screens of the ground floor."""
