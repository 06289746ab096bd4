"""What the registered are told: a seat, an offer, a lapse, that all is off or otherwise."""

from django.utils import timezone, translation

from home.events.models import Registration
from home.events.reading.seats import SeatShown, find_seat, seat_shown
from home.events.seat_words import news
from producers.actions.tell import tell
from producers.announcements import Announced, receives
from producers.domain.dates import day_written
from producers.domain.letters import reach
from producers.domain.shown import spoken
from producers.letters import link, write_letter

WITH_CODE = {"seat.seated", "event.changed"}


@receives("seat.seated", "seat.waiting", "seat.offered", "seat.lapsed", "seat.cancelled")
def tell_her(announced: Announced) -> None:
    """Write to one person."""
    _write(Registration.objects.get(pk=announced.payload["registration"]), announced)


@receives("event.cancelled", "event.changed")
def tell_all(announced: Announced) -> None:
    """Write to everybody who has a seat or waits."""
    rows = Registration.objects.filter(places__event=announced.payload["event"]).open()
    for registration in rows.order_by("pk").iterator(chunk_size=200):
        _write(registration, announced)


def _write(registration: Registration, announced: Announced) -> None:
    """Whoever gets no messages is on the list of calls, and whoever is erased is told nothing."""
    language = registration.language
    recipient = reach(email=registration.email, phone=registration.phone, language=language)
    if recipient is None or registration.wants_call:
        return
    with translation.override(spoken(language)):
        seat = seat_shown(find_seat(registration.token), language)
        context = {
            "sentence": news(announced.kind),
            "more": _more(seat, announced.kind, language),
            "title": seat.title.text,
            "when": seat.when,
            "place": seat.card.place,
            "code": seat.code if announced.kind in WITH_CODE and seat.has_seat else "",
            "link": link("events:seat", language=language, token=registration.token),
        }
    letter = write_letter("home/events/mail/seat", context, language=language, channel=recipient.channel)
    tell(recipient, letter, key=f"{announced.key}:{registration.pk}", kind=announced.kind)


def _more(seat: SeatShown, kind: str, language: str) -> str:
    """The deadline of an offer, or why all is off."""
    until = seat.registration.offered_until
    if kind == "seat.offered" and until:
        here = timezone.localtime(until)
        return f"{day_written(here.date(), language)} · {here:%H:%M}"
    return seat.registration.places.event.cancel_reason if kind == "event.cancelled" else ""
