"""How counts are written: ``1 250``, ``1.250`` in Arabic as Moroccans do, ``1,250``."""

from decimal import Decimal

from babel import Locale
from babel.numbers import format_decimal

LOCALES = {"fr": "fr", "ar": "ar_MA", "en": "en_001", "zgh": "zgh"}
UNGROUPED = 1000  # below it, a number looks the same in all languages


def count_written(count: int, lang: str) -> str:
    """Write a whole number with its thousands apart, in digits 0 to 9."""
    if -UNGROUPED < count < UNGROUPED:
        return int.__repr__(count)
    locale = Locale.parse(LOCALES.get(lang.partition("-")[0], "fr"))
    text: str = format_decimal(int(count), format="#,##0", locale=locale)
    # CLDR groups French thousands with U+202F, which many fonts draw as an empty box.
    return text.replace("\u202f", "\u00a0")


def decimal_written(value: Decimal, places: int, lang: str) -> str:
    """Write a number with so many decimals, in digits 0 to 9: ``12,5`` in French."""
    locale = Locale.parse(LOCALES.get(lang.partition("-")[0], "fr"))
    form = "#,##0" + (f".{'0' * places}" if places else "")
    text: str = format_decimal(value, format=form, locale=locale)
    return text.replace("\u202f", "\u00a0")
