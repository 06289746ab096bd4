"""Whatever is sold: what a buyer is told her maker gets is what she is credited when she has earned it."""

from decimal import Decimal
from typing import Any

from django.test import override_settings
from hypothesis import given, settings
from hypothesis.extra.django import TestCase

from producers.domain.actors import SYSTEM
from shop.actions import fulfil
from shop.domain.breakdown import Receiver
from shop.domain.money import minor, whole
from shop.models import JournalEntry, ProducerOrder
from shop.reading.carts import cart_breakdowns
from shop.reading.orders import find_order, read_order
from shop.reading.payables import owed_to
from shop.reading.reconcile import differences
from shop.testing.buying import a_ready_cart, press, quoted
from tests.properties.test_order_money import CURRENCIES, SHOP, baskets, set_up


def hers(shown: Any) -> int:
    """The maker's parts of a breakdown as a page shows it."""
    return sum(part.amount.minor for part in shown.parts if part.kind == Receiver.MAKER)


def arrive(part: ProducerOrder) -> None:
    """Take a part from the order to the buyer's door."""
    for step in (fulfil.accept, fulfil.pack):
        step(part, actor=SYSTEM)
    fulfil.ship(part, carrier="Amana", actor=SYSTEM)
    fulfil.deliver(part, actor=SYSTEM)


def sides(part: ProducerOrder, key: str) -> dict[tuple[str, str], int]:
    """What an entry about a part says of its maker's accounts, as credits, by account and currency."""
    entry = JournalEntry.objects.filter(key=key).first()
    rows = entry.postings.filter(account__organisation=part.producer) if entry else ()
    return {(row.account.kind, row.account.currency): -minor(row.amount) for row in rows}


class TheBreakdownIsTheCredit(TestCase):
    @override_settings(SHOP=SHOP)
    @settings(max_examples=10, deadline=None)
    @given(baskets().filter(lambda basket: basket[0] in {"MAD", "EUR", "USD"}))
    def test_to_the_minor_unit(self, basket) -> None:
        currency, makers, fees, mode = basket
        cart = a_ready_cart(*set_up(currency, makers, fees), country=CURRENCIES[currency], mode=mode)
        in_cart = [hers(shown) for shown in cart_breakdowns(quoted(cart), "fr").values()]
        order = press(cart).order
        shown = read_order(find_order(order.token), "fr").parts
        assert [hers(part.breakdown) for part in shown] == in_cart
        for part, told in zip(order.parts.order_by("pk"), shown, strict=True):
            arrive(part)
            check(order, part, told)
        assert not list(differences())


def check(order: Any, part: ProducerOrder, told: Any) -> None:
    """Her parts are her credit; whole prices and what comes on top add up to what the buyer pays."""
    currency, amount = order.total.currency.code, hers(told.breakdown)
    earned = sides(part, f"part:{part.pk}:earned")
    if currency == "MAD":
        assert -earned.get(("sales_not_earned", "MAD"), 0) == amount
    else:
        exchanged = sides(part, f"order:{order.pk}:exchanged:{part.producer_id}")
        assert -exchanged.get(("sales_not_earned", currency), 0) == amount
        fixed = in_dirhams(amount, order.rate)
        assert -earned.get(("sales_not_earned", "MAD"), 0) == fixed
    assert earned.get(("producer_payable", "MAD"), 0) == owed_to(part.producer, "MAD")
    on_top = sum(row.amount.minor for row in told.breakdown.on_top)
    assert told.breakdown.total.minor == sum(row.amount.minor for row in told.breakdown.parts)
    assert told.breakdown.total.minor + on_top == minor(part.goods) + minor(part.delivery) + minor(
        part.duties
    )


def in_dirhams(amount: int, rate: Decimal) -> int:
    """An amount in cents at the order's own rate, in centimes."""
    return whole(amount * rate)
