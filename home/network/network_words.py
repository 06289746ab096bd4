"""Words of the network: why not, sentences that a picture says, and news."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from home.network.domain.listings import Part, Thing, Why
from home.network.domain.purchases import PurchaseWhy
from home.network.domain.talks import Sentence

ICONS: Mapping[str, str] = {
    Thing.WOOL: "wool",
    Thing.DYE: "drop",
    Thing.PACKAGING: "parcel",
    Thing.TRANSPORT: "truck",
    Thing.MACHINE: "tools",
    Thing.PLACE: "house",
    Thing.TRAINING: "book",
    Thing.SELLING: "stall",
}
_WHY: Mapping[Why, Callable[[], str]] = {
    Why.TOO_LONG: lambda: _("Write at most 200 signs."),
    Why.CONTACT: lambda: _("Write no phone number and no e-mail address: the others answer here."),
    Why.NOT_ACTIVE: lambda: _("You can do this once your shop is approved."),
    Why.OVER: lambda: _("This does not hold any more."),
    Why.HERSELF: lambda: _("This is your own."),
    Why.BLOCKED: lambda: _("She cannot be written to at the moment."),
    Why.ASKED: lambda: _("You have written to her already. Wait for her answer."),
    Why.TOO_MANY: lambda: _("You have written to many. Wait for answers, or go on tomorrow."),
    Why.EMPTY: lambda: _("Touch a picture, or write a few words."),
    Why.ANSWERED: lambda: _("This has been answered already."),
}
_SENTENCES: Mapping[Sentence, tuple[str, Callable[[], str]]] = {
    Sentence.MINE: ("hand", lambda: _("We fit together")),
    Sentence.PRICE: ("coin", lambda: _("What does it cost?")),
    Sentence.AMOUNT: ("ruler", lambda: _("How much of it?")),
    Sentence.WHEN: ("calendar", lambda: _("When?")),
    Sentence.VISIT: ("pin", lambda: _("I would like to come and see")),
    Sentence.TOGETHER: ("people", lambda: _("Let us do it together")),
}
_PARTS: Mapping[Part, tuple[str, Callable[[], str]]] = {
    Part.NAME: ("person", lambda: _("My name")),
    Part.PHOTO: ("camera", lambda: _("My photo")),
    Part.COMMUNE: ("pin", lambda: _("My commune")),
    Part.WORDS: ("edit", lambda: _("My words")),
}


def why_not(why: Why) -> str:
    """Return a refusal in words."""
    return _WHY[why]()


_PURCHASE: Mapping[PurchaseWhy, Callable[[], str]] = {
    PurchaseWhy.NOT_OPEN: lambda: _("It is ordered or over: nothing can be changed any more."),
    PurchaseWhy.BELOW: lambda: _("This is less than the least that one can take."),
    PurchaseWhy.TOO_MUCH: lambda: _("This is too much."),
    PurchaseWhy.NOT_REACHED: lambda: _("Too little is promised: it cannot be ordered yet."),
    PurchaseWhy.NOT_ACTIVE: lambda: _("You can do this once your shop is approved."),
    PurchaseWhy.NOTHING: lambda: _("You have promised nothing here."),
    PurchaseWhy.STATE: lambda: _("This purchase is further already: look at it again."),
    PurchaseWhy.AMOUNT: lambda: _("These numbers do not fit together."),
}


def why_not_buy(why: PurchaseWhy) -> str:
    """Return a refusal of a joint purchase in words."""
    return _PURCHASE[why]()


def sentences() -> list[tuple[str, str, str]]:
    """Return code, sign and words of everything that a picture says."""
    return [(one.value, sign, say()) for one, (sign, say) in _SENTENCES.items()]


def said(codes: list[str]) -> list[tuple[str, str]]:
    """Return sign and words of what was said by pictures."""
    return [(sign, words) for code, sign, words in sentences() if code in codes]


def parts() -> list[tuple[str, str, str]]:
    """Return code, sign and words of what of her can be shown."""
    return [(one.value, sign, say()) for one, (sign, say) in _PARTS.items()]


def news(kind: str, *, agreed: bool) -> str:
    """Return what is told of a message, in one sentence that names nobody."""
    if kind == "talk.asked":
        return _("A maker of the network has written to you. Open your page to answer yes or no.")
    if agreed:
        return _("A maker of the network said yes to you. Open your page to see it.")
    return _("A maker of the network could not say yes to you this time.")
