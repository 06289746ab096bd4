"""What an event came to: who was there, for how long, and what they say came of it."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from home.events.domain.attendance import trainee_days
from home.events.domain.outcomes import Outcome, total
from home.events.models import Attendance, Declared, Event, Registration
from producers.domain.dates import day_written
from shop.domain.measures import number_written

HIDDEN = "–"


@dataclass(frozen=True)
class Report:
    """Counts of one event. People are counted once, whatever parts of it they came to."""

    seats: int
    people: int
    half_days: int
    days: Decimal
    by_kind: tuple[tuple[str, int], ...]
    by_half: tuple[tuple[Any, str, int], ...]
    declarations: int
    declared: Outcome | None


def read_report(event: Event) -> Report:
    """Count an event, in five statements however many came."""
    rows = Registration.objects.filter(places__event=event)
    present = rows.filter(attendances__isnull=False)
    named = present.exclude(person="").aggregate(known=Count("person", distinct=True))["known"]
    unnamed = present.filter(person="").aggregate(rows=Count("pk", distinct=True))["rows"]
    kinds = dict(present.values_list("kind").annotate(count=Count("pk", distinct=True)).order_by("kind"))
    halves = (
        Attendance.objects.filter(registration__places__event=event)
        .values_list("day", "half")
        .annotate(count=Count("pk"))
        .order_by("day", "half")
    )
    counted = tuple((day, half, count) for day, half, count in halves)
    half_days = sum(count for _day, _half, count in counted)
    outcomes = [
        Outcome(*values)
        for values in Declared.objects.filter(
            Q(registration__places__event=event), withdrawn_at=None
        ).values_list("sales", "contacts", "jobs", "supported")
    ]
    return Report(
        seats=rows.filter(state=Registration.State.SEATED).count(),
        people=named + unnamed,
        half_days=half_days,
        days=trainee_days(half_days),
        by_kind=tuple((kind, kinds[kind]) for kind in Registration.Kind.values if kind in kinds),
        by_half=counted,
        declarations=len(outcomes),
        declared=total(outcomes),
    )


def report_rows(report: Report, lang: str) -> list[tuple[str, str]]:
    """Return the report as labels and values, in the language that is active."""
    kinds, halves = dict(Registration.Kind.choices), dict(Attendance.Half.choices)
    found, declared = report.declared, _("as declared by %(count)d with consent")
    said = declared % {"count": report.declarations}
    return [
        (_("Seats taken"), str(report.seats)),
        (_("People who came"), str(report.people)),
        *((f"– {kinds[kind]}", str(count)) for kind, count in report.by_kind),
        (_("Half days present"), str(report.half_days)),
        (_("Days present"), number_written(report.days, lang)),
        *(
            (f"– {day_written(day, lang)} · {halves[half]}", str(count))
            for day, half, count in report.by_half
        ),
        (f"{_('Sales, in dirhams')} ({said})", str(found.sales) if found else HIDDEN),
        (f"{_('Contacts')} ({said})", str(found.contacts) if found else HIDDEN),
        (f"{_('Jobs')} ({said})", str(found.jobs) if found else HIDDEN),
        (f"{_('People supported')} ({said})", str(found.supported) if found else HIDDEN),
    ]
