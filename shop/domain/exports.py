"""What the outside may know of a variant and of its maker: the values that every feed is written from.

One item holds all languages and all markets, so that a feed of any language, country and currency is a choice
among its values and never a computation. Amounts are minor units of their currency; nothing is converted.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from shop.domain.territories import territory

Words: TypeAlias = Mapping[str, str]
"""A text by language (``fr``, ``ar``, ``en``, ``zgh``); a language that nobody wrote is missing."""


class LeftOut(StrEnum):
    """Why an item stands in no file of a channel. The code is stable; health pages have words for it."""

    NO_CONSENT = "no_consent"
    """Its maker does not share her data with others today."""
    WITHDRAWN = "withdrawn"
    NOT_CHOSEN = "not_chosen"
    """The channel's selection (categories, regions, makers, labels) leaves it out."""
    NO_PRICE = "no_price"
    """No price in the currency of the channel."""
    NO_PICTURE = "no_picture"
    SMALL_PICTURE = "small_picture"
    NO_CATEGORY = "no_category"
    """The dialect's taxonomy has no place for its category."""
    NO_SHIPPING = "no_shipping"
    """Nothing is sent to the channel's country."""
    NO_TEXT = "no_text"
    """No name or description in the channel's language, or not reviewed where the dialect asks for it."""
    NOT_A_GOOD = "not_a_good"
    """A service; the dialect knows goods only."""
    TOO_MANY = "too_many"
    """The channel has come to the most items that it may carry."""
    NEEDS_PAPERS = "needs_papers"
    """The market asks for a fact or a paper that is missing."""


@dataclass(frozen=True)
class ExportClaim:
    """A proven claim: ``code`` of the label, who issued it, its number, its last day (ISO date or empty)."""

    code: str
    name: Words
    issuer: str = ""
    number: str = ""
    valid_until: str = ""


@dataclass(frozen=True)
class ExportPicture:
    """A picture at a permanent absolute address that needs no signature; width and height in pixels."""

    src: str
    width: int
    height: int
    alt: Words = field(default_factory=dict)


@dataclass(frozen=True)
class ExportOffer:
    """A variant in one market: what the page of its product says there.

    ``minor`` is None without a price. ``availability`` is a value of ``availability.OfferState``. ``pieces``
    can be sold now; ``making_days`` is set where the next piece has to be made first. ``countries`` are those
    that it can be sent to (two letters); empty where the market sends nothing or the goods may not be sent.
    ``sending`` is what sending one piece adds to the total, duties included, by territory: nothing depends on
    more than that.
    """

    market: str
    currency: str
    minor: int | None
    availability: str
    pieces: int = 0
    making_days: int | None = None
    countries: tuple[str, ...] = ()
    sending: tuple[tuple[str, int], ...] = ()
    withdrawal_days: int = 0
    trade_minor: int | None = None
    """What a shop pays that sells it on. For channels of trade terms alone."""
    lacks: str = ""
    """Why the market does not list it, a code of ``shop.reading.listed.WhyNot``; empty when it does."""

    def sending_to(self, country: str) -> int | None:
        """Return what sending one piece to a country adds to the total, in minor units; None if unknown."""
        if country not in self.countries:
            return None
        where = territory(country)
        for place, cost in self.sending:
            if place == where:
                return cost
        return None


@dataclass(frozen=True)
class ExportMaker:
    """Who makes it, as the public sees her. Latitude and longitude are her province's, never a house's."""

    id: str
    slug: str
    kind: str
    name: Words
    story: Words = field(default_factory=dict)
    region: str = ""
    region_name: Words = field(default_factory=dict)
    commune: Words = field(default_factory=dict)
    latitude: str = ""
    longitude: str = ""
    members: int | None = None
    since: int | None = None
    group_id: str = ""
    picture: ExportPicture | None = None
    crafts: tuple[tuple[str, Words], ...] = ()
    claims: tuple[ExportClaim, ...] = ()
    legal_name: str = ""
    legal_number: str = ""
    """Register or tax number, of companies only."""
    is_fictional: bool = False
    updated_at: str = ""


@dataclass(frozen=True)
class ExportItem:
    """One variant with all that its product says. Texts are plain, without markup or control characters."""

    id: str
    product_id: str
    maker_id: str
    slug: str
    sku: str
    kind: str
    """``good`` or ``service``."""
    position: int
    variants: int
    """How many variants its product has on sale; with one, it is the product itself."""
    name: Words
    option: Words = field(default_factory=dict)
    summary: Words = field(default_factory=dict)
    description: Words = field(default_factory=dict)
    care: Words = field(default_factory=dict)
    original_language: str = "fr"
    reviewed: tuple[str, ...] = ()
    """Languages in which a person wrote or reviewed the texts."""
    category: str = ""
    categories: tuple[str, ...] = ()
    """Slugs from the family down to the category itself."""
    category_name: Words = field(default_factory=dict)
    """The whole way, parts joined by `` > ``."""
    techniques: tuple[tuple[str, Words], ...] = ()
    materials: tuple[tuple[str, Words], ...] = ()
    attributes: tuple[tuple[str, Words], ...] = ()
    """Typed facts by code (``colour``, ``size``...), as the page says them."""
    facts: Mapping[str, Words] = field(default_factory=dict)
    """What the law asks to be said, by fact code."""
    weight_g: int = 0
    length_mm: int = 0
    width_mm: int = 0
    height_mm: int = 0
    net_quantity: str = ""
    net_unit: str = ""
    hs6: str = ""
    origin: str = "MA"
    region: str = ""
    is_one_of_a_kind: bool = False
    is_perishable: bool = False
    work_hours: str = ""
    carton_pieces: int | None = None
    minimum_quantity: int | None = None
    monthly_capacity: int | None = None
    """Terms for shops, like the two above: for channels of trade terms alone."""
    pictures: tuple[ExportPicture, ...] = ()
    claims: tuple[ExportClaim, ...] = ()
    offers: tuple[ExportOffer, ...] = ()
    published_at: str = ""
    updated_at: str = ""

    def offer(self, market: str) -> ExportOffer | None:
        """Return what one market says of it."""
        for offer in self.offers:
            if offer.market == market:
                return offer
        return None
