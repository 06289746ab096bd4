"""What the office sees of a fair: sheets, tills and what waits in them, evenings, what does not agree."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, Sum

from home.fairs.domain.receipts import receipt_number
from home.fairs.models import Fair, Till
from home.fairs.reading.sheets import name_of
from home.fairs.reading.variance import changed_prices, evenings_of, is_association, odd_of, variance_of
from producers.domain.shown import shown


@dataclass(frozen=True)
class FairRow:
    """A fair in the list, with what waits for a person in it."""

    fair: Fair
    title: str
    sheets: int
    tills: int
    odd: int
    unsettled: int


def fairs(lang: str) -> list[FairRow]:
    """Return all fairs in fair mode, the latest first."""
    rows = Fair.objects.select_related("event", "holder").annotate(
        sheet_count=Count("sheets", distinct=True),
        till_count=Count("tills", distinct=True),
        odd_count=Count("tills__odd", distinct=True, filter=Q(tills__odd__settled_at=None)),
    )
    return [
        FairRow(
            row,
            shown(row.event.title, lang, row.event.original_language).text,
            row.sheet_count,
            row.till_count,
            row.odd_count,
            unsettled(row),
        )
        for row in rows.order_by("-event__first_day", "-pk")
    ]


def unsettled(fair: Fair) -> int:
    """Return how many closings differ and nobody has said why."""
    return sum(1 for one in evenings_of(fair).filter(settled_at=None) if one.expected != one.counted)


def whole_fair(fair: Fair, lang: str) -> dict[str, Any]:
    """Return all that the page of one fair shows."""
    return {
        "sheets": fair.sheets.annotate(pieces=Sum("lines__quantity")).order_by("number"),
        "lent": fair.bookings.filter(released_at=None).select_related("equipment", "maker"),
        "tills": tills_of(fair),
        "evenings": list(evenings_of(fair)),
        "holder_may_bear": is_association(fair),
        "goods": [
            (row, name_of(row.variant, lang), shown(row.variant.product.producer.name, lang, "fr").text)
            for row in variance_of(fair)
        ],
        "prices": [
            (
                line,
                name_of(line.variant, lang),
                receipt_number(line.receipt.till.label, line.receipt.sequence),
            )
            for line in changed_prices(fair)
        ],
        "odd": [(one, receipt_number(one.till.label, one.sequence)) for one in odd_of(fair)],
    }


def tills_of(fair: Fair) -> list[Till]:
    """Return the tills with ``waiting``: receipts not booked yet, and their ``cash``."""
    waits = Q(receipts__evening=None)
    return list(
        fair.tills.annotate(
            waiting=Count("receipts", filter=waits),
            cash=Sum("receipts__total", filter=waits & Q(receipts__way="cash")),
        ).order_by("pk")
    )
