"""The ways to send as the checkout lists them: for all at once, and for each maker who shall differ."""

from collections.abc import Iterable, Mapping
from typing import Any

from producers.domain.shown import Shown
from shop.checkout_words import mode_detail, mode_text
from shop.domain.cart_cards import CartShown, ChoiceShown
from shop.domain.delivery import Mode
from shop.reading.carts import ways
from shop.reading.quote import CartQuote
from shop.reading.sending import Choice

FIELD = "mode-"


def delivery_rows(cart: CartShown, chosen: Mode) -> list[dict[str, Any]]:
    """Return the ways to send everything at once; ``chosen`` is the one taken where no maker differs."""
    return [
        {
            "shown": one,
            "label": mode_text(one.mode),
            "detail": mode_detail(one.mode),
            "is_chosen": one.mode == chosen,
        }
        for one in cart.choices
        if not one.reason
    ]


def maker_rows(cart: CartShown, modes: Mapping[int, Mode]) -> list[dict[str, Any]]:
    """Return for each maker the ways that she has; none when there is nothing to choose."""
    groups = [group for group in cart.groups if len(_open(group.choices)) > 1]
    if len(groups) < 2:
        return []
    return [
        _maker_row(group.producer_id, group.producer_name, group.choices, modes.get(group.producer_id))
        for group in groups
    ]


def asked_modes(quoted: CartQuote, posted: Mapping[str, str]) -> dict[int, Mode] | None:
    """Return which makers differ, by id; None when a way was sent that a maker does not have."""
    asked: dict[int, Mode] = {}
    for producer in quoted.makers_of:
        mode = posted.get(f"{FIELD}{producer}", "")
        if mode and mode not in open_modes(ways(producer, quoted)):
            return None
        if mode:
            asked[producer] = Mode(mode)
    return asked


def open_modes(choices: Iterable[Choice]) -> list[str]:
    """Return the codes of the ways that can be chosen."""
    return [one.mode.value for one in choices if not one.reason]


def _open(choices: tuple[ChoiceShown, ...]) -> list[ChoiceShown]:
    return [one for one in choices if not one.reason]


def _maker_row(
    producer: int, name: Shown, choices: tuple[ChoiceShown, ...], chosen: Mode | None
) -> dict[str, Any]:
    ways = [
        {"mode": one.mode, "label": mode_text(one.mode), "days": one.days, "is_chosen": one.mode == chosen}
        for one in _open(choices)
    ]
    return {"field": f"{FIELD}{producer}", "name": name, "ways": ways}
