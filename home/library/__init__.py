"""The documentation fund: works, journals, official documents, sounds and films, found by every word."""
