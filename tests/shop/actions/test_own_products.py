"""What a maker does with a product of hers takes effect at once, is written down, and can be undone."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from producers.domain.actors import Actor
from producers.models import Act, Organisation
from producers.testing.builders import a_producer
from shop.actions.away import set_away
from shop.actions.listing import refresh_past_dates
from shop.actions.own_products import pause, put_back, sell_again, take_away
from shop.actions.own_stock import count
from shop.actions.publish_product import hide
from shop.domain.sketch_errors import SketchError, SketchFault
from shop.models import Listing, Product, Stock, StockMove, Variant
from shop.reading.offers import offers
from shop.reading.price_help import gets_for, home_market, similar_prices, wage_floor
from shop.testing.builders import a_category, a_fee_rule, a_market, a_product, a_variant, on_show

pytestmark = pytest.mark.django_db

HERSELF = Actor(None, "herself")


@pytest.fixture
def rug() -> Variant:
    variant = a_variant(price="180.00", stock=3)
    on_show(variant)
    return variant


def is_buyable(variant: Variant) -> bool:
    listed = Listing.objects.filter(product=variant.product_id).values_list("is_available", flat=True)
    offered = offers([variant.pk], a_market())[variant.pk].is_buyable
    assert list(listed) in ([offered], [])  # the list says what the page says
    return offered


def test_a_pause_stops_buying_and_leaves_the_page(rug):
    pause(rug.product, actor=HERSELF)
    pause(rug.product, actor=HERSELF)
    assert not is_buyable(rug)
    assert Product.objects.public().filter(pk=rug.product_id).exists()
    sell_again(rug.product, actor=HERSELF)
    assert is_buyable(rug)
    assert list(Act.objects.values_list("verb", flat=True)) == ["product.pause", "product.sell_again"]


def test_what_the_shop_has_taken_off_no_maker_puts_back(rug):
    hide(rug.product, actor=HERSELF, reason="not allowed")
    take_away(rug.product, actor=HERSELF)
    put_back(rug.product, actor=HERSELF)
    sell_again(rug.product, actor=HERSELF)
    assert not Product.objects.public().exists()


def test_what_the_shop_takes_off_afterwards_stays_off(rug):
    take_away(rug.product, actor=HERSELF)
    hide(rug.product, actor=HERSELF, reason="not allowed")
    put_back(rug.product, actor=HERSELF)
    assert not Product.objects.public().exists()


def test_what_she_took_away_she_puts_back_for_thirty_days(rug):
    take_away(rug.product, actor=HERSELF)
    assert not is_buyable(rug)
    with pytest.raises(SketchError) as error:
        put_back(rug.product, actor=HERSELF, now=timezone.now() + timedelta(days=31))
    assert error.value.fault is SketchFault.TOO_LATE
    assert not is_buyable(rug)
    put_back(rug.product, actor=HERSELF)
    assert is_buyable(rug)
    assert Product.objects.public().exists()


def test_away_stops_buying_until_the_day_after_and_leaves_the_pages(rug):
    maker, today = rug.product.producer, timezone.localdate()
    set_away(maker, today + timedelta(days=3), actor=HERSELF)
    assert not is_buyable(rug)
    assert Product.objects.public().exists()
    later = timezone.now() + timedelta(days=4)
    assert offers([rug.pk], a_market(), now=later)[rug.pk].is_buyable
    act = Act.objects.get(verb="organisation.away")
    assert act.after == {"until": str(today + timedelta(days=3))}
    set_away(maker, None, actor=HERSELF)
    assert is_buyable(rug)


def test_the_lists_know_by_themselves_that_she_is_back(rug):
    maker, today = rug.product.producer, timezone.localdate()
    set_away(maker, today, actor=HERSELF)
    assert refresh_past_dates() == 0
    Organisation.objects.update(away_until=today - timedelta(days=1))
    assert not Listing.objects.get().is_available
    assert refresh_past_dates() == 1
    assert Listing.objects.get().is_available


def test_she_counts_one_more_and_one_less_with_a_reason(rug):
    stock = count(rug, "made_more", seen=3, actor=HERSELF)
    assert stock.on_hand == 4
    stock = count(rug, "sold_elsewhere", seen=4, actor=HERSELF)
    assert stock.on_hand == 3
    moves = StockMove.objects.order_by("pk").values_list("reason", "quantity")
    assert list(moves)[-2:] == [("made_more", 1), ("sold_elsewhere", -1)]


def test_a_tap_that_is_sent_twice_counts_once(rug):
    count(rug, "made_more", seen=3, actor=HERSELF)
    with pytest.raises(SketchError) as error:
        count(rug, "made_more", seen=3, actor=HERSELF)
    assert (error.value.fault, error.value.facts) == (SketchFault.CHANGED, {"on_hand": 4})
    assert Stock.objects.get().on_hand == 4


def test_a_promised_piece_is_not_sold_elsewhere(rug):
    Stock.objects.update(allocated=3)
    with pytest.raises(SketchError) as error:
        count(rug, "sold_elsewhere", seen=3, actor=HERSELF)
    assert error.value.fault is SketchFault.PROMISED
    assert Stock.objects.get().on_hand == 3


def test_the_last_piece_that_is_sold_elsewhere_is_out_of_the_shop():
    variant = a_variant(a_product(is_one_of_a_kind=True), stock=1)
    on_show(variant)
    count(variant, "sold_elsewhere", seen=1, actor=HERSELF)
    assert not is_buyable(variant)


def test_the_wage_floor_of_the_day_has_a_source():
    market = a_market()
    floor = wage_floor(market, date(2026, 11, 29))
    assert (floor.amount.amount, floor.since) == (Decimal("17.92"), date(2026, 1, 1))
    assert floor.source
    assert wage_floor(market, date(2025, 6, 1)).amount.amount == Decimal("17.10")
    assert wage_floor(market, date(2020, 6, 1)) is None
    assert wage_floor(a_market("eu"), date(2026, 11, 29)) is None


def test_what_she_gets_is_what_the_breakdown_says():
    a_fee_rule(percent="8")
    a_fee_rule("solidarity_fund", percent="2")
    product = a_product(producer=a_producer())
    variant = a_variant(product, price="180.00")
    on_show(variant)
    gets = gets_for(product.producer, product.category, home_market())
    price = variant.prices.get().amount
    assert gets(price).amount == Decimal("162.00")
    assert Listing.objects.get().maker_percent == 90


def test_fees_that_take_it_all_leave_nothing_and_never_less():
    a_fee_rule(percent="100")
    a_fee_rule("solidarity_fund", percent="100")
    product = a_product()
    gets = gets_for(product.producer, product.category, a_market())
    assert gets(a_variant(product).prices.get().amount).amount == 0


def test_similar_prices_need_more_than_one():
    category = a_category()
    first = a_variant(a_product(category=category), price="150.00")
    on_show(first)
    assert similar_prices(category, a_market()) is None
    second = a_variant(a_product(category=category), price="200.00")
    on_show(second)
    found = similar_prices(category, a_market())
    assert (found.low.amount, found.high.amount) == (Decimal(150), Decimal(200))
