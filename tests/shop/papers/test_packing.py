"""Slips, labels, packing lists and the withdrawal form, set and read back."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from producers.domain.bands import INKS, band
from producers.domain.shown import Shown
from producers.qr_codes import code_svg
from producers.testing.builders import a_cooperative, a_producer
from shop.domain.cards import MoneyShown
from shop.models import Order, SellerOfRecord
from shop.papers.packing import label_data, print_labels, print_list, print_slips, slip_data
from shop.papers.signs import COLOURS
from shop.papers.withdrawal import print_blank_withdrawal, print_withdrawal
from shop.reading.packing import Packed, Slip
from shop.testing.builders import a_market, a_product, a_variant
from shop.testing.orders import a_placed_order
from tests.shop.papers.read_back import pages, squeezed, words

AT = datetime(2026, 11, 29, 10, tzinfo=UTC)


def a_slip(lang="fr", **fields):
    name = Shown("صابون ناعم", "ar", "rtl") if lang == "ar" else Shown("Savon doux", "fr", "ltr")
    to = ("سلمى بناني", "12 زنقة البرتقال") if lang == "ar" else ("Salma Bennani", "12 rue des Orangers")
    defaults = {
        "part": 1, "parcel": None, "part_number": "123-456-7890-1", "order_number": "123-456-7890",
        "language": lang, "producer_name": Shown("Mariam", "fr", "ltr"), "producer_number": 7,
        "producer_slug": "mariam", "producer_export_id": "x", "producer_region": "Souss-Massa",
        "to_name": to[0], "to_phone": "+212 600 00 00 00", "to_lines": to, "note": "", "is_gift": False,
        "gift_note": "", "pieces": (Packed(1, name, Shown("", "fr", "ltr"), "SKU-1", 2, 3),),
        "carrier": "Amana", "tracking": "RR123", "centre": "", "sent_on": None,
        "ship_by": date(2026, 12, 3), "to_collect": None,
    }  # fmt: skip
    return Slip(**(defaults | fields))


def test_a_slip_says_what_is_in_the_parcel_and_for_whom():
    read = words(print_slips([a_slip()], lang="fr", at=AT))
    for piece in (
        "Savon doux",
        "Salma Bennani",
        "12 rue des Orangers",
        "123-456-7890-1",
        "SKU-1",
        "Mariam",
        "RR123",
    ):
        assert piece in read, piece
    assert "3" in read


def test_a_slip_for_an_arabic_buyer_is_in_arabic_and_the_next_one_in_french():
    pdf = print_slips([a_slip("ar"), a_slip("fr")], lang="fr", at=AT)
    assert pages(pdf) == 2
    read = squeezed(words(pdf))
    for piece in ("صابون ناعم", "سلمى بناني", "Savon doux", "Salma Bennani"):
        assert squeezed(piece) in read, piece


def test_no_slip_names_a_price_unless_it_is_to_be_collected():
    price = MoneyShown(18000, "MAD", "180 MAD")
    assert "MAD" not in words(print_slips([a_slip()], lang="fr", at=AT))
    assert "180 MAD" in words(print_slips([a_slip(to_collect=price)], lang="fr", at=AT))
    assert "180 MAD" in words(print_labels([a_slip(to_collect=price)], lang="fr", at=AT))


def test_a_gift_carries_its_note():
    read = words(print_slips([a_slip(is_gift=True, gift_note="Bon anniversaire")], lang="fr", at=AT))
    assert "Bon anniversaire" in read


@pytest.mark.parametrize("data", [slip_data, label_data])
def test_her_band_and_the_way_to_her_page_are_on_it(data):
    found = data(a_slip())
    first, second = (COLOURS[name] for name in INKS[band(7).inks])
    assert first in found["band"]
    assert second in found["band"]
    assert found["code"] != data(a_slip(producer_export_id="other"))["code"]
    assert found["code"] == code_svg("http://testserver/id/producer/x")


@pytest.mark.parametrize(("count", "sheets"), [(1, 1), (8, 1), (9, 2), (50, 7)])
def test_eight_labels_go_on_a_sheet(count, sheets):
    assert pages(print_labels([a_slip()] * count, lang="fr", at=AT)) == sheets


def test_a_label_with_very_long_lines_stays_one_label():
    slip = a_slip(to_lines=("x" * 300, "12 rue " * 60), to_name="")
    assert pages(print_labels([slip] * 8, lang="fr", at=AT)) == 1


def test_packing_lists_are_by_maker_or_by_buyer():
    other = a_slip(producer_name=Shown("Tifaouine", "fr", "ltr"), producer_slug="tifaouine")
    by_maker = words(print_list("Liste", [[a_slip()], [other]], by_buyer=False, lang="fr", at=AT))
    by_buyer = words(print_list("Liste", [[a_slip(), other]], by_buyer=True, lang="fr", at=AT))
    assert "Mariam" in by_maker
    assert "Tifaouine" in by_maker
    assert "123-456-7890" in by_buyer


def test_a_packing_list_of_two_hundred_rows_goes_over_pages():
    pdf = print_list("Liste", [[a_slip()] * 200], by_buyer=False, lang="fr", at=AT)
    assert pages(pdf) > 4
    assert words(pdf).count("Savon doux") == 200


@pytest.mark.parametrize(("lang", "title"), [("fr", "rétractation"), ("en", "Withdrawal"), ("ar", "")])
def test_the_blank_form_has_the_days_and_room_for_the_rest(lang, title):
    with translation.override(lang):
        pdf = print_blank_withdrawal(14, lang=lang, at=AT)
    read = words(pdf)
    assert pages(pdf) == 1
    assert title in read
    assert "14" in read
    assert ". . ." in read or "....." in read


@pytest.mark.django_db
@pytest.mark.parametrize(("lang", "title"), [("fr", "rétractation"), ("en", "Withdrawal"), ("ar", "")])
def test_the_withdrawal_form_names_seller_order_and_days(lang, title):
    a_market(cash_limit=100_000, withdrawal_days=7)
    producer, coop = a_producer(), a_cooperative(legal_name="Coop Tifaouine")
    SellerOfRecord.objects.create(producer=producer, seller=coop, since=date(2020, 1, 1))
    a_placed_order(
        a_variant(product=a_product(producer=producer, name="Savon doux"), stock=3), buyer_name="Salma"
    )
    order = Order.objects.select_related("market").get()
    with translation.override(lang):
        read = words(print_withdrawal(order, lang=lang, at=AT))
    for piece in (title, order.number, "Coop Tifaouine", "Savon doux", "Salma", "7"):
        assert piece in read, piece
