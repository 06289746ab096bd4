"""What the page of an order says of her payment: to its buyer alone, and only where the maker agreed."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone, translation
from moneyed import Money

from producers.domain.actors import SYSTEM, Actor
from producers.models import Consent, Organisation
from producers.testing.builders import a_cooperative, a_producer
from shop.actions import fulfil
from shop.actions.change_order import change_order
from shop.actions.mark_paid import mark_paid
from shop.actions.pay_out import confirm_payout, return_payout
from shop.actions.payout_batches import approve_batch, propose_batch, send_batch
from shop.actions.refund import hand_over
from shop.actions.share_lists import confirm_share, write_share_list
from shop.domain.changes import ChangeKind
from shop.domain.payouts import PayoutRefusedError, PayoutWhy
from shop.models import Order, Payout, PayoutShare, ProducerOrder, Refund, SellerOfRecord
from shop.reading.orders import find_order, read_order
from shop.reading.proposals import Asked, propose
from shop.testing.builders import a_fee_rule, a_market, a_product, a_variant
from shop.testing.buying import an_order
from shop.testing.payouts import a_destination
from tests.pages.buying import GATEWAYS

pytestmark = pytest.mark.django_db
ONE, OTHER = Actor(1, "one"), Actor(2, "other")


@pytest.fixture(autouse=True)
def _shop(settings):
    settings.SHOP = {"GATEWAYS": GATEWAYS}
    a_market(cash_limit=100_000)
    a_fee_rule()


def agree(maker: Organisation, **fields: object) -> Consent:
    facts = {"person": "Hadda", "scope": "paid", "heard_in": "ar", "given_at": timezone.now()} | fields
    return Consent.objects.create(organisation=maker, **facts)


def paid(maker: Organisation, *others: Organisation) -> Order:
    """An order of which every part has arrived, and whose first maker has her money."""
    pieces = [a_variant(a_product(producer=who), price="250.00") for who in (maker, *others)]
    order = an_order(*pieces, mode="direct")
    for part in order.parts.all():
        fulfil.accept(part, actor=SYSTEM)
        fulfil.pack(part, actor=SYSTEM)
        fulfil.ship(part, carrier="Amana", actor=SYSTEM)
        fulfil.deliver(part, actor=SYSTEM)
    a_destination(maker)
    send_batch(approve_batch(propose_batch("MAD", "bank", actor=ONE), actor=OTHER), actor=ONE)
    confirm_payout(Payout.objects.get(organisation=maker), actor=ONE, reason="line 4")
    return order


def told(client, order: Order) -> list[str]:
    page = client.get(f"/fr/orders/{order.token}/").content.decode()
    return re.findall(r'data-role="maker-paid">([^<]+)<', page)


def beads(order: Order) -> list[str]:
    with translation.override("en"):
        parts = read_order(find_order(order.token), "en").parts
    return [moment.label for part in parts for moment in part.moments]


def test_she_agreed_and_the_buyer_is_told_day_and_amount(client):
    maker = a_producer()
    agree(maker)
    order = paid(maker)
    part = ProducerOrder.objects.get()
    amount = f"{250 * 0.92 + float(part.delivery.amount):g} MAD"
    (said,) = told(client, order)
    assert amount in said.replace("\xa0", " ")
    assert str(timezone.localdate().year) in said
    assert read_order(find_order(order.token), "fr").parts[0].moments[-1].state == "current"


@pytest.mark.parametrize(
    "no",
    [
        {"scope": "sharing"},
        {"withdrawn_at": timezone.now()},
        {"valid_until": timezone.localdate() - timedelta(days=1)},
    ],
)
def test_without_her_consent_nothing_is_told_nor_hinted_at(client, no):
    maker = a_producer()
    agree(maker, **no)
    order = paid(maker)
    assert told(client, order) == []
    assert not any("paid" in label.lower() for label in beads(order))


def test_before_she_is_paid_and_after_it_came_back_nothing_is_told(client):
    maker = a_producer()
    agree(maker)
    order = paid(maker)
    return_payout(Payout.objects.get(), actor=ONE, reason="account closed")
    assert told(client, order) == []
    assert any("paid" in label for label in beads(order)), "it is still to come"


def test_another_buyer_and_another_maker_are_not_told_of(client):
    maker, silent = a_producer(), a_producer()
    agree(maker)
    agree(silent, scope="photo")
    order = paid(maker, silent)
    assert len(told(client, order)) == 1
    other = an_order(a_variant(a_product(producer=maker), price="99.00"), mode="direct")
    assert told(client, other) == []
    for address in (f"/fr/makers/{maker.slug}/", f"/fr/shop/p/{maker.products.first().slug}/"):
        assert "maker-paid" not in client.get(address).content.decode()


def test_a_cooperative_was_paid_until_each_member_has_confirmed_her_share(client):
    group = a_cooperative()
    agree(group)
    order = paid(group)
    payout = Payout.objects.get()
    assert "coopérative" in told(client, order)[0]
    assert "The cooperative has been paid" in beads(order)
    half = Money(payout.amount.amount - 100, "MAD")
    with pytest.raises(PayoutRefusedError) as refused:
        write_share_list(payout, [("Tamou", half), ("Itto", Money(99, "MAD"))], actor=ONE)
    assert (refused.value.code, refused.value.facts["left"]) == (PayoutWhy.SHARES_DIFFER, 100)
    first, second = write_share_list(payout, [("Tamou", half), ("Itto", Money(100, "MAD"))], actor=ONE)
    confirm_share(first, actor=ONE)
    assert "coopérative" in told(client, order)[0]
    with pytest.raises(PayoutRefusedError):
        write_share_list(payout, [("Itto", payout.amount)], actor=ONE)
    confirm_share(second, actor=OTHER)
    said = told(client, order)[0]
    assert "coopérative" not in said
    assert "Tamou" not in said
    assert PayoutShare.objects.exclude(confirmed_at=None).count() == 2


def test_what_one_maker_was_paid_is_not_divided():
    maker = a_producer()
    paid(maker)
    with pytest.raises(PayoutRefusedError) as refused:
        write_share_list(Payout.objects.get(), [("Itto", Payout.objects.get().amount)], actor=ONE)
    assert refused.value.code is PayoutWhy.NOT_A_GROUP


def test_who_sells_is_named_and_whose_work_it_is(client):
    maker = a_producer(name="Hadda")
    seller = a_cooperative(name="Tifawin", legal_name="Coopérative Tifawin", legal_number="RC 123")
    SellerOfRecord.objects.create(producer=maker, seller=seller, since=timezone.localdate())
    order = an_order(a_variant(a_product(producer=maker), price="99.00"), mode="direct")
    page = client.get(f"/fr/orders/{order.token}/").content.decode()
    block = page[page.index('data-role="who-sells"') :]
    block = block[: block.index("</section>")]
    assert all(word in block for word in ("Coopérative Tifawin", "RC 123", "Hadda"))
    product = client.get(f"/fr/shop/p/{maker.products.get().slug}/").content.decode()
    assert "Coopérative Tifawin" in product
    assert "RC 123" in product


def test_what_was_given_back_and_what_is_on_its_way_stand_in_the_summary(client):
    order = an_order((a_variant(price="99.00", stock=9), 3), method="transfer", mode="direct")
    mark_paid(order, amount=order.total, statement="line 1", actor=ONE)
    order.refresh_from_db()
    assert refunded(client, order) == []
    give_back(order, 3_000)
    assert refunded(client, order) == [3_000]
    hand_over(Refund.objects.get(), actor=ONE, receipt="line 9")
    give_back(order, 1_250)
    assert refunded(client, order) == [3_000, 1_250]


def refunded(client, order: Order) -> list[int]:
    page = client.get(f"/fr/orders/{order.token}/").content.decode()
    return [int(found) for found in re.findall(r'data-role="refunded" data-amount="(\d+)"', page)]


def give_back(order: Order, amount: int) -> None:
    asked = Asked(ChangeKind.GOODWILL, sums={order.parts.get().lines.get().pk: amount})
    shown = propose(order, asked).fingerprint
    change_order(order, asked, fingerprint=shown, actor=ONE, reason="a thread was loose")
