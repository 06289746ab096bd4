"""What a device at the door takes along: who has which code, and who is in already; page by page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, TypeVar

from django.conf import settings
from django.db.models import BigIntegerField, Case, Q, QuerySet, Sum, Value, When
from django.utils import timezone

from home.events.domain.attendance import Opening
from home.events.domain.door import PAGE, Marked, read_since, slot_of, slots_of, written_mark
from home.events.domain.registering import read_code
from home.events.models import Attendance, Event, Places, Registration
from home.events.reading.cards import event_card, here
from home.events.reading.door import device_named
from home.events.reading.openings import opening_of
from home.events.reading.portraits import portraits
from home.events.reading.seats import seats_title
from producers.domain.shown import PictureShown

TAKEN = ("pk", "code", "name", "kind", "places", "state", "user")
BITS = 62
"""Half days in one number: what a signed integer of eight bytes holds in both databases."""
T = TypeVar("T")
Person = tuple[int, str, str, str, int, str, int | None]


@dataclass(frozen=True)
class Asked:
    """What a device asks for: who comes behind a code, or only what changed since a mark that it has."""

    since: datetime | None = None
    after: str = ""


def read_asked(since: str, after: str) -> Asked:
    """Read what a device asks for. Raises ``ValueError`` for a mark that was not given here."""
    return Asked(read_since(since) if since else None, read_code(after))


def door_page(event: Event, lang: str, asked: Asked) -> dict[str, Any]:
    """Return a page of who registered, in the order of the codes; ``next`` is empty on the last one.

    It names nobody whose name was not given for this event, and holds neither phone nor e-mail. What is said
    of many is said once, in ``kinds``, ``parts``, ``slots`` and ``devices``. ``slots`` are the half days of
    the event; some of them are a hexadecimal number whose lowest bit is the first of ``slots``, as in
    ``opens``: those that each of ``parts`` opens. Each of ``people`` is a list: code, name, place in
    ``kinds``, place in ``parts``, state, picture, the half days that she was in, then two numbers for each of
    today's, morning first: the minute of the day, and the place in ``devices``. ``mark`` is what to ask
    ``since`` the next time.
    """
    mark, slots = timezone.now(), slots_of(Opening(event.first_day, event.last_day))
    people = _people(event, asked)
    is_more, people = len(people) > PAGE, people[:PAGE]
    places = list(Places.objects.filter(event=event).select_related("event", "session").order_by("pk"))
    kinds = dict(Registration.Kind.choices)
    rows, devices = _rows(event, people, slots, [one.pk for one in places], list(kinds), lang)
    return {
        "title": event_card(event, lang).title.text,
        "days": [day.isoformat() for day in Opening(event.first_day, event.last_day).days],
        "until": _end_of(event).isoformat(),
        "zone": settings.TIME_ZONE,
        "today": timezone.localdate(mark).isoformat(),
        "mark": written_mark(mark),
        "next": people[-1][1] if is_more else "",
        "kinds": [str(label) for label in kinds.values()],
        "parts": [seats_title(one, lang) for one in places],
        "opens": [_mask(opening_of(one), slots) for one in places],
        "slots": [slot_of(*one) for one in slots],
        "devices": devices,
        "people": rows,
    }


def _people(event: Event, asked: Asked) -> list[Person]:
    rows = Registration.objects.filter(places__event=event, code__gt=asked.after)
    if asked.since:
        came = _came(event).filter(at__gte=asked.since).values("registration")
        rows = rows.filter(Q(changed_at__gte=asked.since) | Q(pk__in=came))
    return list(rows.order_by("code").values_list(*TAKEN)[: PAGE + 1])


def _rows(
    event: Event,
    people: Sequence[Person],
    slots: Sequence[Marked],
    parts: Sequence[int],
    kinds: Sequence[str],
    lang: str,
) -> tuple[list[list[Any]], list[str]]:
    keys = [one[0] for one in people]
    pictures, masks = portraits((one[-1] for one in people), lang), _masks(event, keys, slots)
    today, devices = _today(event, keys)
    part_of, kind_of = _places_in(parts), _places_in(kinds)
    rows = [
        [
            code, name, kind_of[kind], part_of[place], state, _src(pictures.get(user)),
            f"{masks.get(pk, 0):x}", *today.get(pk, ()),
        ]
        for pk, code, name, kind, place, state, user in people
    ]  # fmt: skip
    return rows, devices


def _src(picture: PictureShown | None) -> str:
    return picture.src if picture else ""


def _places_in(values: Iterable[T]) -> dict[T, int]:
    return {value: place for place, value in enumerate(values)}


def _mask(seat: Opening, slots: Sequence[Marked]) -> str:
    return f"{sum(seat.opens(day, half) << place for place, (day, half) in enumerate(slots)):x}"


def _end_of(event: Event) -> datetime:
    return timezone.make_aware(datetime.combine(event.last_day + timedelta(days=1), time(0, 0)))


def _came(event: Event) -> QuerySet[Attendance]:
    return Attendance.objects.filter(registration__places__event=event)


def _masks(event: Event, keys: Sequence[int], slots: Sequence[Marked]) -> dict[int, int]:
    """Return by registration the half days that she was in; the database puts each person's together."""
    found: dict[int, int] = {}
    for first in range(0, len(slots), BITS):
        rows = Attendance.objects.filter(registration__in=keys).order_by().values_list("registration")
        for pk, bits in rows.annotate(bits=Sum(_bit(slots[first : first + BITS]))):
            found[pk] = found.get(pk, 0) | int(bits or 0) << first
    return found


def _bit(slots: Sequence[Marked]) -> Case:
    """Return the number of a row's half day. A person has each only once, so that a sum joins their bits."""
    whens = [When(day=day, half=half, then=Value(1 << place)) for place, (day, half) in enumerate(slots)]
    return Case(*whens, default=Value(0), output_field=BigIntegerField())


def _today(event: Event, keys: Sequence[int]) -> tuple[dict[int, list[int]], list[str]]:
    """Return when and by which device each came in today, and the devices."""
    rows = Attendance.objects.filter(registration__in=keys, day=timezone.localdate()).order_by("half")
    found: dict[int, list[int]] = {}
    devices: dict[str, int] = {}
    for pk, at, name, device in rows.values_list("registration", "at", "door__name", "device"):
        clock, written = here(at), device_named(name, device)
        place = devices.setdefault(written, len(devices))
        found.setdefault(pk, []).extend((clock.hour * 60 + clock.minute, place))
    return found, list(devices)
