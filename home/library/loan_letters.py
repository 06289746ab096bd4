"""Letters about loans, and the same in words that are said on the phone."""

from datetime import date

from django.utils import translation

from home.library.loan_words import loan_news
from home.library.models import Document, Loan, ReaderCard, Reservation
from home.library.reading.loans import title_of
from producers.actions.tell import tell
from producers.domain.dates import day_written
from producers.domain.letters import reach
from producers.domain.shown import spoken
from producers.letters import link, write_letter


def write_of_loan(loan: Loan, *, kind: str, key: str) -> None:
    """Write to whoever has a copy; nothing once it is back."""
    if loan.state == Loan.State.OPEN:
        _write(loan.card, loan.copy.document, loan.due_on, kind=kind, key=key)


def write_of_kept(one: Reservation, *, kind: str, key: str) -> None:
    """Write to whoever waited that a copy is kept; nothing once it is not."""
    if one.state == Reservation.State.READY and one.fetch_by:
        _write(one.card, one.document, one.fetch_by, kind=kind, key=key)


def said_of_loan(loan: Loan) -> str:
    """Return what is said on the phone of a late copy, in her language."""
    return _said(loan.card, loan.copy.document, loan.due_on, "loan.late")


def said_of_kept(one: Reservation) -> str:
    """Return what is said on the phone of a copy that is kept, in her language."""
    return _said(one.card, one.document, one.fetch_by, "loan.ready")


def _write(card: ReaderCard, document: Document, day: date, *, kind: str, key: str) -> None:
    language = card.language
    recipient = reach(email=card.email, phone=card.phone, language=language)
    if recipient is None or card.wants_call:
        return
    with translation.override(spoken(language)):
        context = {
            "sentence": loan_news(kind),
            "title": title_of(document, language).text,
            "when": day_written(day, language),
            "link": link("library:card", language=language, token=card.token),
        }
    letter = write_letter("home/library/mail/loan", context, language=language, channel=recipient.channel)
    tell(recipient, letter, key=key, kind=kind)


def _said(card: ReaderCard, document: Document, day: date | None, kind: str) -> str:
    with translation.override(spoken(card.language)):
        day_said = day_written(day, card.language) if day else ""
        parts = [loan_news(kind), title_of(document, card.language).text, day_said]
    return " · ".join(part for part in parts if part)
