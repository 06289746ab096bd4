"""Addresses beside the editors' pages."""
