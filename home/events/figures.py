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
from home.events.reading.corrections import corrections_of
from home.events.reading.figure_names import funders, sexes, topics
from producers.figures import By, Figure, Kind, add_figure, add_names

HALF = Decimal("0.5")
Rows = QuerySet[Any, Any]
PERSON = Case(
    When(registration__person="", then=Concat(Value("seat:"), Cast("registration", CharField()))),
    default=F("registration__person"),
    output_field=CharField(),
)
"""The digest of how she is reached: the same person in all courses. Who gave neither counts by her seats."""


TOLD_BY = {
    By.REGION: "registration__places__event__region",
    By.SEX: "registration__sex",
    By.TOPIC: "registration__places__event__themes__code",
    By.FUNDER: "registration__places__event__funder__code",
}
"""Where a half day at a training says what it is told apart by."""


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
    """Crafts are not asked for at a training. One of several topics counts under each of them."""
    if by not in TOLD_BY:
        return None
    amount = (
        Count("pk")
        if unit == "people"
        else ExpressionWrapper(Count("pk") * Value(HALF), DecimalField(max_digits=12, decimal_places=1))
    )
    rows = Attendance.objects.filter(registration__places__event__kind=Event.Kind.TRAINING)
    return (
        rows.annotate(year=ExtractYear("day"), unit=Value(unit), person=PERSON)
        .values_list("year", TOLD_BY[by], "unit", "person")
        .annotate(amount=amount)
        .order_by()
    )


def add_figures() -> None:
    """Have them shown with the others, and say how their topics and funders are called."""
    add_names(By.SEX, sexes)
    add_names(By.TOPIC, topics)
    add_names(By.FUNDER, funders)
    add_figure(
        Figure(
            "trainees",
            _("People trained"),
            _("Everybody who was present at a training, once, however many she came to."),
            _("Counted at the door by code; the same phone or e-mail is the same person."),
            trainees,
            Kind.PEOPLE,
            position=60,
            told_by=tuple(TOLD_BY),
            corrected=corrections_of,
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
            told_by=tuple(TOLD_BY),
            corrected=corrections_of,
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
