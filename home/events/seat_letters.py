"""Letters about a seat, and the same in words that an agent says on the phone."""

from django.utils import timezone, translation

from home.events.domain.reminding import AFTER
from home.events.models import Registration
from home.events.reading.seats import SeatShown, find_seat, seat_shown
from home.events.seat_words import news
from producers.actions.tell import tell
from producers.domain.dates import day_written
from producers.domain.letters import reach
from producers.domain.shown import spoken
from producers.letters import link, write_letter

WITH_CODE = {"seat.seated", "event.changed", "part.changed", "seat.soon", "seat.tomorrow"}


def write_to(registration: Registration, *, kind: str, key: str) -> None:
    """Write to her, once for each key.

    Whoever gets no messages is on the list of calls, and whoever is erased is told nothing.
    """
    language = registration.language
    recipient = reach(email=registration.email, phone=registration.phone, language=language)
    if recipient is None or registration.wants_call:
        return
    with translation.override(spoken(language)):
        seat = seat_shown(find_seat(registration.token), language)
        context = {
            "sentence": news(kind),
            "more": _more(seat, kind, language),
            "title": seat.title.text,
            "when": seat.when,
            "place": seat.card.place,
            "code": seat.code if kind in WITH_CODE and seat.has_seat else "",
            "link": link(
                "events:outcome" if kind == AFTER else "events:seat",
                language=language,
                token=registration.token,
            ),
        }
    letter = write_letter("home/events/mail/seat", context, language=language, channel=recipient.channel)
    tell(recipient, letter, key=f"{key}:{registration.pk}", kind=kind)


def said_on_the_phone(registration: Registration) -> str:
    """Return what an agent tells her on the phone, in her language: what, when, where, and her code."""
    language = registration.language
    with translation.override(spoken(language)):
        seat = seat_shown(registration, language)
        parts = [news(f"seat.{registration.state}"), seat.title.text, seat.when, seat.card.place]
        if seat.has_seat:
            parts.append(seat.code)
    return " · ".join(part for part in parts if part)


def _more(seat: SeatShown, kind: str, language: str) -> str:
    """The deadline of an offer, or why all is off."""
    until = seat.registration.offered_until
    if kind == "seat.offered" and until:
        here = timezone.localtime(until)
        return f"{day_written(here.date(), language)} · {here:%H:%M}"
    return seat.registration.places.event.cancel_reason if kind == "event.cancelled" else ""
