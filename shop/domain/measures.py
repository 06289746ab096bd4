"""How amounts with a unit are written: ``2,6 kg``, ``34 سم``."""

from decimal import Decimal

from babel import Locale
from babel.numbers import format_decimal
from babel.units import format_unit, get_unit_name

from producers.domain.written import LOCALES
from shop.domain.money import NO_BREAK_SPACE

UNITS = {
    "mg": "mass-milligram",
    "g": "mass-gram",
    "kg": "mass-kilogram",
    "ml": "volume-milliliter",
    "cl": "volume-centiliter",
    "l": "volume-liter",
    "mm": "length-millimeter",
    "cm": "length-centimeter",
    "m": "length-meter",
    "km": "length-kilometer",
    "m2": "area-square-meter",
    "min": "duration-minute",
    "h": "duration-hour",
}


def measure_written(amount: Decimal, unit: str, lang: str) -> str:
    """Write an amount with its unit as readers of ``lang`` do; a unit that is not known stays as it is."""
    locale = _locale(lang)
    known = UNITS.get(unit.casefold())
    if known is None:
        return f"{number_written(amount, lang)} {unit}".strip()
    text: str = format_unit(amount, known, length="short", format=_pattern(amount), locale=locale)
    return _spaced(text)


def unit_written(unit: str, lang: str) -> str:
    """Write a unit alone, as after a price: its sign, and its name where signs are not read."""
    known = UNITS.get(unit.casefold())
    name = get_unit_name(known, "short", _locale(lang)) if known else None
    return name if name and not name.isascii() else unit


def number_written(amount: Decimal, lang: str) -> str:
    """Write a number with as many decimals as it has, at most three."""
    text: str = format_decimal(amount, format=_pattern(amount), locale=_locale(lang))
    return _spaced(text)


def size_written(sides: tuple[Decimal, ...], unit: str, lang: str) -> str:
    """Write sides of a thing: ``32 × 18 × 9 cm``."""
    *first, last = sides
    return " × ".join([*(number_written(side, lang) for side in first), measure_written(last, unit, lang)])


def _pattern(amount: Decimal) -> str:
    exact = amount.normalize().as_tuple().exponent
    decimals = min(3, -exact) if isinstance(exact, int) and exact < 0 else 0
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def _spaced(text: str) -> str:
    # CLDR uses U+202F, which many fonts draw as an empty box.
    return text.replace("\u202f", NO_BREAK_SPACE)


def _locale(lang: str) -> Locale:
    return Locale.parse(LOCALES.get(lang.partition("-")[0], "fr"))
