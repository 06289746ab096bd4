"""What guests of business meetings are told: planned, changed, called off, and asked what came of them."""

from django.utils import translation

from home.network.meeting_words import meeting_news
from home.network.models import MeetingGuest, MeetingPlan
from home.network.reading.meetings import event_title
from producers.actions.tell import tell
from producers.domain.letters import PHONE, Letter, Recipient, reach
from producers.domain.shown import spoken
from producers.letters import link


def write_to_guest(guest: MeetingGuest, plan: MeetingPlan, *, kind: str, key: str, token: str = "") -> None:
    """Write to a guest, once for each key; ``token`` is of the meeting that it is about.

    Whoever gets no messages, or is erased, is told nothing: she stands on the office's page.
    """
    seat = guest.registration
    language = seat.organisation.language if seat.organisation is not None else seat.language
    found = None if seat.wants_call else _reached(guest, language)
    if found is None:
        return
    with translation.override(spoken(language)):
        sentence = meeting_news(kind, event_title(plan, language))
    address = _address(guest, plan, language, token)
    subject = "" if found.channel == PHONE else sentence
    tell(found, Letter(subject, f"{sentence}\n{address}".strip()), key=f"{key}:{guest.pk}", kind=kind)


def _reached(guest: MeetingGuest, language: str) -> Recipient | None:
    """A maker as she is known today, anybody else as she registered."""
    seat, maker = guest.registration, guest.registration.organisation
    if maker is not None and maker.erased_at is not None:
        return None
    phone, email = (maker.phone, maker.email) if maker is not None else (seat.phone, seat.email)
    by_phone = reach(email="", phone=phone, language=language)
    return by_phone or reach(email=email, phone="", language=language)


def _address(guest: MeetingGuest, plan: MeetingPlan, language: str, token: str) -> str:
    if guest.registration.organisation_id is None:
        return link("network:her_meetings", language=language, token=guest.registration.token)
    if token:
        return link("network_portal:meeting", language=language, token=token)
    return link("network_portal:at_event", language=language, slug=plan.event.slug)
