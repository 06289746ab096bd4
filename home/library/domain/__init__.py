"""The rules of the documentation fund, in plain Python."""
