"""Facts that a market requires before it shows an offer, and the price per kilogram or litre."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from moneyed import Money

from shop.domain.money import rounded


class FactKind(StrEnum):
    """What a fact looks like."""

    TEXT = "text"
    CODES = "codes"
    SHARES = "shares"
    QUANTITY = "quantity"
    DAYS = "days"
    SIZE = "size"
    WEIGHT = "weight"
    COUNTRY = "country"


class AttributeKind(StrEnum):
    """What a typed attribute holds."""

    CHOICE = "choice"
    NUMBER = "number"
    BOOLEAN = "boolean"
    TEXT = "text"


@dataclass(frozen=True)
class UnitPrice:
    """A price per ``unit``: ``kg`` or ``l``."""

    price: Money
    unit: str


class AttributeValueError(ValueError):
    """A typed value does not fit its attribute; the message is a code: ``not_a_number``, ``unknown``..."""


# How many of a unit make one kilogram or litre.
_PER_WHOLE = {
    "kg": (Decimal(1), "kg"),
    "g": (Decimal(1000), "kg"),
    "l": (Decimal(1), "l"),
    "cl": (Decimal(100), "l"),
    "ml": (Decimal(1000), "l"),
}
_YES, _NO = frozenset({"true", "1", "yes", "on"}), frozenset({"false", "0", "no", "off"})
_LONGEST_TEXT = 250


def missing_facts(required: Iterable[str], given: Mapping[str, object]) -> tuple[str, ...]:
    """Return the required facts that are not given, in the order asked. Blank is not given; 0 and no are."""
    return tuple(code for code in dict.fromkeys(required) if _is_blank(given.get(code)))


def is_well_formed(kind: FactKind, value: object) -> bool:
    """Say whether a given fact has the shape of its kind.

    Shares map codes to percents that add up to 100; codes are a list; size is three millimetres, weight
    grams, days a number of days, all above zero; a country has two letters; the rest is text, or texts by
    language.
    """
    if kind is FactKind.SHARES:
        return isinstance(value, Mapping) and _adds_up(value.values())
    if kind is FactKind.CODES:
        return isinstance(value, list | tuple) and all(isinstance(code, str) and code for code in value)
    if kind is FactKind.SIZE:
        return isinstance(value, list | tuple) and len(value) == 3 and all(map(_is_above_zero, value))
    if kind in (FactKind.WEIGHT, FactKind.DAYS, FactKind.QUANTITY):
        return _is_above_zero(value)
    if kind is FactKind.COUNTRY:
        return isinstance(value, str) and len(value) == 2 and value.isascii() and value.isupper()
    return isinstance(value, str | Mapping) and not _is_blank(value)


def unit_price(price: Money, net_quantity: Decimal, unit: str) -> UnitPrice | None:
    """Return the price per kilogram or litre, rounded half up; ``None`` for what is sold by the piece.

    Raises ``ValueError`` when the net quantity is not above zero.
    """
    if net_quantity <= 0:
        raise ValueError("a net quantity is above zero")
    if unit.casefold() not in _PER_WHOLE:
        return None
    per_whole, whole_unit = _PER_WHOLE[unit.casefold()]
    return UnitPrice(rounded(price.amount * per_whole / net_quantity, price.currency), whole_unit)


def attribute_value(kind: AttributeKind, typed: str, choices: Collection[str] = ()) -> str | Decimal | bool:
    """Return the value that someone typed for an attribute. Raises ``AttributeValueError``."""
    text = typed.strip()
    if not text:
        raise AttributeValueError("blank")
    if kind is AttributeKind.NUMBER:
        return _number(text)
    if kind is AttributeKind.BOOLEAN:
        if text.casefold() not in _YES | _NO:
            raise AttributeValueError("not_yes_or_no")
        return text.casefold() in _YES
    if kind is AttributeKind.CHOICE and text not in choices:
        raise AttributeValueError("unknown")
    if len(text) > _LONGEST_TEXT:
        raise AttributeValueError("too_long")
    return text


def _number(text: str) -> Decimal:
    try:
        number = Decimal(text.replace(",", "."))
    except InvalidOperation:
        raise AttributeValueError("not_a_number") from None
    if not number.is_finite() or number.adjusted() > 8:
        raise AttributeValueError("not_a_number")
    return number


def _is_blank(value: object) -> bool:
    if value is None:
        return True
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, Mapping):
        return all(_is_blank(part) for part in value.values())
    return isinstance(value, Collection) and not value


def _is_above_zero(value: object) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool) and value > 0


def _adds_up(percents: Iterable[object]) -> bool:
    """Say whether percents add up to 100, whole numbers or decimals written as text."""
    try:
        return sum(Decimal(str(percent)) for percent in percents) == 100
    except InvalidOperation:
        return False
