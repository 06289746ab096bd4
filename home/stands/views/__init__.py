"""The pages about stands."""
