"""What fair mode counts: what makers sold at fairs."""

from typing import Any

from django.db.models import F, QuerySet, Sum, Value
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext_lazy as _

from home.fairs.models import ReceiptLine
from producers.figures import By, Figure, add_figure

Rows = QuerySet[Any, Any]


def sold(by: By) -> Rows | None:
    """What tills have sold and was booked, by the year of the sale, the fair's region and the maker.

    Receipts that wait for a closing do not count yet.
    """
    if by != By.REGION:
        return None
    rows = ReceiptLine.objects.filter(receipt__evening__isnull=False)
    return (
        rows.annotate(year=ExtractYear("receipt__sold_at"), money=Value("MAD"))
        .values_list("year", "receipt__till__fair__event__region", "money", "variant__product__producer")
        .annotate(amount=Sum(F("quantity") * F("unit")))
        .order_by()
    )


SOLD = Figure(
    "fair-sales",
    _("Sold at fairs"),
    _("What makers sold at the tills of fairs, as it was charged, before fees."),
    _("Lines of the receipts that were booked, by the day of the sale and the region of the fair."),
    sold,
    position=63,
)


def add_figures() -> None:
    """Name them; for ``AppConfig.ready``."""
    add_figure(SOLD)
