"""Codes that people read out and type: without letters and digits that are mistaken for each other."""

import secrets

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""31 of them: a code has nearly five bits a sign."""
MOST_TYPED = 80


def draw_code(length: int) -> str:
    """Return a new code of so many letters and digits."""
    return "".join(secrets.choice(LETTERS) for _ in range(length))


def tidy_code(typed: str, length: int) -> str:
    """Return a code as it is kept, however it was typed: with spaces, hyphens, in small letters."""
    signs = (sign for sign in typed[:MOST_TYPED].upper() if sign.isascii() and sign.isalnum())
    return "".join(signs)[:length]
