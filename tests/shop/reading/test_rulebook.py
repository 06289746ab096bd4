from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from moneyed import Money

from producers.testing.builders import a_producer, an_association
from shop.domain.breakdown import PartKind
from shop.domain.fees import FeeKind
from shop.domain.taxes import TaxReason
from shop.reading.rulebook import rulebook
from shop.testing.builders import a_category, a_fee_rule, a_market, a_product

pytestmark = pytest.mark.django_db
PRICE = Money("180.00", "MAD")


def test_the_rulebook_is_read_in_two_queries_however_many_rules_there_are(django_assert_num_queries):
    for position in range(5):
        a_fee_rule(position=position, market=a_market())
    a_fee_rule()
    with django_assert_num_queries(2):
        rulebook()


def test_a_rule_for_a_category_covers_what_is_below_it():
    crafts = a_category("crafts")
    a_fee_rule(percent="1", position=1, category=crafts)
    a_fee_rule(percent="8")
    below = a_product(category=a_category("rugs", parent=crafts))
    beside = a_product(category=a_category("soap"))
    book = rulebook()
    assert [fee.amount for fee in book.fees(below, "ma", PRICE)] == [180]
    assert [fee.amount for fee in book.fees(beside, "ma", PRICE)] == [1440]


def test_the_association_that_vouches_for_her_gets_its_fee():
    association = an_association()
    a_fee_rule("association", "2")
    fees = rulebook().fees(a_product(producer=a_producer(vouched_by=association)), "ma", PRICE)
    assert [(fee.kind, fee.beneficiary) for fee in fees] == [(FeeKind.ASSOCIATION, association.pk)]


def test_nobody_takes_a_fee_for_an_association_that_is_not_there():
    a_fee_rule("association", "2")
    assert rulebook().fees(a_product(), "ma", PRICE) == ()


def test_an_association_named_by_the_rule_gets_it_from_everyone():
    fund = an_association()
    a_fee_rule("association", "2", beneficiary=fund)
    assert [fee.beneficiary for fee in rulebook().fees(a_product(), "ma", PRICE)] == [fund.pk]


def test_a_rule_that_is_switched_off_takes_nothing():
    a_fee_rule(is_active=False)
    assert rulebook().fees(a_product(), "ma", PRICE) == ()


def test_the_reason_of_a_tax_comes_from_the_product_then_from_the_categories_above():
    above = a_category("woven", tax_reason="carpet")
    below = a_category("knotted", parent=above)
    seller = a_producer(tax_status="standard")
    soap = a_category("soap")
    book = rulebook()
    assert book.tax(a_product(producer=seller, category=below), 12000).reason is TaxReason.CARPET
    own = a_product(producer=seller, category=below, tax_reason="staple_food")
    assert book.tax(own, 12000).reason is TaxReason.STAPLE_FOOD
    plain = book.tax(a_product(producer=seller, category=soap), 12000)
    assert (plain.reason, plain.percent, plain.amount) == (TaxReason.STANDARD, Decimal(20), 2000)
    assert book.tax(a_product(producer=seller), 12000, ships_abroad=True).reason is TaxReason.EXPORT


def test_the_parts_of_a_price_add_up_to_it():
    a_fee_rule("platform", "8")
    a_fee_rule("solidarity_fund", "2")
    parts = rulebook().breakdown(a_product(material_percent=Decimal(30)), a_market(), PRICE)
    assert sum(part.amount for part in parts.parts) == 18000
    assert {part.kind for part in parts.parts} == {
        PartKind.MAKER_WORK, PartKind.MATERIALS, PartKind.PLATFORM, PartKind.SOLIDARITY_FUND,
    }  # fmt: skip
    assert parts.maker_percent == 90


def test_materials_that_somebody_else_supplied_are_theirs():
    a_fee_rule("platform", "8")
    supplier = an_association()
    product = a_product(material_percent=Decimal(30), materials_by=supplier)
    parts = rulebook().breakdown(product, a_market(), PRICE)
    amounts = {(part.kind, part.party): part.amount for part in parts.parts}
    assert amounts == {
        (PartKind.MAKER_WORK, None): 18000 - 5400 - 1440,
        (PartKind.MATERIALS_SUPPLIED, supplier.pk): 5400,
        (PartKind.PLATFORM, None): 1440,
    }
    assert (parts.maker_percent, parts.has_estimates) == (62, False)


def test_a_supplier_without_a_share_or_the_maker_as_her_own_supplier_is_refused():
    maker = a_producer()
    for wrong in (
        {"materials_by": an_association()},
        {"materials_by": an_association(), "material_percent": 0},
        {"materials_by": maker, "material_percent": 30},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            a_product(producer=maker, **wrong)
