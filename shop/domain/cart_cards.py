"""What the cart and the checkout show, as plain values."""

from dataclasses import dataclass
from datetime import date, datetime

from producers.domain.shown import PictureShown, Shown
from shop.domain.cards import MoneyShown


@dataclass(frozen=True)
class ChoiceShown:
    """One way to send. ``reason`` is a code that says why it cannot be taken; then the rest is empty."""

    mode: str
    price: MoneyShown
    duties: MoneyShown
    cost: MoneyShown
    first: date | None
    last: date | None
    days: str
    is_chosen: bool
    reason: str = ""


@dataclass(frozen=True)
class CartLineShown:
    """One line. ``problem`` is a code of ``Why`` or empty, ``closed`` says why it is not sent there."""

    pk: int
    variant_id: int
    url: str
    name: Shown
    option: Shown
    picture: PictureShown | None
    quantity: int
    available: int
    unit: MoneyShown | None
    total: MoneyShown
    price_was: MoneyShown | None
    problem: str
    closed: tuple[str, ...]
    making_days: int | None
    starts_at: datetime | None
    is_service: bool


@dataclass(frozen=True)
class GroupShown:
    """What one producer sends. ``choices`` are the ways, ``chosen`` the one taken, None for services."""

    producer_id: int
    producer_name: Shown
    producer_number: int
    producer_slug: str
    place: str
    lines: tuple[CartLineShown, ...]
    goods: MoneyShown
    delivery: MoneyShown
    duties: MoneyShown
    total: MoneyShown
    choices: tuple[ChoiceShown, ...]
    chosen: ChoiceShown | None


@dataclass(frozen=True)
class CartShown:
    """The whole cart with all costs.

    ``choices`` are the ways to send everything at once; ``mode`` is the one taken, ``mixed`` when the groups
    differ, empty when nothing travels. ``makers`` is what the makers receive of ``total``. ``reasons`` says
    why it cannot be delivered to ``country``. ``attempt`` goes into the form that places the order.
    ``date_to_agree`` is a day so late that the buyer has to say yes to it.
    """

    groups: tuple[GroupShown, ...]
    pieces: int
    goods: MoneyShown
    delivery: MoneyShown
    duties: MoneyShown
    total: MoneyShown
    makers: MoneyShown
    choices: tuple[ChoiceShown, ...]
    mode: str
    country: str
    country_name: str
    needs_delivery: bool
    reasons: tuple[str, ...]
    date_to_agree: date | None
    date_to_agree_text: str
    has_problems: bool
    has_new_prices: bool
    attempt: str

    @property
    def can_be_ordered(self) -> bool:
        """Say whether nothing stands in the way but what is still to be typed."""
        return bool(self.groups) and not self.has_problems and not self.reasons
