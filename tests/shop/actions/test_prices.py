from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from moneyed import Money

from producers.domain.actors import Actor
from producers.models import Act
from shop.actions.prices import drop_price, drop_trade_price, set_price, set_trade_price
from shop.domain.money import UnroundedMoneyError
from shop.models import Listing, OrderLine, Price, Product
from shop.testing.builders import a_market, a_variant, on_show
from shop.testing.orders import a_placed_order

pytestmark = pytest.mark.django_db
OPERATOR = Actor(3, "Operator")


@pytest.fixture
def rug():
    return a_variant(price="180.00")


def test_a_new_price_holds_at_once_and_is_logged():
    variant = a_variant(price="180.00")
    on_show(variant)
    set_price(variant, Money("195.50", "MAD"), actor=OPERATOR, reason="wool is dearer")
    assert variant.prices.get().amount == Money("195.50", "MAD")
    assert Listing.objects.get().amount == Money("195.50", "MAD")
    act = Act.objects.get(verb="price.set")
    assert (act.before, act.after, act.reason) == ({"MAD": "180.00"}, {"MAD": "195.50"}, "wool is dearer")


def test_a_first_price_opens_a_market_and_a_dropped_one_closes_it():
    europe = a_market("eu")
    variant = a_variant()
    set_price(variant, Money("18", "EUR"), actor=OPERATOR, rate=(Decimal("10.73"), date(2026, 1, 15)))
    assert Listing.objects.get(market=europe).amount == Money("18.00", "EUR")
    assert variant.prices.get(amount_currency="EUR").rate == Decimal("10.73")
    drop_price(variant, "EUR", actor=OPERATOR, reason="no exporter")
    drop_price(variant, "EUR", actor=OPERATOR, reason="no exporter")
    assert not Listing.objects.filter(market=europe).exists()
    assert Act.objects.filter(verb="price.drop").count() == 1


def test_a_price_set_by_hand_is_not_derived_any_more():
    variant = a_variant()
    set_price(variant, Money("18", "EUR"), actor=OPERATOR, rate=(Decimal("10.73"), date(2026, 1, 15)))
    set_price(variant, Money("20", "EUR"), actor=OPERATOR)
    assert variant.prices.get(amount_currency="EUR").rate is None


@pytest.mark.parametrize("amount", ["0", "-1"])
def test_a_price_is_above_zero(amount):
    variant = a_variant()
    with pytest.raises(ValueError, match="above zero"):
        set_price(variant, Money(amount, "MAD"), actor=OPERATOR)
    assert variant.prices.get().amount == Money("180.00", "MAD")


def test_a_price_is_no_finer_than_its_minor_unit():
    with pytest.raises(UnroundedMoneyError):
        set_price(a_variant(), Money("1.005", "MAD"), actor=OPERATOR)


def test_what_was_sold_keeps_its_price():
    variant = a_variant(price="180.00")
    a_placed_order((variant, 2))
    set_price(variant, Money("999.00", "MAD"), actor=OPERATOR)
    line = OrderLine.objects.get()
    assert (line.unit_price, line.total) == (Money("180.00", "MAD"), Money("360.00", "MAD"))


def test_shops_pay_a_price_of_their_own_that_is_logged_and_never_above_the_page(rug):
    set_trade_price(rug, Money("120.00", "MAD"), actor=OPERATOR, reason="agreed")
    price = Price.objects.get(variant=rug)
    assert price.trade == Decimal("120.00")
    act = Act.objects.get(verb="price.trade")
    assert (act.before, act.after, act.reason) == ({"MAD": None}, {"MAD": "120.00"}, "agreed")
    set_trade_price(rug, Money("120.00", "MAD"), actor=OPERATOR, reason="again")
    assert Act.objects.filter(verb="price.trade").count() == 1
    for refused in (Money("180.01", "MAD"), Money(0, "MAD"), Money("1.00", "EUR")):
        with pytest.raises(ValueError, match="price"):
            set_trade_price(rug, refused, actor=OPERATOR, reason="x")
    drop_trade_price(rug, "MAD", actor=OPERATOR, reason="over")
    assert Price.objects.get(variant=rug).trade is None


def test_a_price_lowered_below_what_shops_pay_takes_that_away_and_says_so(rug):
    set_trade_price(rug, Money("120.00", "MAD"), actor=OPERATOR, reason="agreed")
    set_price(rug, Money("120.00", "MAD"), actor=OPERATOR)
    assert Price.objects.get(variant=rug).trade == Decimal("120.00")
    set_price(rug, Money("119.99", "MAD"), actor=OPERATOR)
    assert Price.objects.get(variant=rug).trade is None
    act = Act.objects.filter(verb="price.set").latest("pk")
    assert (act.before["trade"], act.after["trade"]) == ("120.00", None)


@pytest.mark.parametrize("trade", ["0.00", "-1.00", "180.01"])
def test_the_database_keeps_what_shops_pay_between_nothing_and_the_price(rug, trade):
    with pytest.raises(IntegrityError, match="tiwizi_trade_price"), transaction.atomic():
        Price.objects.filter(variant=rug).update(trade=trade)


@pytest.mark.parametrize("name", ["carton_pieces", "minimum_quantity", "monthly_capacity"])
def test_the_database_keeps_terms_for_shops_above_zero(rug, name):
    with pytest.raises(IntegrityError, match="tiwizi_product_trade_terms"), transaction.atomic():
        Product.objects.filter(pk=rug.product_id).update(**{name: 0})
