"""Rows of training for tests."""
