"""Fees never exceed the price, never widen, and the breakdown accounts for every minor unit."""

from dataclasses import FrozenInstanceError, replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from moneyed import Money

from shop.domain.breakdown import RECEIVERS, PartKind, PriceTooSmallError, Receiver, breakdown
from shop.domain.fees import (
    FeeKind,
    FeeRule,
    FeeRuleError,
    LineFacts,
    check_rules,
    fees_for,
    first_match,
    materials_fee,
)
from shop.domain.money import from_minor, minor, percent_of
from shop.domain.taxes import TaxReason, tax_for

BY_RULE = [kind for kind in FeeKind if kind is not FeeKind.MATERIALS]
CURRENCIES = ("MAD", "EUR", "USD", "JPY")
percents = st.decimals(0, 40, places=2)
conditions = st.one_of(st.none(), st.frozensets(st.integers(1, 4), min_size=1))


@st.composite
def rule_lists(draw):
    rules = []
    for kind in draw(st.lists(st.sampled_from(BY_RULE), unique=True)):
        for _ in range(draw(st.integers(0, 3))):
            rules.append(
                FeeRule(
                    len(rules),
                    kind,
                    flat=from_minor(draw(st.integers(0, 5000)), draw(st.sampled_from(CURRENCIES))),
                    producers=draw(conditions),
                    categories=draw(conditions),
                    tax_percent=Decimal(draw(st.sampled_from([0, 20]))),
                )
            )
        rules.append(FeeRule(len(rules), kind, percent=draw(percents), tax_percent=Decimal(20)))
    return rules


line_facts = st.builds(
    LineFacts,
    price=st.builds(from_minor, st.integers(0, 10**8), st.sampled_from(CURRENCIES)),
    quantity=st.integers(1, 999),
    market=st.sampled_from(["morocco", "europe", "world"]),
    producer=st.integers(1, 6),
    categories=st.frozensets(st.integers(1, 6)),
)


@given(line_facts, rule_lists())
def test_fees_never_exceed_the_price(line, rules):
    fees = fees_for(line, rules)
    assert sum(fee.total for fee in fees) <= line.base
    assert all(fee.amount >= 0 and fee.tax >= 0 and fee.total for fee in fees)
    assert all(fee.currency == line.currency for fee in fees)


@given(line_facts, rule_lists())
def test_there_is_one_fee_of_a_kind_and_it_is_the_first_that_matches(line, rules):
    fees = fees_for(line, rules)
    assert len({fee.kind for fee in fees}) == len(fees)
    for fee in fees:
        match = first_match(rules, fee.kind, line)
        assert match is not None
        assert match.id == fee.rule


@given(line_facts, rule_lists(), percents, st.sampled_from([TaxReason.CARPET, TaxReason.STANDARD]))
def test_the_parts_of_a_price_add_up_to_it(line, rules, material, reason):
    fees = fees_for(line, rules)
    _, tax = tax_for(reason, line.base - sum(fee.total for fee in fees))
    shown = breakdown(line.price, line.quantity, fees, material_percent=material, tax=tax)
    assert sum(part.amount for part in shown.parts) == shown.total == minor(line.price) * line.quantity
    assert all(part.amount > 0 for part in shown.parts)
    assert sum(part.percent for part in shown.parts) == (100 if shown.total else 0)
    assert 0 <= shown.maker_percent <= 100
    assert [part.kind for part in shown.parts] == [
        kind for kind in PartKind if kind in {part.kind for part in shown.parts}
    ]


@given(line_facts, rule_lists(), percents)
def test_who_supplied_the_materials_gets_their_share_and_never_more_than_is_left(line, rules, percent):
    fees = fees_for(line, rules)
    supplied = materials_fee(line, percent, 5, fees)
    left = line.base - sum(fee.total for fee in fees)
    if supplied is None:
        assert not left or percent_of(line.base, percent) == 0
        return
    assert (supplied.rule, supplied.beneficiary, supplied.tax) == (None, 5, 0)
    assert supplied.amount == min(left, percent_of(line.base, percent))
    shown = breakdown(line.price, line.quantity, [*fees, supplied])
    [part] = [part for part in shown.parts if part.kind is PartKind.MATERIALS_SUPPLIED]
    assert (part.amount, part.party, part.receiver) == (supplied.amount, 5, Receiver.SUPPLIER)
    assert shown.maker_amount == left - supplied.amount


@given(line_facts, rule_lists())
def test_changing_a_rule_leaves_frozen_fees_alone(line, rules):
    before = fees_for(line, rules)
    changed = [replace(rule, percent=Decimal(99)) if rule.percent is not None else rule for rule in rules]
    fees_for(line, changed)
    assert before == fees_for(line, rules)
    for fee in before:
        with pytest.raises(FrozenInstanceError):
            fee.amount = 0


def test_every_part_names_who_receives_it():
    assert set(RECEIVERS) == set(PartKind)
    assert set(RECEIVERS.values()) == set(Receiver)


A_LINE = LineFacts(Money("180.00", "MAD"), 2, "morocco", producer=7, categories=frozenset({3, 1}))
CATCH_ALL = FeeRule(9, FeeKind.PLATFORM, percent=Decimal(12))


def test_where_the_price_of_two_bowls_goes():
    rules = [CATCH_ALL, FeeRule(10, FeeKind.SOLIDARITY_FUND, percent=Decimal(2))]
    shown = breakdown(
        A_LINE.price, 2, fees_for(A_LINE, rules), material_percent=Decimal(14), packing=1600, transport=0
    )
    assert {part.kind.value: part.amount for part in shown.parts} == {
        "maker_work": 24320,
        "materials": 5040,
        "packing": 1600,
        "solidarity_fund": 720,
        "platform": 4320,
    }
    assert shown.maker_amount == 29360
    assert shown.maker_percent == 82
    assert shown.has_estimates


def test_without_a_word_about_material_nothing_is_guessed():
    shown = breakdown(A_LINE.price, 2, fees_for(A_LINE, [CATCH_ALL]))
    assert not shown.has_estimates
    assert PartKind.MATERIALS not in {part.kind for part in shown.parts}


def test_sending_that_costs_more_than_the_price_is_refused():
    with pytest.raises(PriceTooSmallError):
        breakdown(Money("10.00", "MAD"), transport=1001)


def test_the_first_rule_that_matches_wins():
    own = FeeRule(1, FeeKind.PLATFORM, percent=Decimal(5), producers=frozenset({7}))
    assert [fee.amount for fee in fees_for(A_LINE, [own, CATCH_ALL])] == [1800]
    assert [fee.amount for fee in fees_for(A_LINE, [CATCH_ALL])] == [4320]


def test_a_flat_fee_counts_per_unit_and_only_in_its_currency():
    flat = FeeRule(1, FeeKind.PLATFORM, flat=Money("3.50", "MAD"))
    assert [fee.amount for fee in fees_for(A_LINE, [flat, CATCH_ALL])] == [700]
    abroad = replace(A_LINE, price=Money("20.00", "EUR"))
    assert [fee.rule for fee in fees_for(abroad, [flat, CATCH_ALL])] == [CATCH_ALL.id]


def test_a_fee_for_cards_needs_a_card():
    card = FeeRule(1, FeeKind.CARD_FEE, percent=Decimal("2.5"), methods=frozenset({"card"}))
    rest = FeeRule(2, FeeKind.CARD_FEE, percent=Decimal(0))
    assert fees_for(A_LINE, [card, rest]) == ()
    assert [fee.amount for fee in fees_for(replace(A_LINE, method="card"), [card, rest])] == [900]


def test_a_discount_lowers_the_base():
    assert [fee.amount for fee in fees_for(replace(A_LINE, discount=6000), [CATCH_ALL])] == [3600]


def test_a_category_above_the_products_own_counts():
    above = FeeRule(1, FeeKind.PLATFORM, percent=Decimal(1), categories=frozenset({1}))
    assert [fee.rule for fee in fees_for(A_LINE, [above, CATCH_ALL])] == [1]


@pytest.mark.parametrize("condition", ["markets", "categories", "producers", "methods"])
def test_a_rule_whose_target_vanished_is_refused_and_never_widened(condition):
    lost = FeeRule(1, FeeKind.PLATFORM, percent=Decimal(50), **{condition: frozenset()})
    assert first_match([lost, CATCH_ALL], FeeKind.PLATFORM, A_LINE) is CATCH_ALL
    with pytest.raises(FeeRuleError, match="gone"):
        fees_for(A_LINE, [lost, CATCH_ALL])


@pytest.mark.parametrize(
    "rules",
    [
        [FeeRule(1, FeeKind.PLATFORM, percent=Decimal(5), producers=frozenset({7}))],
        [CATCH_ALL, FeeRule(1, FeeKind.PLATFORM, percent=Decimal(5), producers=frozenset({7}))],
        [FeeRule(1, FeeKind.PLATFORM, flat=Money(5, "MAD"))],
        [CATCH_ALL, FeeRule(2, FeeKind.ASSOCIATION, percent=Decimal(5), markets=frozenset({"europe"}))],
    ],
)
def test_rules_without_a_catch_all_at_the_bottom_are_refused(rules):
    with pytest.raises(FeeRuleError, match="last rule"):
        check_rules(rules)


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"percent": Decimal(5), "flat": Money(5, "MAD")},
        {"percent": Decimal(101)},
        {"percent": Decimal(-1)},
        {"flat": Money(-1, "MAD")},
        {"percent": Decimal(5), "tax_percent": Decimal(-1)},
    ],
)
def test_a_rule_that_makes_no_sense_cannot_be_built(wrong):
    with pytest.raises(FeeRuleError):
        FeeRule(1, FeeKind.PLATFORM, **wrong)


def test_a_line_that_costs_less_than_nothing_is_refused():
    with pytest.raises(ValueError, match="less than nothing"):
        fees_for(replace(A_LINE, discount=36001), [CATCH_ALL])
