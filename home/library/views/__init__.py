"""The pages of the documentation fund."""
