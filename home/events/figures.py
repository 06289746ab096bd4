"""What the agenda counts: who was trained, for how many days, and how many fairs there were."""

from decimal import Decimal
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    DecimalField,
    ExpressionWrapper,
    F,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Cast, Concat, ExtractYear
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from home.events.models import Attendance, Event
from producers.figures import By, Figure, Kind, add_figure

HALF = Decimal("0.5")
Rows = QuerySet[Any, Any]
PERSON = Case(
    When(registration__person="", then=Concat(Value("seat:"), Cast("registration", CharField()))),
    default=F("registration__person"),
    output_field=CharField(),
)
"""The digest of how she is reached: the same person in all courses. Who gave neither counts by her seats."""


def trainees(by: By) -> Rows | None:
    """People who came to at least one half day of a training."""
    return _present(by, "people")


def trainee_days(by: By) -> Rows | None:
    """Half days present at trainings, two of which are a day."""
    return _present(by, "days")


def fairs(by: By) -> Rows | None:
    """Fairs that are over and were not cancelled, by the year in which they began."""
    if by != By.REGION:
        return None
    rows = Event.objects.public().filter(kind=Event.Kind.FAIR, status=Event.Status.PLANNED)
    return (
        rows.filter(last_day__lt=timezone.localdate())
        .annotate(year=ExtractYear("first_day"), unit=Value("fairs"))
        .values_list("year", "region", "unit", "pk")
        .annotate(amount=Count("pk"))
        .order_by()
    )


def _present(by: By, unit: str) -> Rows | None:
    """Crafts are not asked for at a training."""
    if by != By.REGION:
        return None
    amount = (
        Count("pk")
        if unit == "people"
        else ExpressionWrapper(Count("pk") * Value(HALF), DecimalField(max_digits=12, decimal_places=1))
    )
    rows = Attendance.objects.filter(registration__places__event__kind=Event.Kind.TRAINING)
    return (
        rows.annotate(year=ExtractYear("day"), unit=Value(unit), person=PERSON)
        .values_list("year", "registration__places__event__region", "unit", "person")
        .annotate(amount=amount)
        .order_by()
    )


def add_figures() -> None:
    """Have them shown with the others."""
    add_figure(
        Figure(
            "trainees",
            _("People trained"),
            _("Everybody who was present at a training, once, however many she came to."),
            _("Counted at the door by code; the same phone or e-mail is the same person."),
            trainees,
            Kind.PEOPLE,
            position=60,
        )
    )
    add_figure(
        Figure(
            "trainee-days",
            _("Trainee-days"),
            _("Days of training received: half days present, divided by two."),
            _("Counted at the door by code, half day by half day; never typed."),
            trainee_days,
            position=61,
        )
    )
    add_figure(
        Figure(
            "fairs",
            _("Fairs"),
            _("Fairs that took place."),
            _("Those of the agenda that are over and were not cancelled."),
            fairs,
            is_about_people=False,
            position=62,
        )
    )
