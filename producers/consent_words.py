"""Each consent in words: what is shown with it, and what without."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from producers.domain.consent import Scope


@dataclass(frozen=True)
class ConsentWords:
    """``yes`` is what happens with it, ``no`` what happens without."""

    label: Promise
    icon: str
    yes: Promise
    no: Promise


WORDS: dict[Scope, ConsentWords] = {
    Scope.PHOTO: ConsentWords(
        _("My photo"),
        "camera",
        _("Your photo is on your page and beside your products."),
        _("Your band of signs is shown instead of your photo."),
    ),
    Scope.NAME: ConsentWords(
        _("My name"),
        "person",
        _("Your name is on your page and beside your products."),
        _("Your number and your band of signs are shown instead of your name."),
    ),
    Scope.STORY: ConsentWords(
        _("My story"),
        "heart",
        _("Buyers can read and hear your story."),
        _("Your page shows your craft and your products, and no story."),
    ),
    Scope.SHARING: ConsentWords(
        _("Share with partners"),
        "share",
        _("Fair-trade networks and shops can show your products and your page."),
        _("You are shown here only."),
    ),
    Scope.PAID: ConsentWords(
        _("Say that I was paid"),
        "coin",
        _("Each buyer is told when you were paid for what she bought."),
        _("Buyers are told that the payment is done, and nothing about you."),
    ),
    Scope.PROOF: ConsentWords(
        _("Show my proofs"),
        "shield",
        _("Your page says who checked your labels, and when."),
        _("Your page shows the labels, and nothing about the proofs."),
    ),
}
