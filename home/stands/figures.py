"""What stands count: makers who had one at a fair that took place."""

from typing import Any

from django.db.models import QuerySet, Value
from django.db.models.functions import ExtractYear
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from home.stands.models import StandApplication
from producers.figures import By, Figure, Kind, add_figure

Rows = QuerySet[Any, Any]


def with_a_stand(by: By) -> Rows | None:
    """Makers who had a stand, by the year and the region of the fair, or by the crafts that they showed."""
    rows = StandApplication.objects.filter(
        state=StandApplication.State.PLACED,
        offer__event__status="planned",
        offer__event__live=True,
        offer__event__last_day__lt=timezone.localdate(),
    )
    place = "offer__event__region" if by == By.REGION else "crafts__code"
    return (
        rows.annotate(year=ExtractYear("offer__event__first_day"), unit=Value("makers"), amount=Value(1))
        .values_list("year", place, "unit", "producer", "amount")
        .distinct()
        .order_by()
    )


STANDS = Figure(
    "stands",
    _("Makers with a stand at a fair"),
    _("Makers who asked for a stand at a fair here, were given one and had it."),
    _("Counted once the fair is over, unless it was called off. Each maker counts once, however many fairs."),
    with_a_stand,
    Kind.PEOPLE,
    _("makers"),
    position=75,
)


def add_figures() -> None:
    """Name them; for ``AppConfig.ready``."""
    add_figure(STANDS)
