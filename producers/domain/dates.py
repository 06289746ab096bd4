"""How days are written: with their weekday, in Moroccan month names in Arabic."""

from datetime import date
from functools import lru_cache

from babel import Locale
from babel.dates import format_date

from producers.domain.written import LOCALES

# Arabic has no usual short form of a weekday.
SHORT = {"ar": "EEEE d MMMM"}


def day_written(day: date, lang: str) -> str:
    """Write a near day: ``jeu. 26 nov.``, ``الخميس 26 نونبر``, ``Thu 26 Nov``."""
    language = lang.partition("-")[0]
    return _format(day, SHORT.get(language, "EEE d MMM"), language)


def date_written(day: date, lang: str) -> str:
    """Write a day of any year in full: ``26 novembre 2026``."""
    return _format(day, "d MMMM y", lang.partition("-")[0])


def day_range(first: date, last: date, lang: str) -> str:
    """Write a span of days, the month once when both share it: ``jeu. 26 – sam. 28 nov.``.

    The dash needs no translation and keeps its place in a right-to-left line. Raises ``ValueError``
    when the span ends before it starts.
    """
    if last < first:
        raise ValueError("the range ends before it starts")
    if first == last:
        return day_written(first, lang)
    language = lang.partition("-")[0]
    is_same_month = (first.year, first.month) == (last.year, last.month)
    pattern = SHORT.get(language, "EEE d MMM")
    start = _format(first, pattern.partition(" M")[0] if is_same_month else pattern, language)
    return f"{start} – {day_written(last, lang)}"


@lru_cache(maxsize=2_000)  # a page of the checkout writes the same few days a dozen times
def _format(day: date, pattern: str, language: str) -> str:
    text: str = format_date(day, pattern, locale=Locale.parse(LOCALES.get(language, "fr")))
    return text
