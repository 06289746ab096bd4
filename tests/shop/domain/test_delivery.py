"""What sending costs and when it arrives."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.domain.delivery import (
    TARIFFS,
    Destination,
    Mode,
    Parcel,
    Piece,
    Sender,
    Tariff,
    Zone,
    arrival,
    needs_agreed_date,
    parcel_of,
    price_of,
    quote_consolidated,
    quote_direct,
    quote_pick_up,
    ready_on,
    zone_of,
)
from shop.domain.territories import EU_COUNTRIES, Territory, territory

THURSDAY = date(2026, 11, 26)
SATURDAY, SUNDAY, MONDAY = (THURSDAY + timedelta(days) for days in (2, 3, 4))
CASABLANCA = Destination("MA", "MA-06")
LIGHT = Parcel(800, 0)
ANY_TARIFF = Tariff(Zone.OTHER_REGION, "MAD", 3500, 400, (2, 4))


def a_sender(producer=1, region="MA-05", parcel=LIGHT, ready=THURSDAY):
    return Sender(producer, region, parcel, ready)


@pytest.mark.parametrize(
    ("region", "to", "zone"),
    [
        ("MA-06", CASABLANCA, Zone.SAME_REGION),
        ("MA-05", CASABLANCA, Zone.OTHER_REGION),
        ("MA-11", CASABLANCA, Zone.SOUTH),
        ("MA-06", Destination("MA", "MA-12"), Zone.SOUTH),
        ("MA-11", Destination("MA", "MA-11"), Zone.SAME_REGION),
        ("MA-05", Destination("FR"), Zone.EUROPE),
        ("MA-05", Destination("CA"), Zone.WORLD),
        ("MA-05", Destination("MA"), Zone.OTHER_REGION),
    ],
)
def test_how_far_it_is(region, to, zone):
    assert zone_of(region, to) is zone


@pytest.mark.parametrize(("zone", "price"), [("same_region", 2000), ("other_region", 3500), ("south", 4500)])
def test_a_light_parcel_in_morocco_costs_20_35_or_45_dirhams(zone, price):
    tariff = next(row for row in TARIFFS if row.zone == zone and row.currency == "MAD")
    assert price_of(LIGHT, tariff) == price


def test_every_zone_has_its_price_in_every_currency():
    assert {(row.zone, row.currency) for row in TARIFFS} == {
        (zone, currency) for zone in Zone for currency in ("MAD", "EUR", "USD")
    }


def test_a_bulky_parcel_is_charged_by_its_volume():
    pouf = parcel_of([Piece(weight_g=1200, length_mm=500, width_mm=500, height_mm=300)])
    assert pouf.billable_g == 25000
    assert parcel_of([Piece(4000, 100, 100, 100)]).billable_g == 4000


def test_pieces_in_one_parcel_add_up():
    assert parcel_of([Piece(500, 10, 10, 10, quantity=3), Piece(200)]) == Parcel(1700, 3000)


@given(st.integers(0, 70_000), st.integers(0, 5000))
def test_more_weight_never_costs_less(weight, more):
    price, heavier = price_of(Parcel(weight, 0), ANY_TARIFF), price_of(Parcel(weight + more, 0), ANY_TARIFF)
    assert price is not None
    assert heavier is None or heavier >= price


def test_a_kilogram_that_begins_counts_whole():
    assert [price_of(Parcel(grams, 0), ANY_TARIFF) for grams in (0, 1000, 1001, 2000, 2001)] == [
        3500,
        3500,
        3900,
        3900,
        4300,
    ]


def test_freight_has_to_be_quoted_by_someone():
    loom = Parcel(70_001, 0)
    assert quote_direct(a_sender(parcel=loom), CASABLANCA, "MAD") is None
    assert quote_consolidated([a_sender(parcel=loom)], "MA-06", CASABLANCA, "MAD") is None


def test_an_unknown_currency_has_no_quote_rather_than_a_converted_one():
    assert quote_direct(a_sender(), CASABLANCA, "JPY") is None
    assert quote_consolidated([a_sender()], "MA-06", CASABLANCA, "JPY") is None


def test_a_direct_parcel_has_its_price_and_days():
    quote = quote_direct(a_sender(), CASABLANCA, "MAD")
    assert quote is not None
    assert (quote.mode, quote.price, quote.ship_by) == (Mode.DIRECT, 3500, THURSDAY)
    assert (quote.first, quote.last) == (SATURDAY, date(2026, 12, 1))


def test_gathering_three_makers_is_cheaper_and_later_than_three_parcels():
    senders = [a_sender(producer) for producer in (1, 2, 3)]
    direct = [quote_direct(sender, CASABLANCA, "MAD") for sender in senders]
    gathered = quote_consolidated(senders, "MA-06", CASABLANCA, "MAD")
    assert gathered is not None
    assert gathered.price == 2000 + 2 * 300 + 3 * 1000
    assert gathered.price < sum(quote.price for quote in direct if quote)
    assert gathered.first > max(quote.first for quote in direct if quote)


def test_a_gathered_parcel_waits_for_the_slowest_maker():
    slow = a_sender(2, ready=THURSDAY + timedelta(20))
    alone = quote_consolidated([slow], "MA-06", CASABLANCA, "MAD")
    both = quote_consolidated([a_sender(), slow], "MA-06", CASABLANCA, "MAD")
    assert alone is not None
    assert both is not None
    assert alone.ship_by == both.ship_by


def test_someone_abroad_can_pay_in_euros_for_a_parcel_within_morocco():
    quote = quote_direct(a_sender(), CASABLANCA, "EUR")
    assert quote is not None
    assert (quote.price, quote.currency) == (350, "EUR")


def test_picking_up_is_free():
    quote = quote_pick_up([a_sender()], "MAD")
    assert (quote.price, quote.mode) == (0, Mode.PICK_UP)
    assert quote.first == quote.last == MONDAY


def test_nothing_that_travels_has_no_quote():
    with pytest.raises(ValueError, match="nothing travels"):
        quote_pick_up([], "MAD")
    with pytest.raises(ValueError, match="nothing travels"):
        quote_consolidated([], "MA-06", CASABLANCA, "MAD")


@given(st.dates(date(2026, 1, 1), date(2030, 1, 1)), st.integers(0, 10), st.integers(0, 10))
def test_nothing_arrives_on_a_sunday_and_the_range_is_in_order(leaves, first, more):
    begins, ends = arrival(leaves, (first, first + more))
    assert leaves + timedelta(first) <= begins <= ends
    assert {begins.weekday(), ends.weekday()}.isdisjoint({SUNDAY.weekday()})


def test_sundays_do_not_count_on_the_road():
    assert arrival(SATURDAY, (0, 1)) == (SATURDAY, MONDAY)
    assert arrival(SUNDAY, (0, 0)) == (MONDAY, MONDAY)


def test_what_is_in_stock_is_ready_the_next_day_and_the_rest_when_the_slowest_is_made():
    assert ready_on(THURSDAY) == ready_on(THURSDAY, [None, 0]) == THURSDAY + timedelta(1)
    assert ready_on(THURSDAY, [None, 12, 5]) == THURSDAY + timedelta(12)
    assert ready_on(SATURDAY, [None]) == MONDAY


def test_only_more_than_thirty_days_need_an_agreed_date():
    assert [needs_agreed_date(days) for days in (1, 30, 31)] == [False, False, True]


@pytest.mark.parametrize(
    ("country", "where"),
    [("MA", "MA"), ("FR", "EU"), ("US", "US"), ("CA", "WORLD"), ("GB", "WORLD"), ("", "WORLD")],
)
def test_each_country_falls_under_one_set_of_rules(country, where):
    assert territory(country) is Territory(where)
    assert len(EU_COUNTRIES) == 27
