"""What the awards count: who was nominated and agreed, and who won."""

from typing import Any

from django.db.models import Count, QuerySet, Value
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext_lazy as _

from home.awards.domain.nominating import CONSENTED
from home.awards.models import Nomination
from producers.figures import By, Figure, Kind, add_figure

Rows = QuerySet[Any, Any]


def nominees(by: By) -> Rows | None:
    """Nominees who agreed to take part, by the year in which nominations opened."""
    return _rows(by, "nominees", state__in=[one.value for one in CONSENTED])


def winners(by: By) -> Rows | None:
    """Winners of editions that are published."""
    return _rows(by, "winners", state="eligible", place__isnull=False, edition__state="published")


def _rows(by: By, unit: str, **fields: Any) -> Rows | None:
    """Crafts are not asked for when somebody is nominated."""
    if by != By.REGION:
        return None
    rows = Nomination.objects.filter(**fields)
    return (
        rows.annotate(year=ExtractYear("edition__opens_on"), unit=Value(unit))
        .values_list("year", "region", "unit", "pk")
        .annotate(amount=Count("pk"))
        .order_by()
    )


def add_figures() -> None:
    """Have them shown with the others."""
    add_figure(
        Figure(
            "award-nominees",
            _("Nominees of the awards"),
            _("Nominations of people who agreed to take part, one for each category."),
            _("Counted from the nominations; who withdrew or did not agree is not counted."),
            nominees,
            Kind.SUM,
            position=70,
        )
    )
    add_figure(
        Figure(
            "award-winners",
            _("Winners of the awards"),
            _("People who won in an edition whose winners are published."),
            _("Counted from the places that the jury gave."),
            winners,
            Kind.SUM,
            position=71,
        )
    )
