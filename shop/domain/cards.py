"""What lists and pages show of an offer, as plain values: templates get these and never a query."""

from dataclasses import dataclass, field
from datetime import date

from producers.domain.cards import ProducerCard
from producers.domain.hashed import hashed_once
from producers.domain.shown import PictureShown, Shown

__all__ = [
    "BreakdownShown",
    "Chip",
    "Crumb",
    "Facet",
    "FacetValue",
    "Moment",
    "MoneyShown",
    "PageLink",
    "Pages",
    "PartShown",
    "ProducerCard",
    "ProductCard",
    "Step",
]


@dataclass(frozen=True)
class MoneyShown:
    """An amount as it is written: ``minor`` in minor units, ``text`` formatted for the language."""

    minor: int
    currency: str
    text: str


@hashed_once
@dataclass(frozen=True)
class ProductCard:
    """One offer in a list. ``price`` is None where the market has none (on request, or not sold here)."""

    url: str
    name: Shown
    price: MoneyShown | None
    producer_name: Shown
    producer_number: int
    place: str
    picture: PictureShown | None = None
    price_is_lowest_of_several: bool = False
    maker_percent: int | None = None
    is_sold: bool = False
    is_available: bool = True
    making_days: int | None = None
    is_service: bool = False
    export_id: str = ""
    slug: str = ""
    producer_id: str = ""
    """The maker's permanent id."""


@dataclass(frozen=True)
class PartShown:
    """One part of the fair price: ``kind`` is a stable code, ``receiver`` says who gets the money."""

    kind: str
    label: str
    receiver: str
    amount: MoneyShown
    percent: int
    is_estimate: bool = False
    receiver_lang: str = ""
    """Of the receiver's name, where it is not the page's."""
    purpose: str = ""
    """What the receiver pays with it, where it is not hers to keep."""


@hashed_once
@dataclass(frozen=True)
class BreakdownShown:
    """Where a price goes; the parts add up to ``total`` to the minor unit. ``on_top`` is not in the price.

    ``is_sent`` says whether anything travels: only then is there packing and delivery to speak of.
    """

    total: MoneyShown
    parts: tuple[PartShown, ...]
    maker_percent: int
    on_top: tuple[PartShown, ...] = ()
    is_sent: bool = True


@dataclass(frozen=True)
class FacetValue:
    """One choice of a facet: ``url`` is the address of the list with this choice switched.

    ``count`` is None in a list too long to be counted while somebody waits.
    """

    code: str
    label: str
    count: int | None
    is_chosen: bool
    url: str
    lang: str = ""
    """Of the label, where it is not the page's."""


@hashed_once
@dataclass(frozen=True)
class Facet:
    """One filter with its choices."""

    code: str
    label: str
    values: tuple[FacetValue, ...]


@dataclass(frozen=True)
class Chip:
    """One applied filter; ``url`` takes it off. ``lang`` is the label's, where it is not the page's."""

    label: str
    url: str
    lang: str = ""


@dataclass(frozen=True)
class Step:
    """One step of the checkout: state is ``done``, ``current`` or ``ahead``."""

    number: int
    label: str
    state: str
    url: str = ""


@dataclass(frozen=True)
class Moment:
    """One bead of an order's timeline: state is ``done``, ``current`` or ``ahead``."""

    label: str
    state: str
    when: date | None = None
    when_text: str = ""
    note: str = ""


@dataclass(frozen=True)
class Crumb:
    """One step of the way back up; the last has no address."""

    label: Shown
    url: str = ""


@dataclass(frozen=True)
class PageLink:
    """One page of a list."""

    label: str
    url: str
    is_current: bool = False
    lang: str = ""
    """Of the label, where it is not the page's."""


@dataclass(frozen=True)
class Pages:
    """Where one is in a list. ``total`` is None when it was not worth counting past ``total_floor``."""

    number: int
    shown_to: int
    total: int | None
    next_url: str = ""
    previous_url: str = ""
    links: tuple[PageLink, ...] = field(default_factory=tuple)
