"""Feed = page: for every offer, market and language of the demo, both say the same price and word."""

import csv
import io
import itertools
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override
from lxml import html

from producers.domain.actors import Actor
from producers.domain.shown import spoken
from producers.models import Consent, Organisation, Picture
from shop.actions.export_snapshot import refresh_exports
from shop.actions.listing import refresh_listing
from shop.domain.cells import as_meant
from shop.domain.channels import Channel, Entry
from shop.domain.delivery import Destination, Mode
from shop.domain.exports import LeftOut
from shop.domain.money import from_minor
from shop.feeds.line_sheet import LineSheetCsv
from shop.feeds.shopping import ShoppingRss, ShoppingTable
from shop.models import Market, Product, Stock, Variant
from shop.reading.basket import Line
from shop.reading.exports import entries, left_out
from shop.reading.offers import Offer
from shop.reading.sending import Trip, plan
from shop.reading.variants import read_variants, variant_shown
from storefront.demo import curated, load, organisations, pictures, taxonomy
from tests.shop.feeds.merchant import faults_of, items_of_rss, items_of_table

pytestmark = pytest.mark.django_db(transaction=True)
OPERATOR = Actor(None, "Operator")
MARKETS = {"ma": ("MAD", "MA"), "eu": ("EUR", "FR"), "world": ("USD", "CA")}
LANGUAGES = ("fr", "ar", "en")
# What the page's word is called in each file.
GOOGLE = {
    "here": "in_stock", "unique": "in_stock", "to_order": "backorder", "sold": "out_of_stock",
    "gone": "out_of_stock",
}  # fmt: skip
META = {word: said.replace("_", " ") for word, said in GOOGLE.items()} | {"to_order": "available for order"}
SHEET = {
    "here": {"in_stock"}, "unique": {"in_stock"}, "to_order": {"made_to_order"}, "sold": {"sold"},
    "gone": {"out_of_stock", "closed"},
}  # fmt: skip
Row = dict[str, Any]


def the_demo() -> None:
    """The offers of the demo, with some sold out, some paused, and everybody sharing her data."""
    taxonomy.load_vocabularies()
    taxonomy.load_attributes()
    organisations.load_organisations()
    taxonomy.load_markets(Organisation.objects.get(kind=Organisation.Kind.CENTRE))
    taxonomy.load_categories()
    taxonomy.load_fees()
    pictures.load_pictures()
    load.load_offers(curated.curated_offers(), lambda text: None)
    for stock in Stock.objects.filter(on_hand__gt=0).order_by("pk")[::9]:
        Stock.objects.filter(pk=stock.pk).update(on_hand=0)
    paused = [product.pk for product in Product.objects.order_by("pk")[::23]]
    Product.objects.filter(pk__in=paused).update(paused_at=timezone.now())
    Consent.objects.bulk_create(
        Consent(
            organisation=maker,
            person="she",
            scope=Consent.Scope.SHARING,
            heard_in="ar",
            given_at=timezone.now(),
        )
        for maker in Organisation.objects.all()
    )
    refresh_listing(Product.objects.values_list("pk", flat=True))
    for picture in Picture.objects.exclude(files={}):
        widest = picture.files["formats"]["webp"]["720"]
        picture.files["large"] = {"path": f"{widest}.jpg", "width": 720, "height": 900}  # nobody looks at it
        picture.save(update_fields=["files"])
    while refresh_exports():
        pass


def channels() -> Iterator[tuple[Channel, Market]]:
    for market in Market.objects.order_by("-position"):
        currency, country = MARKETS[market.code]
        for lang in LANGUAGES:
            yield Channel(
                code=f"{lang}-{country}-{currency}".lower(), dialect="any", title="Tiwizi", language=lang,
                country=country, market=market.code, currency=currency, base="http://testserver",
            ), market  # fmt: skip


def written(dialect: Any, channel: Channel, carried: list[Entry]) -> bytes:
    out = io.BytesIO()
    dialect.write((one for one in carried if dialect.lacks(one, channel) is None), channel, out)
    return out.getvalue()


def said_of(minor: int, currency: str) -> str:
    return f"{from_minor(minor, currency).amount:.2f} {currency}"


def pages(market: Market) -> dict[str, dict[str, Row]]:
    """What pages say of each variant, by language and permanent id: read by the functions that pages use."""
    found: dict[str, dict[str, Row]] = {lang: {} for lang in LANGUAGES}
    for product in Product.objects.public().select_related("producer", "category"):
        variants, today = read_variants(product, market)
        for lang, variant in itertools.product(LANGUAGES, variants):
            with override(spoken(lang)):
                choice = variant_shown(product, variant, today[variant.pk], lang)
            price = choice.offered_at
            found[lang][variant.export_id] = {
                "price": said_of(price.minor, price.currency) if price else "",
                "state": choice.state, "pieces": today[variant.pk].available,
                "shipping": shipping(product, variant, today[variant.pk], market),
            }  # fmt: skip
    return found


def shipping(product: Product, variant: Variant, offer: Offer, market: Market) -> str:
    """What the page of delivery adds for one piece to the market's country."""
    currency, country = MARKETS[market.code]
    variant.product = product
    whose = product.producer_id
    trip = Trip(Destination(country), currency, timezone.localdate())
    asked = plan([Line(variant.pk, variant, 1, offer)], trip, {whose: Mode.DIRECT}).direct[whose]
    return f"{country}:::{said_of(asked.cost, currency)}" if asked.is_offered else ""


def differences(page: Row, price: str, word: str, words: Any, pieces: str | None = None) -> list[str]:
    said = [] if price == page["price"] else [f"price {price}, page {page['price']}"]
    fitting = words.get(page["state"], set())
    if word not in (fitting if isinstance(fitting, set) else {fitting}):
        said.append(f"{word}, page {page['state']}")
    if pieces is not None and pieces != str(page["pieces"]):
        said.append(f"{pieces} pieces, page {page['pieces']}")
    return said


def said_sending(row: Row) -> str:
    return f"{row['shipping']['country']}:::{row['shipping']['price']}"


def compared(channel: Channel, carried: list[Entry], shown: dict[str, Row]) -> tuple[list[str], set[str]]:
    """Compare three files with the pages; return what differs, and the offers that were in them."""
    wrong: list[str] = []
    ids: set[str] = set()
    google = [dict(item) for item in items_of_table(written(ShoppingTable(), channel, carried))]
    others = items_of_table(written(ShoppingTable("meta"), channel, carried))
    meta = {row["id"]: row for row in map(dict, others)}
    sheet = csv.DictReader(io.StringIO(written(LineSheetCsv(), channel, carried).decode(), newline=""))
    for row in google:
        page, also = shown[row["id"]], meta[row["id"]]
        ids.add(row["id"])
        if said_sending(row) != said_sending(also) or said_sending(row) != page["shipping"]:
            wrong.append(f"{row['shipping']}, page {page['shipping']}")
        wrong += differences(page, row["price"], row["availability"], GOOGLE)
        wrong += differences(
            page, also["price"], also["availability"], META, also["quantity_to_sell_on_facebook"]
        )
    for row in sheet:
        price = f"{row['price']} {row['currency']}"
        wrong += differences(shown[as_meant(row["id"])], price, row["availability"], SHEET, row["stock"])
    return wrong, ids


def test_every_feed_says_what_the_page_says():
    the_demo()
    states: set[str] = set()
    said = {market.code: pages(market) for market in Market.objects.all()}
    for channel, market in channels():
        carried, shown = list(entries(channel)), said[market.code][channel.language]
        wrong, ids = compared(channel, carried, shown)
        assert wrong == []
        reasons = {left.id: left.why for left in left_out(channel, lacks=ShoppingTable().lacks)}
        assert ids | reasons.keys() == set(Variant.objects.values_list("export_id", flat=True))
        assert not ids & reasons.keys()
        assert LeftOut.NO_CONSENT not in reasons.values()
        # Nobody can tell the duties outside Morocco and the EU, so that nothing is sent there yet.
        assert len(ids) > 50 or market.code == "world", Counter(reasons.values())
        assert len(carried) > 50
        secure = written(ShoppingRss(), channel, carried).replace(b"http://testserver", b"https://testserver")
        assert faults_of(items_of_rss(secure)) == []
        states |= {shown[one]["state"] for one in ids}
        one_page_in_forty(written(ShoppingTable(), channel, carried))
    assert states == {"here", "unique", "to_order", "sold", "gone"}
    a_wrong_price_would_be_found(channel, carried, shown)


def one_page_in_forty(content: bytes) -> None:
    """Follow links of the feed, as a checker of its reader does, and read the marks of the page."""
    for row in [dict(item) for item in items_of_table(content)][::40]:
        link = urlsplit(str(row["link"]))
        answer = Client().get(f"{link.path}?{link.query}")
        assert answer.status_code == 200
        page = html.fromstring(answer.content.decode()).find(".//main")
        (price, *_others) = page.xpath(".//*[@data-role='price'][contains(@class, 'price-large')]")
        state = page.xpath(".//*[@data-role='stock']")[0].get("data-state")
        if state in ("here", "unique", "to_order"):
            assert row["price"] == said_of(int(price.get("data-amount")), price.get("data-currency"))
        assert row["availability"] == GOOGLE[state]


def a_wrong_price_would_be_found(channel: Channel, carried: list[Entry], shown: dict[str, Row]) -> None:
    """The comparison itself: a feed from before a change differs from the page of after it."""
    some = next(one.item.id for one in carried if shown[one.item.id]["state"] == "here")
    shown[some] |= {"price": "1.00 USD", "state": "to_order", "shipping": "CA:::1.00 USD"}
    assert len(compared(channel, carried, shown)[0]) >= 3
