"""Codes that are read out and typed: what joins a till to a fair, and what a till is called."""

import secrets

from producers.domain.read_out import draw_code, tidy_code

CODE_LENGTH = 8


def new_code() -> str:
    """Return a code to be typed once, without signs that look alike: about 40 bits."""
    return draw_code(CODE_LENGTH)


def read_code(typed: str) -> str:
    """Return a code as it was given out, whatever case and gaps it was typed with."""
    return tidy_code(typed, CODE_LENGTH)


def new_secret() -> str:
    """Return what a device keeps to be known by."""
    return secrets.token_urlsafe(32)


def label_of(number: int) -> str:
    """Return what the n-th till is called, on its receipts too: ``K1``."""
    return f"K{number}"
