"""What a buyer is told of her change or refund, in a sentence."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from shop.story_words import KINDS

SENTENCES: Mapping[str, Callable[[], str]] = {
    "change.asked": lambda: _("We have your request for your order %(number)s (%(what)s), and answer soon."),
    "change.agreed": lambda: _("Yes: %(what)s of your order %(number)s. Please send it back to us."),
    "change.received": lambda: _("What you sent back of your order %(number)s is with us (%(what)s)."),
    "change.settled": lambda: _("It is done: %(what)s of your order %(number)s."),
    "change.refused": lambda: _("We cannot do this: %(what)s of your order %(number)s."),
    "refund.succeeded": lambda: _("We have sent %(amount)s back to you for your order %(number)s."),
    "order.contact_changed": lambda: _(
        "The contact of your order %(number)s was changed. If it was not you, write to us at once."
    ),
    "order.address_changed": lambda: _("Your order %(number)s goes to another address now, as you asked."),
}


def sentence_of(announcement: str, *, number: str, kind: str = "", amount: str = "") -> str:
    """Return the sentence for an announcement, in the language that is active. Raises ``KeyError``."""
    what = KINDS[kind]() if kind in KINDS else ""
    return SENTENCES[announcement]() % {"number": number, "what": what, "amount": amount}
