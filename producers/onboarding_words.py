"""What is said of a maker's way to selling: to her in picture-words, to operators in plain ones."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from producers.domain.requirements import Verdict
from producers.domain.standing import Because

VERDICTS: Mapping[Verdict, str | Promise] = {
    Verdict.MET: _("is there"),
    Verdict.WAIVED: _("not asked of her"),
    Verdict.MISSING: _("is missing"),
    Verdict.WAITING: _("waits to be looked at"),
    Verdict.REJECTED: _("was not right"),
    Verdict.BROKEN: _("cannot be judged: what it refers to is gone"),
}


@dataclass(frozen=True)
class Told:
    """A reason: the word for the office, the sentence for her, and the picture."""

    label: str | Promise
    sentence: str | Promise
    icon: str


BECAUSE: Mapping[Because, Told] = {
    Because.PHOTO: Told(_("Photo"), _("Take the photo again, in the light"), "camera"),
    Because.WORDS: Told(pgettext_lazy("portal", "Words"), _("Say a little more about you"), "edit"),
    Because.PHONE: Told(_("Phone"), _("We cannot reach your phone"), "phone"),
    Because.PLACE: Told(_("Place"), _("Tell us where you work"), "pin"),
    Because.PRODUCT: Told(_("Products"), _("Show us what you make"), "parcel"),
    Because.PAPER: Told(pgettext_lazy("portal", "Paper"), _("A paper is missing"), "list"),
    Because.PAYMENT: Told(_("Payment"), _("Tell us where your money goes"), "coin"),
    Because.TALK: Told(_("Call her"), _("We will call you"), "phone"),
}

NEWS: Mapping[str, str | Promise] = {
    "organisation.submitted": _("We have your request. We will look at it and tell you."),
    "organisation.approved": _("You can sell now. Welcome!"),
    "organisation.sent_back": _("Almost there. Please look at this once more:"),
    "organisation.suspended": _(
        "Nobody can buy from you for now. Orders that you have go on, and your money stays yours. Call us."
    ),
}
