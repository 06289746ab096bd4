"""The cart's page: everything said line by line, all costs, and no query that grows with the lines."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from moneyed import Money

from producers.testing.builders import a_picture, a_producer, an_organisation, texts
from shop.models import Category, Price, Product, ProductPaper, ProductPicture, Stock
from shop.reading.carts import read_cart
from shop.testing.builders import a_cart, a_category, a_fee_rule, a_market, a_product, a_variant
from shop.testing.buying import ABROAD, a_ready_cart, quoted

pytestmark = pytest.mark.django_db


def shown(cart, market=None, lang="fr"):
    return read_cart(cart, market or a_market(), lang)


def test_lines_are_grouped_by_producer_with_all_costs():
    one, other = a_producer(name="Amina"), a_producer(name="Itto")
    cart = a_cart((a_variant(a_product(producer=one)), 2), a_variant(a_product(producer=other)))
    page = shown(cart)
    assert [group.producer_name.text for group in page.groups] == ["Amina", "Itto"]
    assert page.pieces == 3
    assert page.goods.minor == 3 * 18000
    assert page.total.minor == page.goods.minor + page.delivery.minor == 61000
    assert sum(group.total.minor for group in page.groups) == page.total.minor
    assert page.total.text == "610\xa0MAD"
    assert page.can_be_ordered


def test_it_says_what_the_makers_receive():
    a_fee_rule("platform", "8")
    a_fee_rule("solidarity_fund", "2")
    assert shown(a_cart((a_variant(price="100"), 2))).makers.minor == 18000


def test_a_price_that_changed_is_explained_on_its_line():
    variant = a_variant(price="180")
    cart = a_cart(variant)
    Price.objects.update(amount=200)
    (line,) = shown(cart).groups[0].lines
    assert (line.price_was.minor, line.unit.minor, line.problem) == (18000, 20000, "")
    assert shown(cart).has_new_prices


def test_vanished_stock_is_explained_with_what_is_left():
    variant = a_variant(stock=5)
    cart = a_cart((variant, 4))
    Stock.objects.update(allocated=3)
    page = shown(cart)
    (line,) = page.groups[0].lines
    assert (line.problem, line.available) == ("too_many", 2)
    assert not page.can_be_ordered


def test_what_cannot_be_bought_is_named_and_is_not_in_the_total():
    good, gone, foreign = a_variant(), a_variant(), a_variant()
    cart = a_cart(good, gone, foreign)
    Product.objects.filter(pk=gone.product_id).update(live=False)
    Price.objects.filter(variant=foreign).delete()
    page = shown(cart)
    assert [line.problem for group in page.groups for line in group.lines] == ["", "hidden", "foreign"]
    assert page.goods.minor == 18000
    assert [group.total.minor for group in page.groups][1:] == [0, 0]


def test_a_cart_in_another_market_shows_its_prices_without_calling_them_changed():
    eu = a_market("eu")
    cart = a_cart(a_variant(prices={"EUR": "17.50"}))
    cart.country = "FR"
    (line,) = shown(cart, eu).groups[0].lines
    assert (line.unit.minor, line.unit.currency, line.price_was) == (1750, "EUR", None)


def test_names_come_in_the_language_asked_for_or_marked():
    product = a_product(name={"fr": "Tapis", "ar": "زربية"})
    cart = a_cart(a_variant(product, name=texts("Grand")))
    (line,) = shown(cart, lang="ar").groups[0].lines
    assert (line.name.text, line.name.is_fallback) == ("زربية", False)
    assert (line.option.text, line.option.is_fallback, line.option.dir) == ("Grand", True, "ltr")


# --- Ways to send ----------------------------------------------------------------------------------


def test_every_way_comes_with_its_cost_and_its_days():
    an_organisation("centre", region="MA-06")
    page = shown(a_ready_cart(a_variant(), a_variant()))
    assert [choice.mode for choice in page.choices] == ["direct", "consolidated", "pick_up"]
    assert page.mode == "direct"
    direct, together, pick_up = page.choices
    assert together.cost.minor < direct.cost.minor == page.delivery.minor
    assert pick_up.cost.minor == 0
    assert direct.first < together.first
    assert all(choice.days for choice in page.choices)
    assert [choice.is_chosen for choice in page.choices] == [True, False, False]


def test_nothing_is_gathered_for_one_producer_or_without_a_centre():
    assert [choice.mode for choice in shown(a_cart(a_variant(), a_variant())).choices] == ["direct"]
    an_organisation("centre")
    assert [choice.mode for choice in shown(a_cart(a_variant())).choices] == ["direct", "pick_up"]
    page = shown(a_ready_cart(a_variant(), mode="consolidated"))
    assert page.mode == "direct"


def test_each_group_may_travel_in_its_own_way():
    an_organisation("centre", region="MA-06")
    one, two, slow = a_variant(), a_variant(), a_variant(stock=0, cap=3, making_days=28)
    cart = a_ready_cart(one, two, slow, mode="consolidated", modes={str(slow.product.producer_id): "direct"})
    page = shown(cart)
    assert page.mode == "mixed"
    assert [group.chosen.mode for group in page.groups] == ["consolidated", "consolidated", "direct"]
    assert page.groups[0].chosen.last < page.groups[2].chosen.last
    assert sum(group.delivery.minor for group in page.groups) == page.delivery.minor


def test_the_way_depends_on_where_it_goes():
    from_casablanca = a_product(producer=a_producer(region="MA-06"))
    near = shown(a_ready_cart(a_variant(from_casablanca)))
    unknown = shown(a_cart(a_variant(a_product(producer=a_producer(region="MA-06")))))
    assert near.delivery.minor < unknown.delivery.minor


def test_a_freight_that_somebody_has_to_quote_is_not_sold_blindly():
    page = shown(a_cart(a_variant(weight_g=80_000)))
    assert page.reasons == ("freight",)
    assert not page.can_be_ordered


def test_services_alone_are_not_sent():
    page = shown(a_cart(a_variant(a_product(kind="service"))))
    assert (page.needs_delivery, page.mode, page.choices, page.delivery.minor) == (False, "", (), 0)
    assert page.groups[0].chosen is None
    assert page.can_be_ordered


# --- Abroad ----------------------------------------------------------------------------------------


@pytest.fixture
def europe():
    return a_market("eu", exporter=an_organisation("centre"), responsible_person="Maison fictive, Lyon")


def abroad(*variants):
    return a_ready_cart(*variants, country="FR", address=ABROAD)


def test_a_country_that_is_closed_says_why_on_the_line_and_opens_for_morocco():
    market = a_market("eu")
    variant = a_variant(prices={"EUR": "17"})
    page = shown(abroad(variant), market)
    assert "no_exporter" in page.groups[0].lines[0].closed
    assert not page.can_be_ordered
    assert shown(a_ready_cart(variant, country="FR"), market).can_be_ordered


def test_papers_of_its_category_open_a_product(europe):
    family = a_category("cosmetics")
    Category.objects.filter(pk=family.pk).update(export_flags=["cosmetic_cpnp"])
    product = a_product(category=a_category("soaps", parent=Category.objects.get(pk=family.pk)), hs6="340111")
    cart = abroad(a_variant(product, prices={"EUR": "9"}))
    assert shown(cart, europe).groups[0].lines[0].closed == ("papers_missing",)
    ProductPaper.objects.create(product=product, market=europe, kind="cpnp_notice", reference="CPNP 1")
    assert shown(cart, europe).can_be_ordered


def test_duties_are_in_the_total_or_it_is_closed(europe):
    product = a_product(hs6="570110")
    cart = abroad(a_variant(product, prices={"EUR": "40"}, stock=9))
    page = shown(cart, europe)
    assert page.duties.minor == 300
    assert page.total.minor == page.goods.minor + page.delivery.minor + 300
    cart.lines.update(quantity=4)
    assert shown(cart, europe).reasons == ("duties_unknown",)


# --- Queries ---------------------------------------------------------------------------------------


def queries(cart, market):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        read_cart(cart, market, "fr")
    return len(captured)


def many(count, **fields):
    products = [a_product(producer=a_producer(), hs6="570110") for _ in range(count)]
    for product in products:
        ProductPicture.objects.create(product=product, picture=a_picture())
    return [a_variant(product, prices={"EUR": "2"}, **fields) for product in products]


def test_the_number_of_queries_does_not_grow_with_the_lines():
    an_organisation("centre")
    a_fee_rule()
    few, lots = a_ready_cart(*many(2)), a_ready_cart(*many(40))
    assert queries(few, a_market()) == queries(lots, a_market()) == 6


def test_abroad_neither(europe):
    a_fee_rule()
    Category.objects.filter(pk=a_category().pk).update(export_flags=["wood_legality"])
    few, lots = abroad(*many(2)), abroad(*many(20))
    assert queries(few, europe) == queries(lots, europe) == 6


def test_a_quote_reads_no_price_in_another_currency():
    a_market("eu")
    cart = a_cart(a_variant(prices={"EUR": "17.50"}))
    assert quoted(cart).lines[0].offer.price == Money(180, "MAD")
