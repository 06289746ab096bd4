"""The ways to send as the checkout lists them: for all at once, and for each maker who shall differ."""

from collections.abc import Mapping
from typing import Any

from producers.domain.shown import Shown
from shop.checkout_words import mode_detail, mode_text
from shop.domain.cart_cards import CartShown, ChoiceShown
from shop.domain.delivery import Mode

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


def asked_modes(cart: CartShown, posted: Mapping[str, str]) -> dict[int, Mode] | None:
    """Return which makers differ, by id; None when a way was sent that a maker does not have."""
    asked: dict[int, Mode] = {}
    for group in cart.groups:
        mode = posted.get(f"{FIELD}{group.producer_id}", "")
        if mode and mode not in [one.mode for one in _open(group.choices)]:
            return None
        if mode:
            asked[group.producer_id] = Mode(mode)
    return asked


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
