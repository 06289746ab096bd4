"""What makers are told about their money, where and in which words."""

from datetime import timedelta

import pytest
from django.utils import timezone
from moneyed import Money

from producers.actions.deliver import deliver_announcements
from producers.domain.actors import Actor
from producers.models import Message
from producers.testing.builders import a_producer
from shop.actions.destinations import enter_destination
from shop.actions.pay_out import confirm_payout, return_payout
from shop.actions.payout_batches import approve_batch, propose_batch, send_batch
from shop.actions.payout_holds import end_hold, set_hold
from shop.domain.payouts import Details, Kind
from shop.models import Payout
from shop.testing.payouts import a_rib, an_earning, bank_details

pytestmark = pytest.mark.django_db
ONE, OTHER = Actor(1, "one"), Actor(2, "other")


@pytest.fixture
def maker():
    return a_producer(phone="+212790000001", language="ar")


def told() -> list[tuple[str, str]]:
    """Deliver what was announced, twice, and return to whom what was said."""
    deliver_announcements()
    deliver_announcements()
    return [(row.recipient, f"{row.subject} {row.text}") for row in Message.objects.order_by("pk")]


def test_she_is_told_that_she_was_paid_and_that_money_came_back(maker):
    enter_destination(maker, bank_details(1), actor=ONE)
    an_earning(maker, "1250.00")
    batch = approve_batch(propose_batch("MAD", "bank", actor=ONE), actor=OTHER)
    send_batch(batch, actor=ONE)
    payout = Payout.objects.get()
    confirm_payout(payout, actor=ONE)
    ((to, text),) = told()
    assert to == "+212790000001"
    assert "1.250" in text
    assert payout.reference in text
    assert a_rib(1) not in text
    return_payout(payout, actor=ONE, reason="account closed")
    assert len(told()) == 2


def test_a_change_is_announced_to_the_contact_that_was_known_before(maker):
    wallet = Details(Kind.MOBILE, "MAD", "Fatima Example", phone="+212790000009")
    enter_destination(maker, wallet, actor=ONE)
    maker.phone = "+212790000002"
    maker.save()
    enter_destination(maker, bank_details(2), actor=ONE)
    found = told()
    assert [to for to, _ in found] == ["+212790000001", "+212790000009"]
    assert all(a_rib(2) not in text for _, text in found)


def test_a_hold_is_shown_to_her_with_its_reason_and_its_end(maker):
    an_earning(maker, "1000.00")
    day = timezone.localdate() + timedelta(days=3)
    hold = set_hold(maker, Money(200, "MAD"), until=day, reason="Plainte 17.", actor=ONE)
    ((_, text),) = told()
    assert "Plainte 17." in text
    assert "200" in text
    end_hold(hold, actor=ONE, reason="settled")
    assert len(told()) == 2
