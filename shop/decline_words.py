"""Why a maker cannot take an order on: for her a word and a picture, for the office the same word."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from shop.domain.maker_steps import Decline

REASONS: Mapping[Decline, tuple[Callable[[], str], str]] = {
    Decline.SOLD: (lambda: _("Sold elsewhere"), "coin"),
    Decline.NO_MATERIAL: (lambda: _("No material"), "tools"),
    Decline.NO_TIME: (lambda: _("Too little time"), "clock"),
    Decline.AWAY: (lambda: _("I am away"), "calendar"),
    Decline.WRONG_PRICE: (lambda: _("The price is wrong"), "card"),
    Decline.CANNOT: (lambda: _("I cannot"), "close"),
}


def decline_word(code: str) -> str:
    """Return the word of a reason; what somebody has typed stands for itself."""
    return REASONS[Decline(code)][0]() if code in set(Decline) else code


def decline_choices() -> list[tuple[str, str]]:
    """Return every reason with its word."""
    return [(reason.value, label()) for reason, (label, _icon) in REASONS.items()]
