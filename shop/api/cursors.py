"""Where a list goes on: a signed place, good for that list alone. No page is counted off."""

import hashlib
from typing import Any

from django.core import signing

from shop.api.problems import ProblemError

SALT = "tiwizi.api.cursor"
LONGEST = 600


def cursor_for(asked: object, place: list[Any]) -> str:
    """Write the place behind the last row of a page of the list that ``asked`` describes."""
    return signing.dumps([_digest(asked), *place], salt=SALT)


def place_in(asked: object, cursor: str) -> list[Any] | None:
    """Read a cursor; None without one. Raises ``bad_cursor`` for any that this list has not given out."""
    if not cursor:
        return None
    try:
        digest, *place = signing.loads(cursor[: LONGEST + 1], salt=SALT)
    except (signing.BadSignature, ValueError, TypeError) as reason:
        raise ProblemError(400, "bad_cursor") from reason
    if digest != _digest(asked):
        raise ProblemError(400, "bad_cursor")
    return place


def _digest(asked: object) -> str:
    return hashlib.sha256(repr(asked).encode()).hexdigest()[:16]
