"""Shopping feeds against a checker of its own, built on Google's description of its attributes."""

import io
from dataclasses import replace
from datetime import date

import pytest
from lxml import etree

from shop.domain.channels import Channel, Entry
from shop.domain.exports import ExportClaim, LeftOut
from shop.feeds.shopping import Shopping, ShoppingRss, ShoppingTable
from shop.testing.exports import a_channel, a_picture, an_entry
from tests.shop.feeds.merchant import faults_of, items_of_rss, items_of_table

TODAY = date(2026, 11, 30)
GRAPES = "👩🏽‍🌾"  # a joined cluster of four characters


def written(dialect: Shopping, *entries: Entry, **channel: object) -> bytes:
    out = io.BytesIO()
    dialect.write(iter(entries), a_channel(**channel), out)
    return out.getvalue()


def rss(*entries: Entry, profile: str = "google", **channel: object) -> bytes:
    return written(ShoppingRss(profile, today=lambda: TODAY), *entries, **channel)


def table(*entries: Entry, profile: str = "google", **channel: object) -> bytes:
    return written(ShoppingTable(profile, today=lambda: TODAY), *entries, **channel)


def rich() -> list[Entry]:
    """Offers that between them use every field."""
    return [
        an_entry(),
        an_entry(
            id="b7Hd5kMw1Xs9Zc3VqTg6Bn", variants=2, option={"fr": "Grand, 2 m"},
            attributes=(
                ("colour", {"fr": "Rouge"}), ("garment_size", {"fr": "M"}), ("pattern", {"fr": "Losanges"}),
            ),
            claims=(ExportClaim("wfto", {"fr": "Membre de la WFTO"}),),
            pictures=tuple(a_picture(number) for number in range(14)),
        ),
        an_entry(
            id="c7Hd5kMw1Xs9Zc3VqTg6Bn", reviewed=(),
            category="huiles", categories=("produits-du-terroir", "huiles"),
            net_quantity="250", net_unit="ml", materials=tuple((str(n), {"fr": f"M{n}"}) for n in range(5)),
            name={"fr": 'Huile "extra" & <fine>'}, description={"fr": "Pressée\tà froid,\n\npuis filtrée."},
            offer={"availability": "made_to_order", "making_days": 10, "minor": 995},
        ),
        an_entry(id="d7Hd5kMw1Xs9Zc3VqTg6Bn", offer={"availability": "sold", "pieces": 0}),
    ]  # fmt: skip


def test_both_forms_pass_the_checker_and_say_the_same():
    as_rss, as_table = items_of_rss(rss(*rich())), items_of_table(table(*rich()))
    assert faults_of(as_rss) == []
    assert faults_of(as_table) == []
    flat = [[(name, _on_one_line(value)) for name, value in item] for item in as_rss]
    also = [[(name, _on_one_line(value)) for name, value in item] for item in as_table]
    assert [sorted(item, key=str) for item in also] == [sorted(item, key=str) for item in flat]


def _on_one_line(value: object) -> object:
    if isinstance(value, dict):
        return {name: _on_one_line(text) for name, text in value.items()}
    return " ".join(str(value).split())


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (b"category>598<", b"category>999999<", "google_product_category: 999999"),
        (b"<g:availability>in_stock<", b"<g:availability>available<", "availability: available"),
        (b"<g:condition>new<", b"<g:condition>handmade<", "condition: handmade"),
        (
            b"<g:identifier_exists>no</g:identifier_exists>", b"<g:gtin>6111234567890</g:gtin>",
            "gtin: 6111234567890",
        ),
        (b"<g:title>Tapis de laine<", b"<g:title>" + b"a" * 151 + b"<", "title: too long"),
        (b"120.00 EUR", b"120,00 EUR", "price: 120,00 EUR"),
        (b"120.00 EUR", b"120.00 DH", "price: 120.00 DH"),
        (b"?country=FR", b"", "link: https://tiwizi.example/fr/shop/p/tapis-de-laine/"),
        (b"<g:condition>new</g:condition>", b"<g:fair_trade>yes</g:fair_trade>", "fair_trade: unknown"),
        (b"<g:identifier_exists>no<", b"<g:identifier_exists>yes<", "identifier_exists: does not fit"),
        (b"<g:availability>in_stock<", b"<g:availability>backorder<", "availability_date: missing"),
        (b"<g:country>FR<", b"<g:country>France<", "country: France"),
        (b"21.00 EUR", b"21,00 EUR", "price: 21,00 EUR"),
        (b"<g:country>FR</g:country>", b"", "shipping: parts"),
        (b"vive, teinte", b"&lt;b&gt;vive&lt;/b&gt;", "description: marks"),
    ],
)  # fmt: skip
def test_the_checker_refuses_what_is_broken(old: bytes, new: bytes, fault: str):
    content = rss(an_entry())
    assert content.count(old) == 1
    assert fault in faults_of(items_of_rss(content.replace(old, new)))


def test_the_checker_refuses_a_missing_seller_and_an_id_that_comes_twice():
    assert "id: twice" in faults_of(items_of_rss(rss(an_entry(), an_entry())))
    (item,) = items_of_rss(rss(an_entry()))
    assert "external_seller_id: missing" in faults_of([[p for p in item if p[0] != "external_seller_id"]])


def test_control_characters_surrogates_and_marks_break_no_file():
    words = {"fr": "Tapis\x00\x0b \ud83d<script>x()</script><b>doux</b>\u202e & \ufffe fin"}
    entry = an_entry(name=words, description=words, maker={"name": words})
    (item,) = items_of_rss(rss(entry))
    assert dict(item)["title"] == "Tapis doux & fin"
    assert faults_of([item]) == []
    (row,) = items_of_table(table(entry))
    assert dict(row)["brand"] == "Tapis doux & fin"


def test_the_raw_character_would_break_the_file():
    broken = rss(an_entry()).replace(b"Laine vive", b"Laine \x0b vive")
    with pytest.raises(etree.XMLSyntaxError):
        items_of_rss(broken)


@pytest.mark.parametrize(("profile", "limit"), [("google", 150), ("meta", 200), ("pinterest", 500)])
def test_titles_are_cut_at_a_word_and_never_inside_a_cluster(profile: str, limit: int):
    def title(name: str) -> str:
        (item,) = items_of_rss(rss(an_entry(name={"fr": name}), profile=profile))
        return str(dict(item)["title"])

    assert title("a" * limit) == "a" * limit
    assert title("tapis " * 100) == ("tapis " * (limit // 6)).strip()
    assert title(GRAPES * 200) == GRAPES * (limit // len(GRAPES))
    assert title("بِ" * 400) == "بِ" * (limit // 2)


def test_each_reader_has_its_own_spelling_and_fields():
    entry = an_entry(offer={"availability": "made_to_order", "making_days": 10, "pieces": 3})
    said = {name: dict(items_of_rss(rss(entry, profile=name))[0]) for name in ("google", "meta", "pinterest")}
    assert [one["availability"] for one in said.values()] == ["backorder", "available for order", "preorder"]
    assert said["google"]["availability_date"] == "2026-12-10"
    assert said["google"]["max_handling_time"] == "10"
    assert said["meta"]["quantity_to_sell_on_facebook"] == "3"
    assert {name for name, one in said.items() if "external_seller_id" in one} == {"google"}


def test_texts_that_nobody_reviewed_are_declared_to_google_alone():
    entry = an_entry(reviewed=("ar",))
    google = dict(items_of_rss(rss(entry))[0])
    assert google["structured_title"] == {
        "digital_source_type": "trained_algorithmic_media", "content": "Tapis de laine",
    }  # fmt: skip
    assert "title" not in google
    assert dict(items_of_rss(rss(entry, profile="meta"))[0])["title"] == "Tapis de laine"


@pytest.mark.parametrize("profile", ["google", "meta", "pinterest"])
def test_what_sending_costs_stands_in_every_file(profile: str):
    entry = an_entry(offer={"countries": ("CA", "FR"), "sending": (("EU", 2100), ("WORLD", 2700))})
    for (item,) in (items_of_rss(rss(entry, profile=profile)), items_of_table(table(entry, profile=profile))):
        assert dict(item)["shipping"] == {"country": "FR", "price": "21.00 EUR"}
    (item,) = items_of_rss(rss(entry, country="CA"))
    assert dict(item)["shipping"] == {"country": "CA", "price": "27.00 EUR"}


def test_meta_and_pinterest_read_jpeg_alone():
    webp = replace(a_picture(), src="https://tiwizi.example/media/rug-1200.webp")
    either = an_entry(pictures=(webp, a_picture(2)))
    for profile, first in (("google", webp.src), ("meta", a_picture(2).src), ("pinterest", a_picture(2).src)):
        (item,) = items_of_rss(rss(either, profile=profile))
        assert dict(item)["image_link"] == first
    alone = an_entry(pictures=(webp,))
    assert ShoppingRss("meta").lacks(alone, a_channel()) is LeftOut.SMALL_PICTURE
    assert ShoppingRss().lacks(alone, a_channel()) is None


def test_rows_from_before_sending_was_frozen_say_nothing_of_it():
    (item,) = items_of_rss(rss(an_entry(offer={"sending": ()})))
    assert "shipping" not in dict(item)


def test_handmade_things_have_no_number_and_their_maker_is_the_brand():
    (item,) = items_of_rss(rss(an_entry()))
    said = dict(item)
    assert (said["identifier_exists"], said["brand"]) == ("no", "Coopérative Tifawin")
    assert not {"gtin", "mpn"} & said.keys()


def test_variants_share_a_group_and_link_to_themselves():
    (item,) = items_of_rss(rss(an_entry(variants=2, option={"fr": "Grand"})))
    said = dict(item)
    assert said["title"] == "Tapis de laine, Grand"
    assert said["item_group_id"] == an_entry().item.product_id
    assert said["link"] == f"https://tiwizi.example/fr/shop/p/tapis-de-laine/?country=FR&variant={said['id']}"


@pytest.mark.parametrize("profile", ["google", "meta"])
def test_the_file_of_stock_has_the_same_ids_prices_and_words(profile: str):
    whole = items_of_table(table(*rich(), profile=profile))
    short = items_of_table(table(*rich(), profile=profile, is_delta=True))
    alone = written(ShoppingTable(profile, is_stock_only=True, today=lambda: TODAY), *rich())
    assert items_of_table(alone) == short
    for all_said, stock in zip(whole, short, strict=True):
        assert dict(stock).items() <= dict(all_said).items()
        assert {"id", "price", "availability"} <= dict(stock).keys() < dict(all_said).keys()


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        (an_entry(), None),
        (an_entry(kind="service"), LeftOut.NOT_A_GOOD),
        (an_entry(offer={"minor": None}), LeftOut.NO_PRICE),
        (an_entry(offer={"currency": "MAD"}), LeftOut.NO_PRICE),
        (an_entry(offer={"lacks": "missing_facts"}), LeftOut.NEEDS_PAPERS),
        (an_entry(pictures=()), LeftOut.NO_PICTURE),
        (an_entry(pictures=(a_picture(side=499),)), LeftOut.SMALL_PICTURE),
        (an_entry(pictures=(a_picture(side=500),)), None),
        (an_entry(category="autres", categories=("autres",)), LeftOut.NO_CATEGORY),
        (an_entry(category="neuf", categories=("bijouterie", "neuf")), None),
        (an_entry(offer={"countries": ("DE",)}), LeftOut.NO_SHIPPING),
        (an_entry(offer={"countries": (), "sending": ()}), LeftOut.NO_SHIPPING),
        (an_entry(name={"ar": "زربية"}), LeftOut.NO_TEXT),
        (an_entry(description={}, summary={}), LeftOut.NO_TEXT),
        (an_entry(description={}), None),
    ],
)
def test_what_cannot_stand_in_the_feed_says_why(entry: Entry, reason: LeftOut | None):
    assert ShoppingRss().lacks(entry, a_channel()) is reason
    assert ShoppingTable(is_stock_only=True).lacks(entry, a_channel()) is reason


def test_a_site_adds_its_own_categories():
    entry = an_entry(category="tapis-neuf", categories=("tapis-neuf",))
    assert ShoppingRss(categories={"tapis-neuf": 598}).lacks(entry, a_channel()) is None


def test_every_category_of_the_crosswalk_is_one_of_googles():
    entries = [an_entry(id=f"{number:022d}", category=slug, categories=(slug,))
               for number, slug in enumerate(Shopping().table)]  # fmt: skip
    assert len(entries) > 50
    assert faults_of(items_of_rss(rss(*entries))) == []


def test_an_empty_feed_is_a_feed():
    assert items_of_rss(rss()) == []
    assert items_of_table(table()) == []


def test_dirhams_and_arabic_go_through():
    entry = an_entry(offer={"market": "ma", "currency": "MAD", "minor": 120050, "countries": ("MA",)})
    morocco = {"language": "ar", "country": "MA", "market": "ma", "currency": "MAD"}
    entry = replace(entry, item=replace(entry.item, description={"ar": "صوف"}))
    (item,) = items_of_rss(rss(entry, **morocco))
    assert dict(item)["price"] == "1200.50 MAD"
    assert faults_of([item]) == []
    assert ShoppingRss().lacks(entry, Channel(**vars(a_channel(**morocco)))) is None
