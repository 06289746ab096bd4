"""Makers of every kind of consent, seen by partners with every kind of token."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from producers.domain.actors import Actor
from producers.models import Consent, Organisation
from producers.testing.builders import a_picture, a_producer, an_association, texts
from shop.actions.export_snapshot import refresh_exports
from shop.actions.feed_tokens import revoke_token
from shop.actions.partners import revoke_token as revoke_partner_token
from shop.domain.webhooks import Scope
from shop.feeds.registry import all_dialects
from shop.models import FeedChannel, FeedToken, PartnerToken, Price, Product, ProductPicture, Variant
from shop.testing.builders import a_category, a_market, a_product, a_variant, on_show
from shop.testing.feeds import a_channel, a_key, built, shares
from shop.testing.partners import a_partner, a_token
from tests.pages.world import World as Pages
from tests.pages.world import build_world as build_pages

STAFF = Actor(None, "office")


@dataclass
class World:
    """``shown`` shares her data, ``back`` took it back, ``never`` did not agree; all three sell here."""

    pages: Pages
    shown: Variant
    back: Variant
    never: Variant
    channels: Mapping[str, FeedChannel]
    values: Mapping[str, Mapping[str, Any]]
    keys: Mapping[str, Mapping[str, str]]
    """By door, then by kind of token: ``right``, ``other``, ``revoked``, ``narrow``."""

    def marks(self, *variants: Variant) -> dict[str, str]:
        """Return what tells that something of these makers stands in a file."""
        found: dict[str, str] = {}
        for variant in variants:
            product, maker = variant.product, variant.product.producer
            found |= self.ids(variant) | dict.fromkeys(_words(product, maker), f"{product.slug}'s name")
        return found

    def ids(self, variant: Variant) -> dict[str, str]:
        """Return the permanent ids of a variant, its product and its maker."""
        rows = (variant, variant.product, variant.product.producer)
        return {row.export_id: f"{row._meta.label}.export_id" for row in rows}


def _words(product: Product, maker: Organisation) -> Iterator[str]:
    for text in (product.name, maker.name):
        yield from (one for one in dict(text.data).values() if one)


def build_world() -> World:
    """Build the world of pages, whose first maker shares; the second did so yesterday, and a third never."""
    pages = build_pages()
    shown, back = pages.variants
    never = a_variant(a_product(producer=a_producer(name="Atelier C"), slug="pot", name="Poterie"), stock=5)
    on_show(never)
    for variant in (shown, back):
        _made_ready(variant)
    a_variant(shown.product, sku="SECOND", prices={"EUR": "3.00"})
    network = an_association(name="Réseau des ateliers")
    Organisation.objects.filter(pk__in=[one.product.producer_id for one in (shown, back, never)]).update(
        group=network
    )
    for maker in (shown.product.producer, back.product.producer, network):
        shares(maker)
    channels = {name: a_channel(name, dialect=name, **_market_of(name)) for name in all_dialects()}
    refresh_exports()
    for channel in channels.values():
        built(channel)
    Consent.objects.filter(organisation=back.product.producer, scope="sharing").update(
        withdrawn_at=timezone.now()
    )
    refresh_exports()
    built(FeedChannel.objects.get(code="open"))
    for variant in (shown, back, never):
        variant.product.refresh_from_db()
    values = {**pages.values, "tiwizi_dfc_group_of": {"group": network.export_id}}
    return World(pages, shown, back, never, channels, values, _keys(channels))


def _market_of(dialect: str) -> dict[str, Any]:
    """The Data Food Consortium knows no dirhams."""
    return {"market": a_market("eu"), "country": "FR"} if dialect == "dfc" else {}


def _made_ready(variant: Variant) -> None:
    """Give a product all that any dialect asks for."""
    name = str(variant.product.name)
    said = texts({"fr": name, "en": f"{name}, in English", "ar": f"{name} بالعربية"})
    Product.objects.filter(pk=variant.product_id).update(
        name=said, summary=said, description=said, category=a_category("tapis-noues")
    )
    variant.product.refresh_from_db()
    Price.objects.create(variant=variant, amount="30.00", amount_currency="EUR")
    picture = a_picture(width=1200, height=1500)
    picture.files |= {"large": {"path": "pictures/large-1200.jpg", "width": 1200, "height": 1500}}
    picture.save()
    ProductPicture.objects.create(product=variant.product, picture=picture)


def _keys(channels: Mapping[str, FeedChannel]) -> dict[str, dict[str, str]]:
    found = {name: _of_a_channel(channel, channels) for name, channel in channels.items()}
    seller, reader = a_partner(Scope.SELL, name="Vend"), a_partner(Scope.READ, name="Lit")
    revoked = a_token(Scope.READ, partner=reader)
    revoke_partner_token(PartnerToken.objects.get(partner=reader), actor=STAFF)
    found["partner"] = {
        "right": a_token(Scope.READ, partner=reader),
        "revoked": revoked,
        "other": found["lines-csv"]["right"],
        "narrow": a_token(Scope.SELL, partner=seller),
    }
    return found


def _of_a_channel(channel: FeedChannel, channels: Mapping[str, FeedChannel]) -> dict[str, str]:
    elsewhere = channels["lines-csv" if channel.dialect != "lines-csv" else "dfc"]
    revoked = a_key(channel, "Former")
    revoke_token(FeedToken.objects.get(channel=channel, consumer="Former"), actor=STAFF)
    return {"right": a_key(channel), "revoked": revoked, "other": a_key(elsewhere, f"Of {channel.code}")}
