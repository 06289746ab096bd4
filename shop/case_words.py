"""Requests for help in plain words: what they are about, where they stand, how they ended."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

KINDS: Mapping[str, Callable[[], str]] = {
    "question": lambda: _("A question"),
    "delivery": lambda: _("Delivery"),
    "fault": lambda: _("Something is wrong with what I got"),
    "payment": lambda: _("Payment"),
    "change": lambda: _("Change or cancel something"),
    "dispute": lambda: _("A payment disputed at the bank"),
    "other": lambda: _("Something else"),
}
# What a buyer may choose; the others are opened by machines.
CHOICES = ("question", "delivery", "fault", "payment", "change", "other")
STATES: Mapping[str, Callable[[], str]] = {
    "open": lambda: _("We are on it"),
    "waiting": lambda: _("We have answered"),
    "closed": lambda: _("Closed"),
}
OUTCOMES: Mapping[str, Callable[[], str]] = {
    "answered": lambda: _("Your question has been answered."),
    "refunded": lambda: _("You get money back."),
    "sent_again": lambda: _("It is sent again, or exchanged."),
    "repaired": lambda: _("It was put right."),
    "changed": lambda: _("Your order was changed as you asked."),
    "refused": lambda: _("We could not do what you asked. The reason stands above."),
    "no_reply": lambda: _("We did not hear from you any more. Write again at any time."),
    "won": lambda: _("The bank has decided: the payment stands."),
    "lost": lambda: _("The bank has decided: the payment goes back."),
    "mistake": lambda: "",
}
NEWS: Mapping[str, Callable[[], str]] = {
    "case.opened": lambda: _("We have your message, number %(number)s. We answer within two days."),
    "case.answered": lambda: _("We have answered your message %(number)s."),
    "case.closed": lambda: _("Your message %(number)s is settled."),
}


def kind_text(kind: str) -> str:
    """Say what a case is about."""
    return KINDS[kind]()


def state_text(status: str, outcome: str = "") -> str:
    """Say where a case stands, and how it ended when it has."""
    return " · ".join(filter(None, (STATES[status](), OUTCOMES[outcome]() if outcome else "")))
