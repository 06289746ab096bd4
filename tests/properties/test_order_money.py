"""Whatever is bought, in whatever currency: what is paid is what the parts, the lines and the books say."""

from decimal import Decimal
from itertools import chain

from django.test import override_settings
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from moneyed import Money

from producers.testing.builders import a_producer, an_association, an_organisation
from shop.domain.money import digits, minor
from shop.models import FeeLine, FeeRule, LedgerAccount, Order, OrderLine, Posting, Price
from shop.reading.order_money import order_posted
from shop.reading.reconcile import differences
from shop.testing.builders import a_fee_rule, a_market, a_product, a_variant
from shop.testing.buying import a_ready_cart, press, quoted

CURRENCIES = {"MAD": "MA", "EUR": "FR", "USD": "CA", "JPY": "JP"}
TAXES = ("small_maker", "auto_entrepreneur", "standard")
SHOP = {
    "GATEWAYS": {"cash": {"BACKEND": "shop.gateways.cash_on_delivery.CashOnDelivery"}},
    "RATES": {"EUR": ("10.73", "2026-01-15"), "USD": ("9.90", "2026-01-15"), "JPY": ("0.0631", "2026-01-15")},
}
percents = st.decimals(0, 20, places=2)


@st.composite
def baskets(draw):
    """Draw a currency, up to four producers with lines of (price in minor units, quantity), and the fees."""
    currency = draw(st.sampled_from(sorted(CURRENCIES)))
    line = st.tuples(st.integers(100, 300_000), st.integers(1, 7))
    makers = draw(st.lists(st.lists(line, min_size=1, max_size=3), min_size=1, max_size=4))
    taxes = [draw(st.sampled_from(TAXES)) for _ in makers]
    fees = {kind: draw(percents) for kind in ("platform", "solidarity_fund", "association")}
    return (
        currency,
        list(zip(makers, taxes, strict=True)),
        fees,
        draw(st.sampled_from(["direct", "consolidated"])),
    )


def set_up(currency, makers, fees):
    """Write a shop with this basket; yen are for services, since no tariff for parcels is known in them."""
    for code, country in CURRENCIES.items():
        is_home = code == "MAD"
        market = "ma" if is_home else code.lower()
        a_market(market, currency=code, countries=[country], cash_limit=10**9, is_default=is_home)
    an_organisation("centre")
    for kind, percent in fees.items():
        a_fee_rule(kind, str(percent))
    kind = "service" if currency == "JPY" else "good"
    variants = []
    for lines, tax in makers:
        maker = a_producer(tax_status=tax, vouched_by=an_association())
        for amount, quantity in lines:
            price = str(Decimal(amount).scaleb(-digits(currency)))
            product = a_product(producer=maker, kind=kind, **supplied(amount))
            variants.append((a_variant(product, price=price, currency=currency, stock=quantity), quantity))
    return variants


def supplied(amount):
    """Let every third thing be made of what somebody else supplied."""
    if amount % 3:
        return {}
    return {"material_percent": Decimal(amount % 20 + 1), "materials_by": an_association()}


class TheMoneyOfAnOrderAddsUp(TestCase):
    @override_settings(SHOP=SHOP)
    @settings(max_examples=25, deadline=None)
    @given(baskets())
    def test_to_the_minor_unit(self, basket) -> None:
        currency, makers, fees, mode = basket
        cart = a_ready_cart(*set_up(currency, makers, fees), country=CURRENCIES[currency], mode=mode)
        before = quoted(cart)
        order = press(cart).order
        check_sums(order, currency)
        check_whose_it_is(order)
        check_who_supplied(order)
        assert before.makers == sum(part.maker for part in order_posted(order).parts)
        check_that_the_past_stays(order)
        assert not list(differences())


def check_sums(order, currency):
    """Total = parts = lines + delivery + duties, in the order's currency."""
    parts = list(order.parts.prefetch_related("lines"))
    lines = list(chain.from_iterable(part.lines.all() for part in parts))
    costs = sum(minor(part.delivery) + minor(part.duties) - minor(part.discount) for part in parts)
    assert order.total.currency.code == currency
    assert minor(order.total) == sum(minor(part.goods) for part in parts) + costs
    assert minor(order.total) == sum(minor(line.unit_price) * line.quantity for line in lines) + costs
    assert minor(order.total) == order_posted(order).buyer_total


def check_whose_it_is(order):
    """Each unit of the goods has a receiver, and each currency of the books comes to nothing."""
    for part, posted in zip(order.parts.order_by("pk"), order_posted(order).parts, strict=True):
        assert minor(part.goods) == posted.maker + posted.tax + sum(fee.amount for fee in posted.fees)
        assert posted.maker >= 0
    for currency in LedgerAccount.objects.values_list("currency", flat=True).distinct():
        assert sum(minor(row.amount) for row in Posting.objects.filter(account__currency=currency)) == 0
    owed = Posting.objects.filter(account__kind="buyer_clearing")
    assert sum((row.amount for row in owed), Money(0, order.total.currency)) == order.total


def check_who_supplied(order):
    """Whoever supplied the materials of something is credited their share of its price, and nothing else."""
    for line in OrderLine.objects.select_related("variant__product"):
        product, fees = line.variant.product, line.fees.filter(kind="materials")
        assert [fee.beneficiary_id for fee in fees] == [product.materials_by_id] * len(fees)
        if product.materials_by_id is None:
            continue
        share = line.total * product.material_percent / 100
        credit = sum((fee.amount for fee in fees), Money(0, share.currency))
        assert abs(minor_of(credit - share)) <= 1
        booked = Posting.objects.filter(account__kind="materials", account__organisation=product.materials_by)
        assert sum((-row.amount for row in booked), Money(0, share.currency)) == credit


def minor_of(amount):
    return float(amount.amount) * 10 ** digits(amount.currency.code)


def check_that_the_past_stays(order):
    """Dearer prices and other fees leave what was sold as it was."""
    frozen = [
        FeeLine.objects.order_by("pk").values_list("amount", "percent"),
        OrderLine.objects.values_list("total"),
    ]
    before = [list(rows) for rows in frozen]
    FeeRule.objects.update(percent=99)
    Price.objects.update(amount=1)
    assert [list(rows.all()) for rows in frozen] == before
    assert Order.objects.get().total == order.total
