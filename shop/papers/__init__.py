"""Papers: what is printed, and the documents for other programs. They get values and return bytes."""
