"""Quantities as people type them."""

import re
import unicodedata
from enum import StrEnum

LARGEST = 999
_MINUS = {"-", "\u2212", "\u2013", "\ufe63", "\uff0d"}
_FRACTION = re.compile(r"\d*[.,٫]\d+|\d+[.,٫]")


class QuantityFault(StrEnum):
    """What is wrong with a quantity; the form says it beside the field."""

    NOT_A_NUMBER = "not_a_number"
    FRACTION = "fraction"
    NEGATIVE = "negative"
    ZERO = "zero"
    TOO_MANY = "too_many"


class QuantityError(ValueError):
    """A quantity that cannot be used; ``fault`` says why, ``largest`` what may be asked for at most."""

    def __init__(self, fault: QuantityFault, largest: int) -> None:
        super().__init__(fault.value)
        self.fault, self.largest = fault, largest


def parse_quantity(typed: str | int, largest: int = LARGEST) -> int:
    """Return a whole quantity from 1 to ``largest``, from digits of any script. Raises ``QuantityError``."""
    text = _plain(str(typed))
    unsigned = text.removeprefix("-").removeprefix("+")
    fault = _shape_fault(unsigned)
    if fault is None:
        # Its length first: a number of a million digits is not worth reading.
        digits = unsigned.lstrip("0")
        fault = _size_fault(digits, text.startswith("-"), largest)
    if fault is not None:
        raise QuantityError(fault, largest)
    return int(unsigned)


def _shape_fault(unsigned: str) -> QuantityFault | None:
    if unsigned.isdecimal():
        return None
    is_fraction = _FRACTION.fullmatch(unsigned)
    return QuantityFault.FRACTION if is_fraction else QuantityFault.NOT_A_NUMBER


def _size_fault(digits: str, is_negative: bool, largest: int) -> QuantityFault | None:
    if not digits:
        return QuantityFault.ZERO
    if is_negative:
        return QuantityFault.NEGATIVE
    is_huge = len(digits) > len(str(largest)) or int(digits) > largest
    return QuantityFault.TOO_MANY if is_huge else None


def _plain(text: str) -> str:
    """Turn digits of any script into 0 to 9 and every minus into one; drop outer blanks."""
    kept = "".join(sign for sign in text if unicodedata.category(sign) != "Cf").strip()
    return "".join(
        "-" if sign in _MINUS else str(unicodedata.decimal(sign)) if sign.isdecimal() else sign
        for sign in kept
    )
