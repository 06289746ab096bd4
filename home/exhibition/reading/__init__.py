"""Reads of the exhibition."""
