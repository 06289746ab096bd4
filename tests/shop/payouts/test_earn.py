"""A maker earns upon delivery, or when the buyer's days to withdraw are over, as the shop has set."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from moneyed import Money

from producers.domain.actors import SYSTEM, Actor
from producers.models import Act
from producers.testing.builders import a_producer, an_organisation
from shop import conf
from shop.actions import fulfil
from shop.actions.change_order import change_order
from shop.actions.earn import earn_what_is_due
from shop.actions.mark_paid import mark_paid
from shop.actions.pay_out import confirm_payout, return_payout
from shop.actions.payout_batches import approve_batch, propose_batch, send_batch
from shop.actions.post import post
from shop.domain.changes import ChangeKind
from shop.domain.money import minor
from shop.domain.postings import Account, Entry, Posting
from shop.models import JournalEntry, ProducerOrder, SettledShare
from shop.models import Posting as Side
from shop.reading.order_money import part_posted
from shop.reading.orders import find_order, read_order
from shop.reading.payables import owed_to
from shop.reading.payouts import paid_for_parts
from shop.reading.proposals import Asked, propose
from shop.reading.reconcile import differences
from shop.testing.builders import a_fee_rule, a_market, a_product, a_variant
from shop.testing.buying import an_order
from shop.testing.orders import a_placed_order
from shop.testing.payouts import a_destination

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
OFFICE = Actor(7, "office")


def delivered() -> ProducerOrder:
    a_market(withdrawal_days=7)
    part = a_placed_order(a_variant(price="180.00", stock=9)).parts.get()
    fulfil.accept(part, actor=SYSTEM)
    fulfil.pack(part, actor=SYSTEM)
    fulfil.ship(part, carrier="Amana", actor=SYSTEM)
    fulfil.deliver(part, actor=SYSTEM)
    return ProducerOrder.objects.get(pk=part.pk)


@pytest.fixture
def after_window(settings):
    settings.SHOP = settings.SHOP | {"EARNED": "after_window"}


def test_upon_delivery_is_the_rule(settings):
    assert not conf.earned_after_window()
    part = delivered()
    assert owed_to(part.producer, "MAD") == 16_560
    assert earn_what_is_due(now=timezone.now() + 99 * DAY) == 0


def test_after_the_window_the_job_books_it_once(after_window):
    part = delivered()
    assert owed_to(part.producer, "MAD") == 0
    for days, count in ((0, 0), (6, 0), (-400, 0), (8, 1), (9, 0)):
        assert earn_what_is_due(now=timezone.now() + days * DAY) == count, days
    assert owed_to(part.producer, "MAD") == 16_560
    assert JournalEntry.objects.filter(kind="part.earned").count() == 1
    assert Act.objects.filter(verb="producerorder.earned", object_id=part.pk).count() == 1
    assert not list(differences())


def test_what_came_back_within_the_window_is_never_earned(after_window):
    part = delivered()
    ProducerOrder.objects.filter(pk=part.pk).update(status="returned")
    assert earn_what_is_due(now=timezone.now() + 99 * DAY) == 0
    assert owed_to(part.producer, "MAD") == 0


def test_a_shop_that_changes_its_mind_pays_what_was_waiting(after_window, settings):
    part = delivered()
    settings.SHOP = settings.SHOP | {"EARNED": "delivered"}
    assert earn_what_is_due() == 1
    assert owed_to(part.producer, "MAD") == 16_560


def test_what_has_arrived_at_the_maker_is_known_by_part():
    part = delivered()
    a_destination(part.producer)
    assert paid_for_parts([part]) == {}
    batch = approve_batch(propose_batch("MAD", "bank", actor=Actor(1, "one")), actor=Actor(2, "other"))
    send_batch(batch, actor=Actor(1, "one"))
    payout = batch.payouts.get()
    assert paid_for_parts([part]) == {}
    confirm_payout(payout, actor=Actor(2, "other"))
    found = paid_for_parts([part])[part.pk]
    payout.refresh_from_db()
    assert (found.amount, found.at) == (Money("165.60", "MAD"), payout.confirmed_at)
    return_payout(payout, actor=Actor(2, "other"), reason="came back")
    assert paid_for_parts([part]) == {}


def test_what_was_taken_off_before_it_arrived_is_not_earned():
    a_market(cash_limit=100_000)
    a_fee_rule()
    order = an_order((a_variant(price="180.10", stock=9), 3), mode="direct")
    part = order.parts.get()
    asked = Asked(ChangeKind.CANCEL_LINE, {part.lines.get().pk: 1})
    change_order(order, asked, fingerprint=propose(order, asked).fingerprint, actor=OFFICE, reason="asked")
    fulfil.accept(part, actor=SYSTEM)
    fulfil.pack(part, actor=SYSTEM)
    fulfil.ship(part, carrier="Amana", actor=SYSTEM)
    fulfil.deliver(part, actor=SYSTEM)
    sold, taken_off = part_posted(part).maker, SettledShare.objects.get(role="maker")
    assert minor(taken_off.amount) == 16_569
    (told,) = read_order(find_order(order.token), "fr").parts
    assert (told.maker.minor, told.hers_gone.minor) == (sold - 16_569, 16_569)
    assert owed_to(part.producer, "MAD") == sold - 16_569 + minor(part.delivery)
    assert not list(differences())


def test_who_sends_her_own_parcel_gets_what_the_buyer_paid_for_sending_and_nobody_else_does():
    a_market(cash_limit=100_000)
    an_organisation("centre")
    for mode in ("direct", "consolidated"):
        pieces = [a_variant(a_product(producer=a_producer()), price="100") for _ in range(2)]
        for part in an_order(*pieces, mode=mode).parts.all():
            fulfil.accept(part, actor=SYSTEM)
            fulfil.pack(part, actor=SYSTEM)
            fulfil.ship(part, carrier="Amana", actor=SYSTEM)
            fulfil.deliver(part, actor=SYSTEM)
            assert part.delivery_method == mode
            assert minor(part.delivery) > 0
            sent = minor(part.delivery) if mode == "direct" else 0
            assert owed_to(part.producer, "MAD") == 10_000 + sent


def test_what_is_still_waiting_of_an_earned_part_is_named():
    part = delivered()
    wrong = Entry(
        "by_hand",
        (
            Posting(Account.SALES_NOT_EARNED, 500, "MAD", part.producer_id),
            Posting(Account.PLATFORM_INCOME, -500, "MAD"),
        ),
    )
    with transaction.atomic():
        post(wrong, key="wrong", order=part.order)
    assert any("has earned it, -500 minor units of MAD still wait" in line for line in differences())


@pytest.mark.parametrize("country", ["MA", "FR"])
def test_what_was_given_back_before_it_arrived_is_not_earned_in_either_currency(settings, country):
    """Pieces cancelled and sums given back are the buyer's: the maker earns what is left, in her currency."""
    settings.SHOP = settings.SHOP | {"RATES": {"EUR": ("10.00", "2026-01-15")}}
    a_market(withdrawal_days=7)
    a_market("eu")
    variant = a_variant(price="180.00", prices={"EUR": "18.00"}, stock=9)
    order = an_order((variant, 3), country=country, method="transfer", mode="consolidated")
    order = mark_paid(order, amount=order.total, statement="1", actor=SYSTEM)
    part = order.parts.get()
    line = part.lines.get()
    for asked in (
        Asked(ChangeKind.CANCEL_LINE, {line.pk: 1}),
        Asked(ChangeKind.GOODWILL, sums={line.pk: 600}),
    ):
        shown = propose(order, asked).fingerprint
        change_order(order, asked, fingerprint=shown, actor=SYSTEM, reason="asked")
    fulfil.accept(part, actor=SYSTEM)
    fulfil.ship(part, carrier="Amana", actor=SYSTEM)
    fulfil.deliver(part, actor=SYSTEM)
    rate = 1 if country == "MA" else 10
    carries = minor(part.delivery) * rate  # she sends it herself, and gets it in dirhams
    assert carries > 0
    assert owed_to(part.producer, "MAD") == (35_400 if country == "MA" else 30_000) + carries
    waiting = Side.objects.filter(account__kind="sales_not_earned")
    assert sum(side.amount.amount for side in waiting) == 0
    assert not list(differences())
