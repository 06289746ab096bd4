"""What the API says of things. Amounts are minor units of their currency; nothing is converted."""

from datetime import date
from typing import Literal

from ninja import Field, Schema


class Problem(Schema):
    """An error (RFC 9457). ``code`` is stable; ``title`` is a sentence in the language of the answer."""

    type: str
    title: str
    status: int
    code: str
    errors: list[dict[str, str]] | None = None
    fields: dict[str, str] | None = None
    reasons: list[str] | None = None
    reason: str | None = None
    available: int | None = None
    most: int | None = None
    retry_after: int | None = None


class Money(Schema):
    """An amount: ``amount`` in minor units, ``decimal`` the same with a dot, ``text`` as a page writes it."""

    amount: int
    currency: str = Field(pattern=r"^[A-Z]{3}$")
    decimal: str
    text: str


class Text(Schema):
    """A text with the language it is really in; ``is_fallback`` when that is not the one asked for."""

    text: str
    lang: str
    dir: Literal["ltr", "rtl"]
    is_fallback: bool


class Picture(Schema):
    """A picture at an address of its own; ``alt`` describes it."""

    src: str
    width: int
    height: int
    alt: Text
    is_illustration: bool


class Named(Schema):
    """Something by its code, with its name in the language of the answer."""

    code: str
    name: str


class ProducerCard(Schema):
    """A maker as lists show her. ``place`` is commune and region, never closer."""

    id: str
    slug: str
    url: str
    number: int
    name: Text
    place: str
    crafts: list[str]
    sentence: Text | None
    picture: Picture | None
    badges: list[str]


class ProofOut(Schema):
    """A label that is proven today."""

    label: Text
    issuer: str
    is_visit: bool
    checked_on: date
    valid_until: date | None


class Producer(ProducerCard):
    """A maker's profile. ``story_url`` leads to her page where she has published one."""

    region: str
    village: Text | None
    group: str | None
    vouched_by: Text | None
    has_story: bool
    story_language: str | None
    proofs: list[ProofOut]


class Maker(Schema):
    """A product's maker in short."""

    id: str
    number: int
    name: Text


class ProductCard(Schema):
    """A product as lists show it; ``price`` is the lowest of several when ``is_from`` says so."""

    id: str
    slug: str
    url: str
    name: Text
    price: Money | None
    is_from: bool
    maker_percent: int | None
    producer: Maker
    place: str
    picture: Picture | None
    is_service: bool
    is_available: bool
    is_sold: bool
    making_days: int | None


class Variant(Schema):
    """One choice of a product; ``state`` is the word beside its price on the page."""

    id: str
    sku: str
    label: str
    price: Money | None
    is_available: bool
    state: str
    note: str
    when: str
    place: str


class PricePart(Schema):
    """One part of a price and who gets it."""

    kind: str
    label: str
    receiver: str
    amount: Money
    is_estimate: bool


class Breakdown(Schema):
    """Where the price goes; the parts add up to ``total``."""

    total: Money
    maker_percent: int
    parts: list[PricePart]


class Fact(Schema):
    """One fact: what it is called and what it is."""

    label: str
    text: Text


class Claim(Schema):
    """A label of the product that is proven today."""

    label: Text
    issuer: str
    until: str


class Product(Schema):
    """Everything that a product's page says in one market and one language."""

    id: str
    slug: str
    url: str
    name: Text
    summary: Text
    description: Text
    care: Text
    pictures: list[Picture]
    is_service: bool
    price: Money | None
    unit_price: str
    state: str
    making_days: int | None
    left: int | None
    is_available: bool
    variants: list[Variant]
    breakdown: Breakdown | None
    producer: ProducerCard
    seller: list[str]
    place: str
    facts: list[Fact]
    claims: list[Claim]
    categories: list[Named]


class FacetValue(Schema):
    """A choice of a facet; ``count`` is null where nobody has counted."""

    code: str
    label: str
    count: int | None
    is_chosen: bool


class Facet(Schema):
    """One filter of a list; ``code`` is the name of its parameter."""

    code: str
    label: str
    values: list[FacetValue]


class Facets(Schema):
    """What narrows a list further; ``total`` is null beyond the number that anybody reads."""

    total: int | None
    instead: str
    facets: list[Facet]


class Suggestions(Schema):
    """Names that begin as what was typed."""

    suggestions: list[str]


class Category(Schema):
    """A category with the code of the one above it."""

    code: str
    name: Text
    parent: str | None


class MarketOut(Schema):
    """Countries that pay in one currency; an empty list means all others."""

    code: str
    name: str
    currency: str
    countries: list[str]
    delivers: bool
    is_default: bool
    withdrawal_days: int


class Products(Schema):
    """A page of products; ``next`` is the cursor of the next one, null on the last."""

    items: list[ProductCard]
    next: str | None


class Producers(Schema):
    """A page of makers."""

    items: list[ProducerCard]
    next: str | None


class Categories(Schema):
    """All categories, those above before those below."""

    items: list[Category]


class Markets(Schema):
    """All markets."""

    items: list[MarketOut]
