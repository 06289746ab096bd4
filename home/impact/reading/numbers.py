"""How numbers of figures are written for their reader."""

from decimal import ROUND_HALF_EVEN, Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from moneyed import Money

from producers.domain.written import count_written
from shop.domain.disclosure import LEAST
from shop.domain.money import written

CURRENCY = 3
THOUSAND, MILLION = 1_000, 1_000_000


def is_currency(unit: str) -> bool:
    """Say whether a unit is a currency: three capitals."""
    return len(unit) == CURRENCY and unit.isupper()


def number_written(value: Decimal | None, unit: str) -> str:
    """Write a number in whole units, or that it is hidden. Files have money and hours exact."""
    if value is None:
        return _("fewer than %(least)s, or hidden with them") % {"least": LEAST}
    lang, whole = get_language() or "fr", value.quantize(Decimal(1), ROUND_HALF_EVEN)
    return written(Money(whole, unit), lang) if is_currency(unit) else count_written(int(whole), lang)


def short(value: Decimal | None) -> str:
    """Write a number for a small place on a map: a dash for a hidden one, thousands with a letter."""
    if value is None:
        return "–"
    for size, letter in ((MILLION, _("M")), (THOUSAND, _("k"))):
        if value >= size:
            part = value / size
            written = rate_written(part) if part < 10 else _whole(part)
            return f"{written}\u00a0{letter}"
    return _whole(value)


def _whole(value: Decimal) -> str:
    return count_written(int(value.quantize(Decimal(1), ROUND_HALF_EVEN)), get_language() or "fr")


def rate_written(value: Decimal | None) -> str:
    """Write a number with one decimal, as its reader does."""
    if value is None:
        return "–"
    text = f"{value:.1f}"
    return text if (get_language() or "fr").startswith("en") else text.replace(".", ",")
