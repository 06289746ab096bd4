"""The ways of paying as rows to choose from."""

from dataclasses import dataclass

from django.utils.translation import get_language

from shop.checkout_words import method_detail, method_text, not_offered_text
from shop.gateways.base import Offering
from shop.reading.cards import money_shown
from shop.reading.progress import Progress


@dataclass(frozen=True)
class PaymentRow:
    """One way of paying; ``why_not`` is empty where it can be chosen."""

    alias: str
    label: str
    detail: str
    is_chosen: bool
    why_not: str


def payment_rows(progress: Progress) -> tuple[PaymentRow, ...]:
    """Return every way of paying, those that are possible first."""
    chosen = progress.quoted.checkout.method
    rows = [_row(alias, offering, chosen) for alias, offering in progress.ways.items()]
    return tuple(sorted(rows, key=lambda row: bool(row.why_not)))


def _row(alias: str, offering: Offering, chosen: str) -> PaymentRow:
    limit = money_shown(offering.limit, get_language() or "fr").text if offering.limit else ""
    why_not = "" if offering.is_offered else not_offered_text(offering, limit)
    return PaymentRow(
        alias, method_text(alias), method_detail(alias), alias == chosen and not why_not, why_not
    )
