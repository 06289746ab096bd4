"""Letters about a seat in a reading room, and the same in words that are said on the phone."""

from django.utils import translation

from home.library.models import Visit
from home.library.reading.room import find_visit, visit_shown
from home.library.room_words import news
from producers.actions.tell import tell
from producers.domain.letters import reach
from producers.domain.shown import spoken
from producers.letters import link, write_letter


def write_to(visit: Visit, *, kind: str, key: str) -> None:
    """Write to her, once for each key. Whoever gets no messages is on the list of calls."""
    language = visit.language
    recipient = reach(email=visit.email, phone=visit.phone, language=language)
    if recipient is None or visit.wants_call:
        return
    with translation.override(spoken(language)):
        page = visit_shown(find_visit(visit.token), language)
        context = {
            "sentence": news(kind),
            "room": page.room.name.text,
            "when": page.when,
            "code": page.code if kind == "visit.booked" else "",
            "link": link("library:visit", language=language, token=visit.token),
        }
    letter = write_letter("home/library/mail/visit", context, language=language, channel=recipient.channel)
    tell(recipient, letter, key=f"{key}:{visit.pk}", kind=kind)


def said_on_the_phone(visit: Visit) -> str:
    """Return what the desk tells her on the phone, in her language: what, where, when, and her code."""
    language = visit.language
    is_booked = visit.state == Visit.State.BOOKED
    with translation.override(spoken(language)):
        page = visit_shown(visit, language)
        said = news("visit.booked" if is_booked else "visit.closed")
        parts = [said, page.room.name.text, page.when, page.code if is_booked else ""]
    return " · ".join(part for part in parts if part)
