"""The kinds of requirement, by the code that a row names. Apps add their own in ``ready``."""
