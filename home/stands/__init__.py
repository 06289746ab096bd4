"""Stands at a fair: makers apply, rules rank and explain, the office places."""
