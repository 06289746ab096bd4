"""Every kind of exception is settled with one click, or opens a form that is filled in with what is known."""

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from moneyed import Money

from producers.domain.actors import SYSTEM, Actor
from producers.models import Act
from producers.testing.builders import a_user, an_operator
from shop.actions import fulfil
from shop.actions.cases import Asker, Matter, open_case
from shop.actions.change_order import propose_decline_settlement
from shop.actions.mark_paid import mark_paid
from shop.actions.pay_out import confirm_payout, fail_payout, return_payout
from shop.actions.payout_batches import approve_batch, propose_batch, send_batch
from shop.actions.post import post
from shop.actions.raise_exception import About, raise_exception
from shop.domain.exceptions import BY_A_PERSON, SORTS
from shop.domain.postings import post_owed_back
from shop.models import (
    Carrier,
    Change,
    ExceptionCase,
    GatewaySettlement,
    Order,
    Parcel,
    PayoutBatch,
    ReconcileRun,
    Refund,
    Remittance,
    RemittanceLine,
    Statement,
    StatementLine,
    Stock,
)
from shop.testing.builders import a_fee_rule, a_market, a_variant
from shop.testing.buying import an_order
from shop.testing.payouts import a_destination, an_earning
from tests.shop.office.test_office import browser, into_the_office

pytestmark = pytest.mark.django_db
OFFICE = Actor(70, "Office")
GIVES_BACK = ("paid_late", "paid_twice", "paid_too_much", "other_currency", "refund_waits", "refund_failed")
ASKS_GATEWAY = (
    *("told_otherwise", "refund_requested", "refund_succeeded"),
    *("dispute_succeeded", "dispute_failed"),
)
ELSEWHERE = {"settlement_failed"}  # it is put right on the gateway's own pages
ACTS = {*GIVES_BACK, *ASKS_GATEWAY, "paid_too_little", "payout_failed"}


@pytest.fixture(autouse=True)
def morocco():
    a_fee_rule()
    return a_market(cash_limit=100_000)


@pytest.fixture
def office():
    return browser(into_the_office(an_operator(username="first")))


def at(name, *args):
    return reverse(f"shop_office:{name}", args=args)


def a_paid_order():
    order = an_order((a_variant(stock=9, price="100.00"), 1), method="transfer")
    mark_paid(order, amount=order.total, statement=f"line {order.pk}", actor=OFFICE)
    return Order.objects.get(pk=order.pk)


def with_something_due(order):
    with transaction.atomic():
        post(post_owed_back(1000, "MAD"), key=f"test:{order.pk}:due", order=order)
    return order


def a_payout(end):
    """Send a payout and let it end as ``end`` says: the exception that this raises is a real one."""
    maker = a_variant().product.producer
    a_destination(maker)
    an_earning(maker, "500.00")
    batch = propose_batch("MAD", "bank", actor=Actor(a_user("one").pk, "one"))
    approve_batch(batch, actor=Actor(a_user("two").pk, "two"))
    send_batch(batch, actor=OFFICE)
    payout = batch.payouts.get()
    if end == "failed":
        fail_payout(payout, actor=OFFICE, reason="no such account")
    else:
        confirm_payout(payout, actor=OFFICE)
        return_payout(payout, actor=OFFICE, reason="account closed")
    return ExceptionCase.objects.get(kind=f"payout_{end}")


def a_line(amount):
    statement = Statement.objects.create(file_name="s", sha256="x", state="done")
    return StatementLine.objects.create(
        statement=statement, number=1, key="k", booked_on="2026-11-27", amount_currency="MAD", amount=amount
    )


def a_settlement():
    return GatewaySettlement.objects.create(
        gateway="card", handle="po_1", amount=Money(9, "MAD"), fee=Money(1, "MAD"), arrives_on="2026-11-27"
    )


def a_remitted_line():
    run = Remittance.objects.create(
        carrier=Carrier.objects.create(name="Amana"), file_name="r", sha256="y", state="done"
    )
    return RemittanceLine.objects.create(run=run, number=1, outcome="unknown", amount=Money(5, "MAD"))


def a_sent_part(method="cash"):
    part = an_order((a_variant(stock=9), 1), method=method).parts.get()
    fulfil.accept(part, actor=OFFICE)
    fulfil.ship(part, carrier="Amana", tracking="T1", actor=OFFICE)
    return part


WITHOUT_ORDER = {
    "unknown_payment": lambda: About(data={"reference": "RF00"}),
    "payout_no_destination": lambda: About(row=a_variant().product.producer),
    "statement_unmatched": lambda: About(row=a_line("5")),
    "statement_out": lambda: About(row=a_line("-5")),
    "remitted_unknown": lambda: About(row=a_remitted_line(), data={"outcome": "unknown"}),
    "stock_short": lambda: About(row=Stock.objects.get(variant=a_variant())),
    "books_differ": lambda: About(row=ReconcileRun.objects.create()),
    "settlement_missing": lambda: About(row=a_settlement()),
    "settlement_failed": lambda: About(row=a_settlement()),
}


def about(kind):
    """Return what a case of this kind is about when the shop raises it."""
    if kind in WITHOUT_ORDER:
        return WITHOUT_ORDER[kind]()
    if kind.startswith("cash_"):
        part = a_sent_part()
        return About(order=part.order, row=part.custody)
    if kind in {"delivery_failed", "sent_back"}:
        part = a_sent_part()
        return About(order=part.order, row=Parcel.objects.get(part=part))
    order = with_something_due(a_paid_order()) if kind in GIVES_BACK else a_paid_order()
    if kind == "case_late":
        matter = Matter("delivery", order=order, key="k", due_at=timezone.now())
        return About(order=order, row=open_case(matter, Asker(), "late", actor=SYSTEM))
    if kind in {"accept_late", "ship_late", "part_declined"}:
        return About(order=order, row=order.parts.get())
    if kind == "not_reached":
        Order.objects.filter(pk=order.pk).update(method="cash", confirmation="waiting")
    if kind in {"not_reached", "refund_waits"}:
        return About(order=order)
    return About(payment=order.payments.get())


def a_case(kind):
    if kind in {"payout_failed", "payout_returned"}:
        return a_payout(kind.removeprefix("payout_"))
    return raise_exception(kind, key=f"test:{kind}", about=about(kind), amount=Money(10, "MAD"))


def click(office, case):
    shown = office.get(at("exception", case.pk))
    button = shown.context["operations"][0]
    assert button["url"] == at("exception_click", case.pk)
    answer = office.post(button["url"], button["form"].initial, follow=True)
    assert answer.status_code == 200
    return button


def is_acted_on(case):
    case.refresh_from_db()
    return (
        case.closed_at is not None
        or Act.objects.filter(verb="exception.asked", object_id=case.pk).exists()
        or case.kind in ASKS_GATEWAY
    )


@pytest.mark.parametrize("kind", sorted(SORTS))
def test_the_suggestion_of_every_kind_acts_or_opens_its_form(office, kind):
    case = a_case(kind)
    led = office.get(at("exception_go", case.pk), follow=True)
    assert led.status_code == 200
    if kind in ACTS:
        assert led.redirect_chain[-1][0] == at("exception", case.pk)
        click(office, case)
        assert is_acted_on(case)
        return
    assert BY_A_PERSON[kind]
    assert led.redirect_chain[-1][0].partition("?")[0] != at("exception", case.pk)
    page = led.content.decode()
    assert ("<form" in page.partition('id="main"')[2]) is (kind not in ELSEWHERE)


def test_a_reason_is_given_for_each_kind_that_does_not_act():
    assert set(BY_A_PERSON) == set(SORTS) - ACTS
    assert all(BY_A_PERSON.values())


def test_giving_back_shows_its_effect_and_is_done_once(office):
    order = with_something_due(a_paid_order())
    case = raise_exception("paid_too_much", key="k", about=About(payment=order.payments.get()))
    button = click(office, case)
    assert [amount for _label, amount in button["effect"]] == ["10\xa0MAD"]
    assert [str(refund.amount.amount) for refund in Refund.objects.all()] == ["10.00"]
    office.post(button["url"], button["form"].initial)
    assert Refund.objects.count() == 1


def test_what_has_changed_since_it_was_shown_is_not_done(office):
    order = with_something_due(a_paid_order())
    case = raise_exception("paid_too_much", key="k", about=About(payment=order.payments.get()))
    shown = office.get(at("exception", case.pk)).context["operations"][0]
    with transaction.atomic():
        post(post_owed_back(500, "MAD"), key="test:more", order=order)
    office.post(shown["url"], shown["form"].initial)
    assert not Refund.objects.exists()
    assert ExceptionCase.objects.get(pk=case.pk).closed_at is None


def test_a_failed_payout_is_proposed_again_for_its_maker_alone(office):
    case = a_case("payout_failed")
    other = a_variant().product.producer
    a_destination(other)
    an_earning(other, "700.00")
    click(office, case)
    batch = PayoutBatch.objects.get(status="proposed")
    assert [str(payout.amount.amount) for payout in batch.payouts.all()] == ["500.00"]


def test_the_settlement_that_waits_for_a_part_is_confirmed_with_its_effect(office):
    order = a_paid_order()
    part = order.parts.get()
    with transaction.atomic():
        part.order = Order.objects.locked().get(pk=order.pk)
        propose_decline_settlement(part, reason="late", side=Change.Side.MAKER)
    case = raise_exception("part_declined", key="k", about=About(order=order, row=part), suggestion="settle")
    button = click(office, case)
    assert button["effect"]
    assert Change.objects.get(part=part).status == "settled"
    assert ExceptionCase.objects.get(pk=case.pk).closed_at


def test_the_form_for_a_returned_payout_knows_the_maker(office):
    case = a_case("payout_returned")
    page = office.get(at("exception_go", case.pk), follow=True)
    assert page.context["form"].initial["maker"] in page.content.decode()
    assert page.redirect_chain[-1][0].startswith(at("destination_new"))
