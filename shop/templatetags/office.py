"""Codes and amounts as the office reads them."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.translation import get_language, gettext, gettext_lazy
from moneyed import Money

from producers.domain.moderation import Reason
from producers.domain.standing import Because
from producers.models import Act
from producers.onboarding_words import BECAUSE
from producers.reason_words import reason_shown
from shop.checkout_words import method_text
from shop.decline_words import decline_word
from shop.domain.languages import language_name
from shop.domain.money import written
from shop.office.access import may_open
from shop.office.act_words import ACCOUNTS, BOOKED, DONE, PERSONS
from shop.office.exception_words import in_words
from shop.office.tables import Cell

register = template.Library()
PAPERS = {
    "csv": gettext_lazy("List for the bank (CSV)"),
    "pain001": gettext_lazy("Transfer order for the bank (ISO 20022)"),
    "list": gettext_lazy("List (CSV)"),
    "receipts": gettext_lazy("Receipts to be read aloud"),
}


@register.filter
def open_to(address: str, user: object) -> bool:
    """Say whether an address answers a user."""
    return may_open(user, address)


@register.filter
def done(verb: str) -> str:
    """Say in words what was done."""
    return in_words(verb, DONE)


@register.filter
def because(act: Act) -> str:
    """Say why it was done: codes of picture-reasons in their words, with what was written beside them."""
    if act.verb == "producerorder.declined":
        return decline_word(act.reason)
    words = _picture_words(act)
    # A change that was sent back has its codes a second time as the reason.
    typed = [act.reason] if act.reason and act.verb != "submission.sent_back" else []
    return " · ".join([*words, *typed])


@register.filter
def booked(kind: str) -> str:
    """Say in words why something was booked, or what a correction undoes."""
    undone = kind.removesuffix(".reversed")
    words = in_words(undone, BOOKED)
    return words if undone == kind else gettext("Undone: %(what)s") % {"what": words}


@register.filter
def account(kind: str) -> str:
    """Say in words what an account holds."""
    return in_words(kind, ACCOUNTS)


@register.filter
def person(name: str) -> str:
    """Say who did it: a name, or what stands for nobody with an account."""
    return in_words(name, PERSONS)


@register.filter
def way(gateway: str) -> str:
    """Say in words by which way money came."""
    return method_text(gateway)


@register.filter
def tongue(code: str) -> str:
    """Name a language in that of the office."""
    return language_name(code, get_language() or "fr")


@register.filter
def paper(code: str) -> str:
    """Say in words what a paper of a batch is."""
    return in_words(code, PAPERS)


@register.filter
def money(amount: Any) -> str:
    """Write an amount as its reader does."""
    return written(amount, get_language() or "fr") if isinstance(amount, Money) else str(amount)


@register.filter
def under(row: Sequence[Cell], headings: Sequence[str]) -> list[tuple[str, Cell]]:
    """Put each cell of a row beside the heading that it stands under."""
    return list(zip(headings, row, strict=True))


def _picture_words(act: Act) -> list[str]:
    known = [
        str(BECAUSE[Because(code)].label) for code in act.after.get("because", ()) if code in set(Because)
    ]
    sent_back = [code for code in act.after.get("reasons", ()) if code in set(Reason)]
    return [*known, *(reason_shown(code).word for code in sent_back)]
