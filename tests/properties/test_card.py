"""Whatever goes wrong between shop and bank: one order, one charge, and equal books in the end."""

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, ClassVar
from unittest.mock import patch

from django.test import Client, override_settings
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from shop.actions.ask_gateway import ask_about_waiting
from shop.actions.expire_unpaid import expire_unpaid
from shop.domain.money import minor
from shop.gateways import stripe as card
from shop.models import ExceptionCase, Order, PaymentEvent
from shop.reading.reconcile import differences
from tests.pages.buying import GATEWAYS, fill_cart, place, two_makers, walk
from tests.pages.stand_in import StandIn, running

FAULTS = ("500_before", "500_after", "429", "409", "cut_before", "cut_after", "hang_before", "hang_after")
PATIENCE = 0.25
DAY = 24 * 3600


@dataclass
class Story:
    """One buyer with one order, the bank's stand-in, and the notices that have not arrived yet."""

    bank: StandIn
    client: Client = field(default_factory=Client)
    later: timedelta = timedelta()

    def order(self) -> Order:
        return Order.objects.get()

    def sessions(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.bank.order("things", kind="checkout.session")
        return found

    def press(self, number: int) -> None:
        """Press "pay" on the order's page."""
        self.client.post(f"/fr/orders/{self.order().token}/pay/")

    def look(self, number: int) -> None:
        """Come back from the bank, with or without having paid."""
        assert self.client.get(f"/fr/orders/{self.order().token}/").status_code == 200

    def pay(self, number: int) -> None:
        """Pay on the bank's page that the shop has led to, with one of the test cards."""
        if self.known() and self.known()["status"] == "open":
            self.bank.order("pay", session=self.known()["id"], card=("4242", "0002", "4242")[number % 3])

    def known(self) -> dict[str, Any]:
        """Return the session to which the shop has sent the buyer, nothing when it never did."""
        event = PaymentEvent.objects.filter(kind="charge", state="requested").order_by("pk").last()
        fits = [each for each in self.sessions() if event and each["id"] == event.event_id]
        return fits[0] if fits else {}

    def arrive(self, number: int) -> None:
        """Let one notice arrive: any of those told so far, and it may have arrived before."""
        held = self.bank.order("held")
        if held:
            self.deliver(*held[number % len(held)])

    def deliver(self, body: str, signature: str) -> None:
        answer = self.client.post(
            "/webhooks/card/", body, content_type="application/json", headers={"Stripe-Signature": signature}
        )
        assert answer.status_code in (200, 400), answer.content

    def fault(self, number: int) -> None:
        """Let the next call go wrong."""
        self.bank.order("fail", place="", kind=FAULTS[number % len(FAULTS)], seconds=PATIENCE * 2)

    def sweep(self, number: int) -> None:
        """Let the regular jobs run."""
        ask_about_waiting(now=timezone.now() + timedelta(minutes=4) + self.later)
        expire_unpaid(now=timezone.now() + self.later)

    def late(self, number: int) -> None:
        """Let the time to pay pass, at the shop."""
        self.later = timedelta(hours=2)


STEPS = ("press", "look", "pay", "arrive", "fault", "sweep", "late")
steps = st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 23)), max_size=9)


@override_settings(SHOP={"GATEWAYS": GATEWAYS})
class CardProperty(TestCase):
    """Runs against one stand-in; each example begins with an empty book."""

    bank: ClassVar[StandIn]

    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        folder = cls.enterClassContext(TemporaryDirectory())
        cls.bank = cls.enterClassContext(running(Path(folder)))
        cls.enterClassContext(patch.object(card, "SECONDS", PATIENCE))
        cls.enterClassContext(patch("stripe.HTTPClient._sleep_time_seconds", lambda *_, **__: 0))

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(first=st.sampled_from(("", *FAULTS)), script=steps)
    def test_one_order_one_charge_and_equal_books(self, first: str, script: list[tuple[str, int]]) -> None:
        shop = {"GATEWAYS": GATEWAYS | {"card": self.bank.options()}}
        with override_settings(SHOP=shop):
            story = self.begin(first)
            for name, number in script:
                getattr(story, name)(number)
            self.settle(story)
            self.check(story)

    def begin(self, first: str) -> Story:
        self.bank.order("forget")
        self.bank.order("fail", place="hook", kind="hold")
        story = Story(self.bank)
        fill_cart(story.client, *two_makers())
        walk(story.client, method="card")
        if first:
            self.bank.order("fail", place="POST", kind=first, seconds=PATIENCE * 2)
        assert place(story.client).status_code == 303
        return story

    def settle(self, story: Story) -> None:
        """Let the line be good again, every notice arrive in reverse, and the jobs run twice."""
        self.bank.order("clear")
        for body, signature in reversed(self.bank.order("held")):
            story.deliver(body, signature)
        story.sweep(0)
        story.sweep(0)

    def check(self, story: Story) -> None:
        order, charges = story.order(), self.bank.charges()
        assert len(charges) <= 1
        assert [row["problems"] for row in self.bank.log() if row["problems"]] == []
        paid = PaymentEvent.objects.filter(kind="charge", state="succeeded")
        assert [minor(event.amount) for event in paid] == [charge["amount"] for charge in charges]
        if charges:
            assert order.status == "placed" or ExceptionCase.objects.filter(kind="paid_late").count() == 1
            assert charges[0]["amount"] == minor(order.total)
        else:
            assert order.status == ("expired" if story.later else "draft")
        if order.status == "expired":
            assert not [each for each in [story.known()] if each and each["status"] == "open"]
        assert list(differences()) == []
