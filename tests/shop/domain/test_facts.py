"""Required facts, typed attributes and the price per kilogram."""

from decimal import Decimal

import pytest
from moneyed import Money

from shop.domain.facts import (
    AttributeKind,
    AttributeValueError,
    FactKind,
    UnitPrice,
    attribute_value,
    is_well_formed,
    missing_facts,
    unit_price,
)


def test_missing_facts_are_named_in_the_order_asked_and_once():
    given = {
        "origin": "MA",
        "batch": " ",
        "allergens": [],
        "fibres_percent": {},
        "inci": {"fr": "", "ar": ""},
    }
    asked = ["inci", "origin", "batch", "allergens", "fibres_percent", "batch", "hs6"]
    assert missing_facts(asked, given) == ("inci", "batch", "allergens", "fibres_percent", "hs6")


def test_zero_and_no_are_given():
    assert missing_facts(["boxes", "wired"], {"boxes": 0, "wired": False}) == ()


def test_one_language_is_enough_to_have_said_it():
    assert missing_facts(["inci"], {"inci": {"fr": "Argania spinosa oil", "ar": ""}}) == ()


@pytest.mark.parametrize(
    ("kind", "value", "is_right"),
    [
        ("shares", {"wool": 80, "cotton": "20"}, True),
        ("shares", {"wool": 80, "cotton": 10}, False),
        ("shares", {"wool": "most"}, False),
        ("shares", {}, False),
        ("shares", "100 % laine", False),
        ("codes", ["nuts", "milk"], True),
        ("codes", [], True),
        ("codes", "nuts", False),
        ("size", [320, 320, 440], True),
        ("size", [320, 320], False),
        ("size", [320, 320, 0], False),
        ("weight", 2600, True),
        ("weight", True, False),
        ("weight", "2600", False),
        ("days", 540, True),
        ("quantity", Decimal("0.25"), True),
        ("country", "MA", True),
        ("country", "Maroc", False),
        ("country", "ma", False),
        ("text", "691390", True),
        ("text", {"fr": "Semoule de blé"}, True),
        ("text", {"fr": " "}, False),
        ("text", 12, False),
    ],
)
def test_the_shape_of_a_fact(kind, value, is_right):
    assert is_well_formed(FactKind(kind), value) is is_right


@pytest.mark.parametrize(
    ("price", "quantity", "unit", "expected"),
    [
        (Money("45.00", "MAD"), "250", "g", UnitPrice(Money("180.00", "MAD"), "kg")),
        (Money("45.00", "MAD"), "50", "ml", UnitPrice(Money("900.00", "MAD"), "l")),
        (Money("45.00", "MAD"), "75", "cl", UnitPrice(Money("60.00", "MAD"), "l")),
        (Money("10.00", "EUR"), "3", "kg", UnitPrice(Money("3.33", "EUR"), "kg")),
        (Money("20.00", "EUR"), "3", "L", UnitPrice(Money("6.67", "EUR"), "l")),
        (Money("1000", "JPY"), "300", "g", UnitPrice(Money("3333", "JPY"), "kg")),
        (Money("45.00", "MAD"), "12", "piece", None),
    ],
)
def test_the_price_per_kilogram_or_litre(price, quantity, unit, expected):
    assert unit_price(price, Decimal(quantity), unit) == expected


def test_nothing_has_no_price_per_kilogram():
    with pytest.raises(ValueError, match="above zero"):
        unit_price(Money(1, "MAD"), Decimal(0), "g")


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        ("number", " 12,5 ", Decimal("12.5")),
        ("number", "34", Decimal(34)),
        ("boolean", "Yes", True),
        ("boolean", "0", False),
        ("choice", "ivory", "ivory"),
        ("text", "Two metres", "Two metres"),
    ],
)
def test_a_typed_value_of_an_attribute(kind, typed, value):
    assert attribute_value(AttributeKind(kind), typed, {"ivory", "red"}) == value


@pytest.mark.parametrize(
    ("kind", "typed", "code"),
    [
        ("number", "tall", "not_a_number"),
        ("number", "NaN", "not_a_number"),
        ("number", "1e999999", "not_a_number"),
        ("boolean", "perhaps", "not_yes_or_no"),
        ("choice", "purple", "unknown"),
        ("text", "x" * 251, "too_long"),
        ("text", "  ", "blank"),
    ],
)
def test_a_value_that_does_not_fit_says_why(kind, typed, code):
    with pytest.raises(AttributeValueError, match=code):
        attribute_value(AttributeKind(kind), typed, {"ivory"})
