"""Order numbers that people read aloud and that tell nobody how many orders there are.

Ten digits in three groups, ``482-917-3651``: digits are said the same way in every language of the shop
and typed on any phone. Nine are random, the tenth is a check digit that catches every single wrong digit
and every swap of two neighbours. A number opens nothing: orders open by their secret link.
"""

import re
import secrets
import unicodedata
from collections.abc import Callable

# Quasigroup of order 10 (H. M. Damm): no row or column repeats a digit, and its diagonal is zero.
_DAMM = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)
ORDER_NUMBER = re.compile(r"[1-9][0-9]{2}-[0-9]{3}-[0-9]{4}")
PART_NUMBER = re.compile(r"([1-9][0-9]{2}-[0-9]{3}-[0-9]{4})-([1-9][0-9]{0,3})")
_LONGEST_TYPED = 64


def new_order_number(random_below: Callable[[int], int] = secrets.randbelow) -> str:
    """Draw a number. ``random_below(n)`` returns 0 to n-1; the caller tries again if the number is taken."""
    body = str(100_000_000 + random_below(900_000_000))
    return _grouped(body + str(_check_digit(body)))


def is_order_number(text: str) -> bool:
    """Say whether ``text`` is an order number exactly as we write it, with the right check digit."""
    return bool(ORDER_NUMBER.fullmatch(text)) and _check_digit(text.replace("-", "")) == 0


def normalise_order_number(typed: str) -> str | None:
    """Return the order number that someone meant, or ``None``.

    Takes any digits (Arabic-Indic too), spaces, dashes and dots, a leading ``#`` or ``N°``.
    """
    if len(typed) > _LONGEST_TYPED:
        return None
    rest = re.sub(r"^\s*(?:#|n°|nº|رقم)\s*", "", typed.casefold())
    kept = [character for character in rest if not _is_separator(character)]
    plain = "".join(str(unicodedata.decimal(character, "?")) for character in kept)
    number = _grouped(plain)
    return number if is_order_number(number) else None


def part_number(order_number: str, position: int) -> str:
    """Return the number of an order's part; positions count from 1. Raises ``ValueError`` below that."""
    if position < 1:
        raise ValueError("positions count from 1")
    return f"{order_number}-{position}"


def order_number_of(part: str) -> str | None:
    """Return the order number inside a part's number, or ``None``."""
    match = PART_NUMBER.fullmatch(part)
    return match[1] if match and is_order_number(match[1]) else None


def _grouped(plain: str) -> str:
    return f"{plain[:3]}-{plain[3:6]}-{plain[6:]}"


def _is_separator(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) in ("Pd", "Po", "Cf")


def _check_digit(plain: str) -> int:
    state = 0
    for character in plain:
        state = _DAMM[state][int(character)]
    return state
