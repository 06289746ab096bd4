"""The log of corrections: for everybody without a person, for the office with who did it and to whom."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import get_language

from home.events.correction_words import reason_said
from home.events.models import Correction, Event, Registration
from home.events.reading.cards import event_card
from producers.figures import Corrected

MOST = 50


def corrections_of(year: int) -> Sequence[Corrected]:
    """Return the last corrections of what the figures of a year are made of, the newest first."""
    lang = get_language() or "fr"
    rows = Correction.objects.filter(year=year).select_related("event__series", "event__picture")
    return [
        Corrected(
            row.at,
            row.year,
            row.get_what_display(),
            event_card(row.event, lang).title.text,
            reason_said(row.reason),
        )
        for row in rows[:MOST]
    ]


@dataclass(frozen=True)
class Logged:
    """One correction as the office reads it."""

    correction: Correction
    who: str
    whom: str
    change: str


def log_of(event: Event) -> list[Logged]:
    """Return the last corrections of an event with who did them, in two queries."""
    rows = list(Correction.objects.filter(event=event).select_related("act__actor")[:MOST])
    keys = {row.act.object_id for row in rows if row.act.kind == "registration"}
    names = dict(Registration.objects.filter(pk__in=keys).values_list("pk", "name"))
    return [
        Logged(
            row,
            str(row.act.actor or row.act.actor_name),
            names.get(row.act.object_id, "") if row.act.kind == "registration" else "",
            f"{_said(row.act.before)} → {_said(row.act.after)}",
        )
        for row in rows
    ]


def _said(values: dict[str, object]) -> str:
    return " ".join(str(value) for name, value in values.items() if name in ("half_day", "value")) or "–"
