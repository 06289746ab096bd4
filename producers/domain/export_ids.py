"""Permanent opaque ids: they name a thing to the outside for good and say nothing about it."""

import re
import secrets

EXPORT_ID = re.compile(r"[A-Za-z0-9_-]{22}")


def new_export_id() -> str:
    """Return a fresh id of 22 characters, about 128 random bits, safe in an address.

    It begins with a letter or a digit: a spreadsheet program takes ``-A1`` for something to compute.
    """
    while not (fresh := secrets.token_urlsafe(16))[0].isalnum():
        pass
    return fresh


def is_export_id(text: str) -> bool:
    """Say whether ``text`` has the shape of an export id."""
    return EXPORT_ID.fullmatch(text) is not None
