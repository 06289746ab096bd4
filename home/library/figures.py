"""What the fund counts: copies that were lent."""

from typing import Any

from django.db.models import CharField, Count, QuerySet, Value
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext_lazy as _

from home.library.models import Loan
from producers.figures import By, Figure, Kind, add_figure

Rows = QuerySet[Any, Any]


def loans(by: By) -> Rows | None:
    """Loans by the year in which a copy was handed over; of places and crafts they know nothing."""
    if by != By.REGION:
        return None
    place = Value("", output_field=CharField())
    rows = Loan.objects.annotate(year=ExtractYear("lent_at"), place=place, unit=Value("loans"))
    return rows.values_list("year", "place", "unit", "card").annotate(amount=Count("pk")).order_by()


LOANS = Figure(
    "loans",
    _("Loans of the documentation fund"),
    _("Copies that were handed to a reader to be read at home."),
    _("Counted when a copy is handed over. Prolonging counts no more; reading in the room is not a loan."),
    loans,
    Kind.SUM,
    _("loans"),
    position=76,
)


def add_figures() -> None:
    """Have them shown with the others."""
    add_figure(LOANS)
