"""How far a checkout has come: its steps, and the first that is not filled."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from shop.domain.checkout import check_contact, check_destination
from shop.domain.countries import is_country
from shop.gateways.base import Offering
from shop.models import Cart, Market
from shop.reading.paying import ways_to_pay
from shop.reading.quote import CartQuote, quote


class Step(StrEnum):
    """One page of the checkout."""

    ADDRESS = "address"
    DELIVERY = "delivery"
    PAYMENT = "payment"
    REVIEW = "review"


@dataclass(frozen=True)
class Progress:
    """A checkout at one moment: the cart and what it comes to."""

    cart: Cart
    quoted: CartQuote

    @cached_property
    def ways(self) -> Mapping[str, Offering]:
        """The ways of paying it, by alias."""
        return ways_to_pay(self.cart, self.quoted)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The steps of this cart: services alone need no delivery."""
        return tuple(step for step in Step if step is not Step.DELIVERY or self.quoted.needs_delivery)

    @cached_property
    def first_open(self) -> Step:
        """The first step that is not filled; the last when all are."""
        return next((step for step in self.steps if not self.is_filled(step)), Step.REVIEW)

    def is_filled(self, step: Step) -> bool:
        """Say whether a step has all that the next one needs; the last is filled by the order alone."""
        if step is Step.ADDRESS:
            return self._has_address
        if step is Step.DELIVERY:
            return "mode" in self.cart.checkout and not self.quoted.reasons
        return step is Step.PAYMENT and self._has_method

    def is_before(self, step: Step) -> bool:
        """Say whether a step lies before the first open one, or is it."""
        return step in self.steps and self.steps.index(step) <= self.steps.index(self.first_open)

    @property
    def place_typed(self) -> tuple[object, ...]:
        """All that decides whether the contact and the address are complete."""
        typed, quoted = self.quoted.checkout, self.quoted
        needed = (self.cart.country, quoted.country, quoted.needs_delivery)
        return (typed.name, typed.phone, typed.email, typed.is_gift, typed.gift_note, typed.note,
                typed.country, typed.address, *needed)  # fmt: skip

    @cached_property
    def _has_address(self) -> bool:
        typed = self.quoted.checkout
        if check_contact(typed, self.cart.country):
            return False
        is_there = typed.address.country == self.quoted.country
        return not self.quoted.needs_delivery or (is_there and not check_destination(typed))

    @cached_property
    def _has_method(self) -> bool:
        way = self.ways.get(self.quoted.checkout.method)
        return way is not None and way.is_offered


def read_progress(cart: Cart, market: Market) -> Progress:
    """Compute the cart and see how far its checkout is."""
    return Progress(cart, quote(cart, market))


def gone_on(progress: Progress) -> Progress:
    """Return how far it is after she has filled something in; to the same country, its lines stay."""
    cart, before = progress.cart, progress.quoted
    is_same = (cart.checkout.get("country") or cart.country) == before.country
    now = Progress(cart, quote(cart, before.market, lines=before.lines if is_same else None))
    if now.place_typed == progress.place_typed:
        vars(now)["_has_address"] = progress._has_address  # checked a moment ago
    return now


def delivered_to(progress: Progress, country: str) -> Progress:
    """Return the same as if it went to another country; nothing is kept."""
    if not is_country(country) or country == progress.quoted.country:
        return progress
    cart = progress.cart
    kept = cart.checkout
    cart.checkout = kept | {"country": country}
    try:
        quoted = quote(cart, progress.quoted.market)
    finally:
        cart.checkout = kept
    return replace(progress, quoted=quoted)
