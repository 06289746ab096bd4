"""What was frozen is read again as it was, field by field."""

from dataclasses import MISSING, fields, replace

import pytest

from shop.domain.export_json import frozen, item_from, maker_from
from shop.domain.exports import ExportClaim, ExportItem, ExportMaker, ExportOffer, ExportPicture
from shop.domain.plain_words import plain, plain_of_markup

WORDS = {"fr": "Tapis", "ar": "زربية"}
PICTURE = ExportPicture("https://example.test/a.jpg", 800, 600, WORDS)
CLAIM = ExportClaim("wfto", WORDS, "WFTO", "12", "2027-01-01")
OFFERS = (
    ExportOffer("ma", "MAD", 0, "in_stock", 3, None, ("MA",), (("MA", 3500),), 7),
    ExportOffer("eu", "EUR", None, "closed", countries=("FR", "BE"), trade_minor=7, lacks="no_price"),
    ExportOffer("world", "USD", 1250, "made_to_order", 1, 0),
)
ITEM = ExportItem(
    "v1", "p1", "m1", "tapis", "SKU", "good", 1, 2, WORDS, WORDS, WORDS, WORDS, WORDS, "ar", ("ar", "fr"),
    "rugs", ("home", "rugs"), WORDS, (("weaving", WORDS),), (("wool", WORDS),), (("colour", WORDS),),
    {"batch": WORDS}, 1, 2, 3, 4, "0.5", "kg", "570210", "", "MA-07", is_one_of_a_kind=True,
    is_perishable=True, work_hours="12.5", carton_pieces=6, minimum_quantity=2, monthly_capacity=40,
    pictures=(PICTURE, PICTURE), claims=(CLAIM,), offers=OFFERS,
    published_at="2026-01-01", updated_at="2026-01-02",
)  # fmt: skip
MAKER = ExportMaker(
    "m1", "les-cedres", "cooperative", WORDS, WORDS, "MA-07", WORDS, WORDS, "31.5", "-7.9", 0, 1999, "g1",
    PICTURE, (("weaving", WORDS),), (CLAIM,), "Coop", "ICE 1", is_fictional=True,
    updated_at="2026-01-02",
)  # fmt: skip


def test_the_samples_leave_no_field_at_its_default():
    for value in (ITEM, MAKER):
        for each in fields(value):
            default = each.default if each.default is not MISSING else {}
            assert getattr(value, each.name) != default, each.name


def test_a_full_item_is_read_as_it_was():
    assert item_from(frozen(ITEM)) == ITEM
    assert maker_from(frozen(MAKER)) == MAKER


def test_an_empty_item_is_read_as_it_was():
    item = ExportItem("v1", "p1", "m1", "s", "", "good", 0, 1, {})
    maker = ExportMaker("m1", "s", "producer", {})
    assert item_from(frozen(item)) == item
    assert maker_from(frozen(maker)) == maker


def test_the_text_does_not_depend_on_the_order_of_languages():
    turned = replace(ITEM, name=dict(reversed(WORDS.items())))
    assert frozen(turned) == frozen(ITEM)


def test_the_moment_of_the_version_is_not_frozen_but_given():
    assert item_from(frozen(replace(ITEM, updated_at="")), updated_at="now").updated_at == "now"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("Tapis", "Tapis"),
        ("a\x00b\x07c\x0bd", "abc d"),
        ("a\ud800b", "ab"),
        ("<b>Doux</b><br>et <script>x()</script>beau<style>p{", "Doux\net beau"),
        ("<<b>i>Doux<!-- -->", "Doux"),
        ("a\ufffeb\uffffc", "abc"),
        ("3 < 4 & 5 > 2", "3 < 4 & 5 > 2"),
        ("\u202eزربية\u202c", "زربية"),
        ("👩‍🌾", "👩‍🌾"),
        ("  a   b \n\n\n\n c ", "a b\n\nc"),
    ],
)
def test_a_text_is_told_without_marks_and_control_characters(typed, told):
    assert plain(typed) == told


def test_entities_are_read_only_where_markup_was_written():
    assert plain("Fil &amp; laine") == "Fil &amp; laine"
    assert plain_of_markup("<p>Fil &amp; laine</p><p>Deux</p>") == "Fil & laine\nDeux"
