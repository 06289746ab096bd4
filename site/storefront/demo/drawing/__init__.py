"""Drawn pictures for demo offers that have no rendered one: code, no outside artwork."""
