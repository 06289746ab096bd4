"""However a buyer presses, goes back and comes again: one cart is at most one order, at the price shown."""

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from unittest.mock import patch

from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from moneyed import Money

from producers.domain.actors import Actor
from shop.actions import carts
from shop.actions.cancel import cancel
from shop.actions.complete import complete
from shop.actions.expire_unpaid import expire_unpaid
from shop.actions.holds import hold
from shop.actions.mark_paid import mark_paid
from shop.actions.prepare import prepare
from shop.domain.errors import RefusedError
from shop.domain.money import minor
from shop.domain.states import IllegalMoveError
from shop.models import Cart, JournalEntry, Market, Order, Payment, Price, Stock, Variant
from shop.reading.reconcile import differences
from shop.testing.builders import a_fee_rule, a_market, a_product, a_variant
from shop.testing.buying import a_ready_cart, total_of
from tests.properties.watch import Watch, differences_now

OPERATOR = Actor(1, "Operator")
LOST = ConnectionError("the answer never came")


@dataclass
class Page:
    """A review page as it was shown in one tab: its form sends this, whatever has happened since."""

    shown: Money
    attempt: str


@dataclass
class Shop:
    """One buyer with two tabs, and a shop in which things happen meanwhile."""

    cart: Cart
    variant: Variant
    now: datetime
    pages: dict[int, Page] = field(default_factory=dict)
    accepted: list[Money] = field(default_factory=list)

    def page(self, tab: int) -> Page:
        """Return the page of a tab, looked at now if it is new."""
        return self.pages.setdefault(tab, self.look())

    def look(self) -> Page:
        """Show the review page of this moment."""
        fresh = Cart.objects.get(pk=self.cart.pk)
        return Page(total_of(fresh), fresh.attempt)

    def reload(self, tab: int, method: str) -> None:
        """Reload the page of a tab."""
        self.pages[tab] = self.look()

    def press(self, tab: int, method: str) -> None:
        """Press the button of a tab, with what its page was shown."""
        self._send(complete, self.page(tab), method)

    def double_click(self, tab: int, method: str) -> None:
        """Press twice."""
        self.press(tab, method)
        self.press(tab, method)

    def crash_after_prepare(self, tab: int, method: str) -> None:
        """Press, and the machine dies before anything is paid."""
        self._send(prepare, self.page(tab), method)

    def crash_after_pay(self, tab: int, method: str) -> None:
        """Press, and the machine dies before the order is placed."""
        with patch("shop.actions.complete.finalise", side_effect=LOST):
            self._send(complete, self.page(tab), method)

    def hold(self, tab: int, method: str) -> None:
        """Come back to a step of the checkout."""
        hold(self.cart, Market.objects.get(), now=self.now)

    def change(self, tab: int, method: str) -> None:
        """Take one more or one less in another tab."""
        line = self.cart.lines.get()
        carts.change(self.cart, line.pk, 3 - line.quantity, Market.objects.get())

    def raise_price(self, tab: int, method: str) -> None:
        """The maker changes her price."""
        price = Price.objects.get()
        Price.objects.update(amount=price.amount.amount + 1)

    def wait(self, tab: int, method: str) -> None:
        """Two days pass, and the job runs."""
        self.now += timedelta(days=2)
        expire_unpaid(now=self.now)

    def pay(self, tab: int, method: str) -> None:
        """The transfer arrives."""
        order = Order.objects.get()
        mark_paid(order, amount=order.total, statement="line 1", actor=OPERATOR, now=self.now)

    def cancel(self, tab: int, method: str) -> None:
        """The operator cancels."""
        cancel(Order.objects.get(), actor=OPERATOR, reason="asked", now=self.now)

    def _send(self, phase, page: Page, method: str) -> None:
        had_one = Order.objects.exists()
        try:
            phase(self.cart, shown=page.shown, method=method, attempt=page.attempt, lang="fr", now=self.now)
        finally:
            if not had_one and Order.objects.exists():
                self.accepted.append(page.shown)


STEPS = (
    "reload", "press", "double_click", "crash_after_prepare", "crash_after_pay", "hold", "change",
    "raise_price", "wait", "pay", "cancel",
)  # fmt: skip
steps = st.tuples(
    st.sampled_from(STEPS), st.sampled_from([1, 2]), st.sampled_from(["cash", "transfer", "card"])
)
REFUSALS = (RefusedError, IllegalMoveError, ConnectionError, Order.DoesNotExist)


class OneCartIsAtMostOneOrder(TestCase):
    @settings(max_examples=40, deadline=None)
    @given(st.lists(steps, min_size=2, max_size=12))
    def test_in_any_shuffled_sequence(self, sequence) -> None:
        variant = Variant.objects.get()
        shop = Shop(a_ready_cart(variant), variant, timezone.now())
        with Watch() as watch:
            for name, tab, method in sequence:
                with suppress(REFUSALS):
                    getattr(shop, name)(tab, method)
                check(shop, watch)
        assert not list(differences())

    @classmethod
    def setUpTestData(cls) -> None:
        """Open a shop with one thing on sale; what an example does to it is undone."""
        a_market(cash_limit=10_000)
        a_fee_rule()
        a_variant(a_product(), stock=2, price="180.00")


def check(shop: Shop, watch: Watch) -> None:
    """What is true after every step."""
    orders = list(Order.objects.all())
    assert len(orders) <= 1
    assert Payment.objects.count() == len(orders)
    assert JournalEntry.objects.filter(kind="order.placed").count() <= 1
    promised = 0
    for order in orders:
        assert shop.accepted == [order.total]
        assert order.payments.get().amount == order.total
        assert minor(order.total) == minor(order.goods) + minor(order.delivery)
        if order.status in ("draft", "placed"):
            promised = sum(line.quantity for part in order.parts.all() for line in part.lines.all())
    assert Stock.objects.get().allocated == promised
    assert differences_now(watch) == []
