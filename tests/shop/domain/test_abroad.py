"""Delivery abroad stays closed until everything is in place, and says why."""

from dataclasses import replace
from datetime import date

import pytest

from shop.domain.abroad import (
    Closed,
    ClosedReason,
    Duty,
    MarketFacts,
    Open,
    ProductFacts,
    delivery_opening,
    duties,
    papers_needed,
)

FRANCE = MarketFacts(
    "FR",
    delivers=True,
    exporter="Fictional exporter",
    duties_in_total=True,
    responsible_person="Fictional person in the EU",
)
RUG = ProductFacts(hs6="570110")
BOWL = ProductFacts(hs6="691200", flags=frozenset({"food_contact_test", "lead_risk"}))
IN_FORCE = date(2026, 11, 26)


def test_with_everything_in_place_a_rug_goes_to_france():
    assert delivery_opening(FRANCE, RUG) == Open()


@pytest.mark.parametrize(
    ("lacking", "reason"),
    [
        ({"delivers": False}, "market_closed"),
        ({"exporter": " "}, "no_exporter"),
        ({"duties_in_total": False}, "duties_not_in_total"),
        ({"responsible_person": ""}, "no_responsible_person"),
        ({"closed_countries": frozenset({"FR"})}, "country_closed"),
    ],
)
def test_each_thing_that_lacks_closes_the_market_and_is_named(lacking, reason):
    assert delivery_opening(replace(FRANCE, **lacking), RUG) == Closed((ClosedReason(reason),))


def test_a_market_nobody_has_opened_names_everything_that_lacks():
    closed = delivery_opening(MarketFacts("FR"), ProductFacts())
    assert isinstance(closed, Closed)
    assert set(closed.reasons) == {
        ClosedReason.MARKET_CLOSED,
        ClosedReason.NO_EXPORTER,
        ClosedReason.DUTIES_NOT_IN_TOTAL,
        ClosedReason.NO_RESPONSIBLE_PERSON,
        ClosedReason.NO_CUSTOMS_HEADING,
    }


def test_the_us_is_closed_by_default():
    us = replace(FRANCE, country="US")
    assert delivery_opening(us, RUG) == Closed((ClosedReason.COUNTRY_CLOSED,))
    assert delivery_opening(replace(us, closed_countries=frozenset()), RUG).is_open


def test_outside_the_eu_nobody_asks_for_a_responsible_person():
    assert delivery_opening(replace(FRANCE, country="CA", responsible_person=""), RUG).is_open


def test_morocco_is_open_whatever_the_rest_says():
    stays = ProductFacts(flags=frozenset({"domestic_only", "contains_honey"}))
    assert delivery_opening(MarketFacts("MA"), stays) == Open()


def test_a_service_is_not_sent():
    assert delivery_opening(MarketFacts("US"), ProductFacts(is_service=True)) == Open()


def test_a_bowl_needs_its_test_report_or_says_that_it_is_decoration():
    assert delivery_opening(FRANCE, BOWL) == Closed((ClosedReason.PAPERS_MISSING,), ("lead_cadmium_report",))
    assert delivery_opening(FRANCE, replace(BOWL, papers=frozenset({"lead_cadmium_report"}))).is_open
    assert delivery_opening(FRANCE, replace(BOWL, is_decoration_only=True)).is_open


@pytest.mark.parametrize(
    ("flag", "country", "paper"),
    [
        ("cosmetic_cpnp", "FR", "cpnp_notice"),
        ("contains_honey", "ES", "animal_origin_approval"),
        ("hallmark", "CA", "hallmark"),
        ("wood_legality", "FR", "legal_wood_origin"),
        ("food_onssa", "CA", "food_licence"),
    ],
)
def test_a_paper_is_asked_for_abroad_and_never_at_home(flag, country, paper):
    product = ProductFacts(hs6="340111", flags=frozenset({flag}))
    assert papers_needed(product, country) == {paper}
    assert papers_needed(product, "MA") == frozenset()


def test_cheese_and_chilled_goods_stay_in_morocco():
    cheese = replace(RUG, flags=frozenset({"cold_chain"}))
    assert delivery_opening(FRANCE, cheese) == Closed((ClosedReason.STAYS_IN_MOROCCO,))


def test_three_euros_per_distinct_heading_not_per_line():
    lines = [("570110", 4000), ("570110", 2000), ("691200", 1500)]
    assert duties(lines, "FR", "EUR", IN_FORCE) == Duty(600, "EUR", ("570110", "691200"))


@pytest.mark.parametrize(
    ("lines", "country", "currency", "on"),
    [
        ([("570110", 15000)], "FR", "EUR", IN_FORCE),
        ([("570110", 14999), ("691200", 1)], "FR", "EUR", IN_FORCE),
        ([("", 4000)], "FR", "EUR", IN_FORCE),
        ([("570110", 4000)], "FR", "USD", IN_FORCE),
        ([("570110", 4000)], "US", "USD", IN_FORCE),
        ([("570110", 4000)], "FR", "EUR", date(2026, 6, 30)),
        ([("570110", 4000)], "FR", "EUR", date(2028, 7, 1)),
    ],
)
def test_a_duty_that_nobody_can_tell_is_not_guessed(lines, country, currency, on):
    assert duties(lines, country, currency, on) is None


def test_the_rule_holds_from_its_first_to_its_last_day():
    for day in (date(2026, 7, 1), date(2028, 6, 30)):
        assert duties([("570110", 14999)], "FR", "EUR", day) == Duty(300, "EUR", ("570110",))


def test_a_parcel_within_morocco_bears_no_duty_whoever_pays():
    assert duties([("", 10**9)], "MA", "EUR", IN_FORCE) == Duty(0, "EUR")
    assert duties([], "FR", "EUR", IN_FORCE) == Duty(0, "EUR")
