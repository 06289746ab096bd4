"""A maker and what she sells as one graph of things and links, before any version of the standard writes it.

The Data Food Consortium knows enterprises, the products they supply, catalogue items that offer them, and
offers with a price. Links go both ways: Open Food Network reads price and stock by walking from the product
over the item to the offer. Shape: ontology 1.16 as its connectors write it (feeds.md, 3).
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from shop.domain.channels import Channel, Entry
from shop.domain.exports import ExportItem, ExportMaker
from shop.domain.plain_words import plain

CURRENCIES = {
    "EUR": "Euro",
    "USD": "USDollar",
    "GBP": "PoundSterling",
    "CAD": "CanadianDollar",
    "AUD": "AustralianDollar",
}
"""The measures hold these five. Partners would read an amount in any other as theirs: it is left out."""
UNITS = {
    "mg": "Milligram",
    "g": "Gram",
    "kg": "Kilogram",
    "ml": "Millilitre",
    "cl": "Centilitre",
    "l": "Litre",
}
PIECE = ("1", "Piece")
NOT_FOOD = "inedible"
LANGUAGES = ("fr", "en", "ar")
VOUCHING = ("association", "centre")
"""Kinds of organisations whose pages are not among those of makers."""


@dataclass(frozen=True)
class Places:
    """The addresses of things, all below the base of the interface."""

    base: str

    def enterprise(self, maker: str) -> str:
        return f"{self.base}/api/dfc/enterprises/{maker}"

    def group_of(self, maker: str) -> str:
        return f"{self.base}/api/dfc/enterprise_groups/{maker}"

    def address(self, maker: str) -> str:
        return f"{self.base}/api/dfc/addresses/{maker}"

    def product(self, maker: str, item: str) -> str:
        return f"{self.enterprise(maker)}/supplied_products/{item}"

    def item(self, maker: str, item: str) -> str:
        return f"{self.enterprise(maker)}/catalog_items/{item}"

    def offer(self, maker: str, item: str) -> str:
        return f"{self.enterprise(maker)}/offers/{item}"

    def group(self, product: str) -> str:
        return f"{self.base}/api/dfc/product_groups/{product}"


@dataclass(frozen=True)
class Address:
    """Where she is, no nearer than her commune."""

    id: str
    city: str
    region: str
    country: str
    latitude: str
    longitude: str


@dataclass(frozen=True)
class Enterprise:
    """A maker, with links to all that she supplies and manages and to the groups that she belongs to.

    A group of makers is one too, with links to those who belong to it: Open Food Network has it so.
    """

    id: str
    name: str
    description: str
    address: Address
    page: str
    logo: str
    vat_number: str
    supplies: tuple[str, ...] = ()
    manages: tuple[str, ...] = ()
    affiliates: tuple[str, ...] = ()
    affiliated_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Product:
    """A variant, or the group of variants of one product, which is never sold itself.

    ``quantity`` is an amount and a unit of the measures.
    """

    id: str
    name: str
    description: str
    kind: str
    image: str = ""
    quantity: tuple[str, str] | None = None
    referenced_by: str = ""
    variant_of: str = ""
    variants: tuple[str, ...] = ()


@dataclass(frozen=True)
class Item:
    """A variant in the catalogue: how many can be had."""

    id: str
    product: str
    offer: str
    enterprise: str
    sku: str
    stock: int


@dataclass(frozen=True)
class Offer:
    """What an item costs: minor units of a currency, by its name among the measures."""

    id: str
    item: str
    stock: int
    minor: int
    unit: str


@dataclass(frozen=True)
class Sold:
    """One entry as its four things; ``group`` is missing where a product has one variant."""

    product: Product
    item: Item
    offer: Offer | None


@cache
def dfc_types() -> Mapping[str, str]:
    """Return the product types of the taxonomy by the slugs of our categories."""
    table: Mapping[str, str] = json.loads((Path(__file__).parent / "dfc_types.json").read_text("utf-8"))
    return table


def kind_of(item: ExportItem) -> str:
    """Return the product type of an item; what is no food is inedible."""
    known = dfc_types()
    return next((known[slug] for slug in reversed(item.categories) if slug in known), NOT_FOOD)


def words(texts: Mapping[str, str], channel: Channel) -> str:
    """Return a text in the language of the channel, or else in another that it is written in."""
    said = (texts.get(code) for code in (channel.language, *LANGUAGES))
    return plain(next(filter(None, said), ""))


def enterprise_of(
    maker: ExportMaker, items: Iterable[str], channel: Channel, groups: Iterable[str] = ()
) -> Enterprise:
    """Return a maker with what she supplies, given by the ids of her items, and the ids of her groups."""
    at, items = Places(channel.base), tuple(items)
    return replace(
        _enterprise(maker, at.enterprise(maker.id), channel),
        supplies=tuple(at.product(maker.id, one) for one in items),
        manages=tuple(at.item(maker.id, one) for one in items),
        affiliates=tuple(map(at.group_of, groups)),
    )


def enterprise_group(maker: ExportMaker, members: Iterable[str], channel: Channel) -> Enterprise:
    """Return a group of makers, given by their ids."""
    at = Places(channel.base)
    return replace(
        _enterprise(maker, at.group_of(maker.id), channel),
        affiliated_by=tuple(map(at.enterprise, members)),
    )


def _enterprise(maker: ExportMaker, own: str, channel: Channel) -> Enterprise:
    part = "associations" if maker.kind in VOUCHING else "producers"
    return Enterprise(
        id=own,
        name=words(maker.name, channel),
        description=words(maker.story, channel),
        address=_address(maker, channel),
        page=f"{channel.base}/{channel.language}/{part}/{maker.slug}/?country={channel.country}",
        logo=maker.picture.src if maker.picture else "",
        vat_number=maker.legal_number,
    )


def sold(entry: Entry, channel: Channel) -> Sold:
    """Return one entry as product, item and offer."""
    at, item, maker = Places(channel.base), entry.item, entry.maker.id
    product, listed, offer = at.product(maker, item.id), at.item(maker, item.id), at.offer(maker, item.id)
    unit = CURRENCIES.get(entry.offer.currency)
    priced = unit is not None and entry.offer.minor is not None
    return Sold(
        _product(entry, channel, product, listed),
        Item(listed, product, offer if priced else "", at.enterprise(maker), item.sku, entry.offer.pieces),
        Offer(offer, listed, entry.offer.pieces, entry.offer.minor, unit) if priced else None,
    )


def group_of(item: ExportItem, siblings: Iterable[str], maker: str, channel: Channel) -> Product:
    """Return the product that an item is a variant of; ``siblings`` are the ids of all its variants."""
    at = Places(channel.base)
    return Product(
        id=at.group(item.product_id),
        name=words(item.name, channel),
        description=words(item.description or item.summary, channel),
        kind=kind_of(item),
        quantity=PIECE,  # readers of the connector stumble over a product that has none
        variants=tuple(at.product(maker, one) for one in siblings),
    )


def _product(entry: Entry, channel: Channel, own: str, listed: str) -> Product:
    item = entry.item
    name, option = words(item.name, channel), words(item.option, channel)
    return Product(
        id=own,
        name=f"{name} - {option}" if option else name,
        description=words(item.description or item.summary, channel),
        kind=kind_of(item),
        image=item.pictures[0].src if item.pictures else "",
        quantity=_quantity(item),
        referenced_by=listed,
        variant_of=Places(channel.base).group(item.product_id) if item.variants > 1 else "",
    )


def _quantity(item: ExportItem) -> tuple[str, str]:
    unit = UNITS.get(item.net_unit.casefold())
    return (item.net_quantity, unit) if item.net_quantity and unit else PIECE


def _address(maker: ExportMaker, channel: Channel) -> Address:
    return Address(
        id=Places(channel.base).address(maker.id),
        city=words(maker.commune, channel),
        region=words(maker.region_name, channel),
        country="http://publications.europa.eu/resource/authority/country/MAR",
        latitude=maker.latitude,
        longitude=maker.longitude,
    )
