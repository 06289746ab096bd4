"""Columns of text, data or files that name nobody. A new one is listed here, or in ``personal_tables``."""

PLAIN = {"tiwizi_stands.StandApplication": "state"}
