"""Who helps, and which calls are open today."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone

from home.library.domain.calls import CallState, Standing, standing
from home.library.models import Call, Initiative
from producers.domain.shown import Shown, shown

STALE_DAYS = 365
ORDER = {CallState.OPEN: 0, CallState.AHEAD: 1, CallState.CLOSED: 2}


@dataclass(frozen=True)
class CallShown:
    """One call with where it stands today."""

    title: Shown
    opens_on: date | None
    closes_on: date | None
    standing: Standing
    url: str


@dataclass(frozen=True)
class InitiativeShown:
    """``is_stale`` says that nobody has looked at it again for a year."""

    slug: str
    name: Shown
    kind: str
    description: Shown
    body: str
    url: str
    source: str
    checked_on: date
    is_stale: bool
    is_fictional: bool
    calls: tuple[CallShown, ...]

    @property
    def is_open(self) -> bool:
        """Whether one of its calls can be answered today."""
        return any(call.standing.state is CallState.OPEN for call in self.calls)


@dataclass(frozen=True)
class SupportShown:
    """The directory: those with open calls first, those that close soonest before the others."""

    initiatives: tuple[InitiativeShown, ...]
    kinds: tuple[tuple[str, str, bool], ...]


def read_support(kind: str, lang: str, today: date | None = None) -> SupportShown:
    """Return the directory, narrowed to one kind of help; two queries."""
    day = today or timezone.localdate()
    rows = Initiative.objects.filter(live=True).prefetch_related("calls")
    if kind:
        rows = rows.filter(kind=kind)
    found = sorted((_initiative(row, lang, day) for row in rows), key=_urgency)
    return SupportShown(tuple(found), tuple(_kinds(kind)))


def known_kind(asked: str) -> str:
    """Return a kind of help, nothing for one that does not exist."""
    return asked if asked in Initiative.Kind.values else ""


def _kinds(chosen: str) -> list[tuple[str, str, bool]]:
    address = reverse("library:support")
    return [
        (
            str(one.label),
            address if one.value == chosen else f"{address}?kind={one.value}",
            one.value == chosen,
        )
        for one in Initiative.Kind
    ]


def _urgency(one: InitiativeShown) -> tuple[bool, date, str]:
    last = [call.closes_on for call in one.calls if call.standing.state is CallState.OPEN and call.closes_on]
    return not one.is_open, min(last, default=date.max), one.slug


def _initiative(row: Initiative, lang: str, today: date) -> InitiativeShown:
    calls = sorted(
        (_call(call, row, lang, today) for call in row.calls.all()),
        key=lambda call: (ORDER[call.standing.state], call.closes_on or date.max),
    )
    return InitiativeShown(
        slug=row.slug,
        name=shown(row.name, lang, row.original_language),
        kind=row.get_kind_display(),
        description=shown(row.description, lang, row.original_language),
        body=row.body,
        url=row.address,
        source=row.source,
        checked_on=row.checked_on,
        is_stale=(today - row.checked_on).days > STALE_DAYS,
        is_fictional=row.is_fictional,
        calls=tuple(calls),
    )


def _call(call: Call, row: Initiative, lang: str, today: date) -> CallShown:
    return CallShown(
        shown(call.title, lang, row.original_language),
        call.opens_on,
        call.closes_on,
        standing(call.opens_on, call.closes_on, today),
        call.address,
    )
