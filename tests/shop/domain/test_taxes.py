"""Why a price bears the tax that it bears."""

from datetime import date
from decimal import Decimal

import pytest

from shop.domain.taxes import (
    RATES,
    DatedRate,
    NoRateError,
    SellerStatus,
    TaxReason,
    rate_for,
    reason_for,
    tax_for,
)


@pytest.mark.parametrize(
    ("seller", "product", "abroad", "reason"),
    [
        ("small_maker", None, False, "small_maker"),
        ("small_maker", "carpet", False, "small_maker"),
        ("auto_entrepreneur", None, False, "auto_entrepreneur"),
        ("standard", None, False, "standard"),
        ("standard", "carpet", False, "carpet"),
        ("standard", "staple_food", False, "staple_food"),
        ("standard", "precious_metal", False, "precious_metal"),
        ("standard", "carpet", True, "export"),
        ("small_maker", None, True, "export"),
    ],
)
def test_the_reason_for_a_tax(seller, product, abroad, reason):
    known = TaxReason(product) if product else None
    assert reason_for(SellerStatus(seller), known, abroad) is TaxReason(reason)


def test_a_reason_of_a_seller_is_none_of_a_product():
    with pytest.raises(ValueError, match="not a reason of a product"):
        reason_for(SellerStatus.STANDARD, TaxReason.EXPORT)


def test_only_who_is_liable_has_tax_in_the_price():
    assert tax_for(TaxReason.STANDARD, 12000) == (Decimal(20), 2000)
    for reason in set(TaxReason) - {TaxReason.STANDARD, TaxReason.PLATFORM_FEE}:
        assert tax_for(reason, 12000) == (Decimal(0), 0)


def test_every_reason_has_a_rate():
    assert {rate.reason for rate in RATES} == set(TaxReason)


def test_a_new_rate_leaves_old_sales_alone():
    rates = [*RATES, DatedRate(TaxReason.STANDARD, Decimal(18), date(2027, 1, 1))]
    assert rate_for(TaxReason.STANDARD, date(2026, 12, 31), rates) == 20
    assert rate_for(TaxReason.STANDARD, date(2027, 1, 1), rates) == 18
    assert rate_for(TaxReason.STANDARD, None, rates) == 18


def test_a_day_before_any_rate_has_no_answer():
    with pytest.raises(NoRateError):
        rate_for(TaxReason.STANDARD, date(1999, 1, 1))


def test_a_rate_of_a_market_goes_before_one_for_all_and_the_last_entered_before_the_first():
    day, reason = date(2026, 6, 1), TaxReason.STANDARD
    rates = [
        *RATES,
        DatedRate(reason, Decimal(19), day, market="eu"),
        DatedRate(reason, Decimal(18), date(2026, 9, 1)),
        DatedRate(reason, Decimal(17), date(2026, 9, 1)),
    ]
    assert rate_for(reason, date(2026, 5, 31), rates, "eu") == 20
    assert rate_for(reason, date(2026, 12, 1), rates, "eu") == 19
    assert rate_for(reason, date(2026, 12, 1), rates, "ma") == 17
    assert rate_for(reason, date(2026, 12, 1), rates) == 17
