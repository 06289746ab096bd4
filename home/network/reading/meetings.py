"""Business meetings as pages and papers show them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from home.network.models import FollowUp, Listing, Meeting, MeetingGuest, MeetingPlan
from home.network.network_words import ICONS
from home.network.reading.cards import person_name
from producers.domain.dates import day_written
from producers.domain.regions import region_name
from producers.domain.shown import Shown, shown
from producers.models import Organisation

WITH_GUESTS = (
    "hour__plan__event",
    "first__registration__organisation",
    "second__registration__organisation",
)


@dataclass(frozen=True)
class MeetingCard:
    """One meeting from the point of view of one of the two; ``things`` are (sign, word) of why they meet."""

    pk: int
    token: str
    day: str
    time: str
    table: int
    other: Shown
    kind: str
    things: tuple[tuple[str, str], ...]
    is_off: bool
    has_begun: bool
    outcome: str
    outcome_name: str
    asked: tuple[FollowUp, ...]

    @property
    def when(self) -> str:
        """Day and time in one line."""
        return f"{self.day} · {self.time}"


@dataclass(frozen=True)
class GuestCard:
    """A guest for those who may wish to meet her: no more of her than she said yes to."""

    pk: int
    name: Shown | None
    kind: str
    place: str
    things: tuple[tuple[str, str, str], ...]
    """Side, sign and word of what she needs and offers."""
    is_wished: bool


def guest_name(guest: MeetingGuest, lang: str) -> str:
    """Return what a guest is called: the maker, or the person who is registered; empty once forgotten."""
    return person_name(guest.registration, lang).text


def guest_kind(guest: MeetingGuest) -> str:
    """Return as what a guest takes part."""
    seat = guest.registration
    return _("maker") if seat.organisation_id else str(seat.get_kind_display())


def hour_written(begins: datetime, ends: datetime) -> str:
    """Write an hour in wall time, such as ``14:00 – 14:25``."""
    return f"{timezone.localtime(begins):%H:%M} – {timezone.localtime(ends):%H:%M}"


def when_written(begins: datetime, ends: datetime, lang: str) -> str:
    """Write day and hour in one line."""
    return f"{day_written(timezone.localdate(begins), lang)} · {hour_written(begins, ends)}"


def guests_of(plan: MeetingPlan) -> "QuerySet[MeetingGuest]":
    """Return who takes part and has not stepped out, with her registration."""
    return plan.guests.filter(out_at=None).select_related("registration__organisation")


def meetings_of(guests: Iterable[int]) -> "QuerySet[Meeting]":
    """Return the planned meetings of some guests in the order of the day, with what is asked about them."""
    rows = Meeting.objects.filter(chairs__guest__in=guests, state=Meeting.State.PLANNED).distinct()
    asked = Prefetch("follow_ups", FollowUp.objects.order_by("days"))
    return rows.select_related(*WITH_GUESTS).prefetch_related(asked).order_by("hour__begins_at", "table")


def things_between(meetings: Sequence[Meeting]) -> dict[int, tuple[tuple[str, str], ...]]:
    """Return, by meeting, sign and word of each thing that one of the two needs and the other offers."""
    makers = {guest.registration.organisation_id for one in meetings for guest in (one.first, one.second)} - {
        None
    }
    said = defaultdict(set)
    rows = Listing.objects.holding(timezone.localdate()).filter(organisation__in=makers)
    for maker, side, thing in rows.values_list("organisation", "side", "thing"):
        said[maker, side].add(thing)
    names = dict(Listing.Thing.choices)

    def fits(one: int | None, other: int | None) -> set[str]:
        return set(said.get((one, "needs"), ())) & set(said.get((other, "offers"), ()))

    found = {}
    for one in meetings:
        pair = [guest.registration.organisation_id for guest in (one.first, one.second)]
        both = fits(*pair) | fits(*reversed(pair))
        found[one.pk] = tuple((ICONS[thing], str(names[thing])) for thing in names if thing in both)
    return found


def meeting_cards(
    meetings: Sequence[Meeting], mine: Iterable[int], lang: str, now: datetime
) -> list[MeetingCard]:
    """Return meetings as one of the two sees them; ``mine`` are the keys of the guests that she is."""
    things, own = things_between(meetings), set(mine)
    return [
        _card(one, one.second if one.first_id in own else one.first, things, lang, now) for one in meetings
    ]


def guest_cards(plan: MeetingPlan, mine: MeetingGuest, lang: str) -> list[GuestCard]:
    """Return whom she can wish to meet."""
    guests = [one for one in guests_of(plan).exclude(pk=mine.pk) if one.registration.state == "seated"]
    makers = [one.registration.organisation_id for one in guests if one.registration.organisation_id]
    said = defaultdict(list)
    names = dict(Listing.Thing.choices)
    rows = Listing.objects.holding(timezone.localdate()).filter(organisation__in=makers).order_by("pk")
    for maker, side, thing in rows.values_list("organisation", "side", "thing"):
        said[maker].append((side, ICONS[thing], str(names[thing])))
    wished = set(mine.wishes.values_list("whom", flat=True))
    return [_guest(one, said, one.pk in wished, lang) for one in guests]


def her_guests(maker: Organisation) -> "QuerySet[MeetingGuest]":
    """Return the guests that a maker is, at whichever events."""
    return MeetingGuest.objects.filter(registration__organisation=maker).select_related("plan__event")


def _guest(
    one: MeetingGuest, said: dict[int, list[tuple[str, str, str]]], is_wished: bool, lang: str
) -> GuestCard:
    maker = one.registration.organisation
    return GuestCard(
        one.pk,
        person_name(one.registration, lang) if one.shows_name else None,
        guest_kind(one),
        region_name(maker.region, lang) if maker and maker.region else "",
        tuple(said[maker.pk]) if maker else (),
        is_wished,
    )


def _card(
    one: Meeting,
    other: MeetingGuest,
    things: dict[int, tuple[tuple[str, str], ...]],
    lang: str,
    now: datetime,
) -> MeetingCard:
    begins, ends = one.hour.begins_at, one.hour.ends_at
    today = timezone.localdate(now)
    return MeetingCard(
        pk=one.pk,
        token=one.export_id,
        day=day_written(timezone.localdate(begins), lang),
        time=hour_written(begins, ends),
        table=one.table,
        other=person_name(other.registration, lang),
        kind=guest_kind(other),
        things=things[one.pk],
        is_off=one.state == Meeting.State.OFF,
        has_begun=begins <= now,
        outcome=one.outcome,
        outcome_name=str(one.get_outcome_display()) if one.outcome else "",
        asked=tuple(row for row in one.follow_ups.all() if row.done_at is None and row.due_on <= today),
    )


def event_title(plan: MeetingPlan, lang: str) -> str:
    """Return the title of the event of some business meetings."""
    return shown(plan.event.title, lang, plan.event.original_language).text
