"""Tax rates: entered from a day on, for a market or for all; what was sold keeps its own."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from producers.models import Act
from producers.testing.builders import a_producer, an_accountant
from shop.domain.taxes import RATES
from shop.models import OrderLine, TaxRate
from shop.reading.rulebook import rulebook
from shop.testing.builders import a_market, a_product, a_variant
from shop.testing.buying import an_order
from tests.shop.office.test_office import browser, into_the_office

pytestmark = pytest.mark.django_db
HERE = "shop_office:tax_rates"
DAY = timedelta(days=1)


def typed(percent: str, days: int = 0, market: str = "", reason: str = "standard") -> dict[str, str]:
    since = timezone.localdate() + days * DAY
    return {
        "reason": reason,
        "percent": percent,
        "since": since.isoformat(),
        "market": market,
        "source": "law",
    }


@pytest.fixture
def accountant():
    return browser(into_the_office(an_accountant(username="accountant")))


@pytest.fixture
def rug():
    a_market(cash_limit=100_000)
    return a_variant(a_product(producer=a_producer(tax_status="standard")), price="120.00", stock=9)


def test_the_first_rates_are_rows():
    rows = TaxRate.objects.values_list("reason", "percent")
    assert dict(rows) == {rate.reason.value: rate.percent for rate in RATES}


def test_a_new_rate_counts_from_its_day_and_leaves_what_was_sold(accountant, rug):
    before = an_order(rug)
    assert accountant.post(reverse(HERE), typed("10")).status_code == 302
    assert accountant.post(reverse(HERE), typed("25", days=1)).status_code == 302
    after = an_order(rug)
    lines = OrderLine.objects.order_by("pk")
    assert [(line.part.order, line.tax_rate, line.tax.amount) for line in lines] == [
        (before, 20, 20),
        (after, 10, Decimal("10.91")),
    ]
    assert rulebook(on=timezone.localdate() + DAY).tax(rug.product, 12_000, market="ma").percent == 25
    act = Act.objects.get(verb="tax.rate_set", after__percent="10")
    assert (act.reason, act.after["since"]) == ("law", timezone.localdate().isoformat())


def test_a_rate_for_one_market_leaves_the_others(accountant, rug):
    a_market("eu")
    assert accountant.post(reverse(HERE), typed("5.5", market="eu", reason="export")).status_code == 302
    book = rulebook()
    assert book.tax(rug.product, 10_000, market="eu", ships_abroad=True).percent == Decimal("5.5")
    assert book.tax(rug.product, 10_000, market="ma", ships_abroad=True).percent == 0


def test_the_page_of_a_product_and_its_order_say_the_same_at_once(client, accountant, rug):
    address = f"/fr/shop/p/{rug.product.slug}/"
    assert 'data-part="tax" data-amount="2000"' in client.get(address).content.decode()
    accountant.post(reverse(HERE), typed("50"))
    assert 'data-part="tax" data-amount="4000"' in client.get(address).content.decode()


@pytest.mark.parametrize(
    "wrong", [{"percent": "-1"}, {"percent": "101"}, {"percent": "x"}, {"since": ""}, {"source": " "},
              {"reason": "bribe"}, {"market": "mars"}],
)  # fmt: skip
def test_what_is_none_is_refused(accountant, wrong):
    count = TaxRate.objects.count()
    assert accountant.post(reverse(HERE), typed("10") | wrong).status_code == 422
    assert TaxRate.objects.count() == count


def test_rows_are_neither_changed_nor_deleted():
    for change in (lambda: TaxRate.objects.update(percent=1), lambda: TaxRate.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
