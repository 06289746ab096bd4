"""Documents for tests."""
