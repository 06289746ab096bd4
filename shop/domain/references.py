"""References of payments, made to be copied by hand: ISO 11649 creditor references, ``RF02 4829 1736 51``.

Banks know the form, and two check digits catch a slip of the pen. Made from the order's number, which gives
away no volume; a second payment of the same order adds its position.
"""

import re
import unicodedata

_REFERENCE = re.compile(r"RF[0-9]{2}[0-9]{10,12}")
_LONGEST_TYPED = 64
_SEPARATORS = frozenset({"Zs", "Cf", "Pd", "Po", "Cc"})


def payment_reference(order_number: str, attempt: int = 1) -> str:
    """Return the reference of an order's first payment, or of a later one; attempts count from 1 to 99."""
    if not 1 <= attempt <= 99:
        raise ValueError("attempts count from 1 to 99")
    body = order_number.replace("-", "") + (str(attempt) if attempt > 1 else "")
    return f"RF{98 - _remainder(f'{body}RF00'):02}{body}"


def is_payment_reference(text: str) -> bool:
    """Say whether this is a reference exactly as we keep it, with the right check digits."""
    return bool(_REFERENCE.fullmatch(text)) and _remainder(text[4:] + text[:4]) == 1


def read_reference(typed: str) -> str | None:
    """Return the reference that someone meant, typed with spaces, in any digits, with or without capitals."""
    if len(typed) > _LONGEST_TYPED:
        return None
    kept = [sign for sign in typed.upper() if unicodedata.category(sign) not in _SEPARATORS]
    plain = "".join(str(unicodedata.decimal(sign, sign)) for sign in kept)
    return plain if is_payment_reference(plain) else None


def grouped(reference: str) -> str:
    """Write a reference in groups of four, as it is read aloud."""
    return " ".join(reference[start : start + 4] for start in range(0, len(reference), 4))


def _remainder(text: str) -> int:
    """Return the number modulo 97, letters counted from A = 10."""
    return int("".join(str(int(sign, 36)) for sign in text)) % 97
