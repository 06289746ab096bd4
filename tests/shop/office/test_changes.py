"""The office changes orders, answers buyers and gives money back, with its effect shown first."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse

from producers.domain.actors import BUYER, Actor
from producers.testing.builders import a_user, an_operator
from shop.actions import fulfil
from shop.actions.ask_change import ask_change
from shop.actions.change_order import propose_decline_settlement
from shop.actions.mark_paid import mark_paid
from shop.domain.changes import ChangeKind
from shop.models import Change, Order, Refund
from shop.reading.reconcile import differences
from shop.testing.builders import a_fee_rule, a_market, a_variant
from shop.testing.buying import an_order
from tests.shop.office.test_office import browser, into_the_office

pytestmark = pytest.mark.django_db
OFFICE = Actor(70, "Office")
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


@pytest.fixture(autouse=True)
def morocco():
    a_fee_rule()
    return a_market(cash_limit=100_000)


@pytest.fixture
def office():
    return browser(into_the_office(an_operator(username="first")))


def paid(price="100.00", quantity=2):
    order = an_order((a_variant(stock=9, price=price), quantity), method="transfer")
    mark_paid(order, amount=order.total, statement=f"line {order.pk}", actor=OFFICE)
    return Order.objects.get(pk=order.pk)


def line_of(order):
    return order.parts.get().lines.get()


def url(name, *args):
    return reverse(f"shop_office:{name}", args=args)


def confirm(client, order, form):
    shown = client.post(url("order_change", order.pk), form)
    assert shown.status_code == 200, shown.context["form"].errors
    assert b'data-role="effect"' in shown.content
    more = {"step": "confirm", "fingerprint": shown.context["fingerprint"]}
    return client.post(url("order_change", order.pk), form | more)


def test_money_is_given_back_by_line_fee_delivery_and_kindness_after_its_effect_was_seen(office):
    order = paid()
    line, part = line_of(order), order.parts.get()
    form = {"reason": "a thread", f"sum_{line.pk}": "10", f"fee_{line.pk}_platform": "1", "goodwill": "0.50"}
    if part.delivery.amount:
        form[f"delivery_{part.pk}"] = "5"
    assert confirm(office, order, form).status_code == 302
    change = Change.objects.get()
    assert (change.kind, change.reason) == ("goodwill", "a thread")
    assert sum(share.amount.amount for share in change.shares.all()) == Refund.objects.get().amount.amount
    assert list(differences()) == []


def test_pieces_are_cancelled_and_the_page_says_so(office):
    order = paid()
    assert confirm(office, order, {"reason": "asked", f"pieces_{line_of(order).pk}": "1"}).status_code == 302
    page = office.get(url("order", order.pk)).content.decode()
    assert url("change", Change.objects.get().pk) in page
    assert 'data-role="order-story"' in page


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"sum": "1"},
        {"reason": "x"},
        {"reason": "x", "sum": "999999"},
        {"reason": "x", "sum": "-1"},
        {"reason": "x", "sum": "0.001"},
        {"reason": "x", "pieces": "3"},
        {"reason": "x", "pieces": "1", "sum": "1"},
    ],
)
def test_what_cannot_be_is_refused_and_what_was_typed_stays(office, form):
    order = paid()
    typed = {
        f"{name}_{line_of(order).pk}" if name != "reason" else name: value for name, value in form.items()
    }
    assert office.post(url("order_change", order.pk), typed).status_code == 422
    assert not Change.objects.exists()


def test_above_the_limit_the_second_person_is_another(office):
    order = paid(price="5000.00")
    confirm(office, order, {"reason": "broken", f"sum_{line_of(order).pk}": "3000"})
    refund = Refund.objects.get()
    assert refund.status == "to_approve"
    assert office.post(url("refund_operate", refund.pk, "approve")).status_code == 422
    other = browser(into_the_office(an_operator(username="second")))
    assert other.post(url("refund_operate", refund.pk, "approve")).status_code == 302
    hand = {"hand-over-receipt": "out 1"}
    assert office.post(url("refund_operate", refund.pk, "hand-over"), hand).status_code == 302
    refund.refresh_from_db()
    assert refund.status == "succeeded"
    assert list(differences()) == []


def test_cash_needs_its_signed_receipt(office):
    order = paid()
    confirm(office, order, {"reason": "x", f"sum_{line_of(order).pk}": "30"})
    first = Refund.objects.get()
    office.post(url("refund_operate", first.pk, "drop"), {"drop-reason": "she comes by"})
    form = {"amount": "30", "method": "cash"}
    assert office.post(url("order_refund", order.pk), form).status_code == 302
    refund = Refund.objects.latest("pk")
    assert office.post(url("refund_operate", refund.pk, "hand-over"), {}).status_code == 422
    proof = {"hand-over-proof": SimpleUploadedFile("r.pdf", PDF)}
    assert office.post(url("refund_operate", refund.pk, "hand-over"), proof).status_code == 302


def test_more_than_is_due_is_refused(office):
    order = paid()
    response = office.post(url("order_refund", order.pk), {"amount": "1", "method": "transfer"})
    assert response.status_code == 422
    assert not Refund.objects.exists()


def test_a_complaint_is_looked_at_and_answered(office):
    order = paid()
    part = order.parts.get()
    fulfil.accept(part, actor=OFFICE)
    fulfil.ship(part, carrier="Amana", actor=OFFICE)
    fulfil.deliver(part, actor=OFFICE)
    change = ask_change(order, ChangeKind.COMPLAINT, pieces={line_of(order).pk: 1}, note="torn", actor=BUYER)
    page = office.get(url("change", change.pk)).content.decode()
    assert "torn" in page
    assert office.post(url("change_operate", change.pk, "refuse"), {}).status_code == 422
    answer = {"refuse-answer": "Not ours."}
    assert office.post(url("change_operate", change.pk, "refuse"), answer).status_code == 302
    change.refresh_from_db()
    assert (change.status, change.answer) == ("refused", "Not ours.")
    assert office.post(url("change_operate", change.pk, "agree"), {}).status_code == 422


def test_a_ready_settlement_is_confirmed_as_it_was_shown(office):
    order = paid()
    with transaction.atomic():
        change = propose_decline_settlement(order.parts.get(), side=Change.Side.OFFICE, reason="late")
    shown = office.get(url("change", change.pk)).context["fingerprint"]
    assert shown
    settle = url("change_operate", change.pk, "settle")
    assert office.post(settle, {"fingerprint": "old"}).status_code == 422
    assert office.post(settle, {"fingerprint": shown}).status_code == 302
    change.refresh_from_db()
    assert change.status == "settled"


def test_lists_keep_within_their_queries(office, django_assert_max_num_queries):
    for _ in range(3):
        order = paid()
        confirm(office, order, {"reason": "x", f"sum_{line_of(order).pk}": "10"})
    for name in ("changes", "refunds"):
        office.get(url(name))
        with django_assert_max_num_queries(16):
            response = office.get(url(name))
        assert len(response.context["rows"]) == 3
        assert office.get(url(name), {"status": "settled", "kind": "goodwill", "p": "9"}).status_code == 200


def test_for_everybody_else_these_pages_do_not_exist():
    order = paid()
    line = line_of(order)
    for client in (Client(), browser(into_the_office(a_user(username="nobody")))):
        for name, args in (
            ("changes", ()),
            ("refunds", ()),
            ("order_change", (order.pk,)),
            ("order_refund", (order.pk,)),
        ):
            assert client.get(url(name, *args)).status_code in (302, 404)
            answer = client.post(url(name, *args), {f"sum_{line.pk}": "1", "reason": "x"})
            assert answer.status_code in (302, 404, 405)
    assert not Change.objects.exists()


def arrived(order):
    part = order.parts.get()
    fulfil.accept(part, actor=OFFICE)
    fulfil.ship(part, carrier="Amana", actor=OFFICE)
    fulfil.deliver(part, actor=OFFICE)
    return Order.objects.get(pk=order.pk)


def test_a_complaint_is_settled_with_an_amount_after_its_effect_was_seen(office):
    order = arrived(paid(price="100.00", quantity=1))
    line = line_of(order)
    change = ask_change(order, ChangeKind.COMPLAINT, pieces={line.pk: 1}, note="torn", actor=BUYER)
    form = {f"sum_{line.pk}": "25.00", "reason": "Sorry: a quarter of the price goes back."}
    there = url("change_amount", change.pk)
    assert f"pieces_{line.pk}" not in office.get(there).content.decode()
    shown = office.post(there, form)
    assert shown.status_code == 200
    page = shown.content.decode()
    assert 'data-role="effect-refund" data-amount="2500"' in page
    assert Change.objects.get(pk=change.pk).status == "asked"
    stale = office.post(there, form | {"step": "confirm", "fingerprint": "0" * 32})
    assert stale.status_code == 422
    done = office.post(there, form | {"step": "confirm", "fingerprint": shown.context["fingerprint"]})
    assert done.status_code == 302
    assert Change.objects.get(pk=change.pk).status == "settled"
    assert [str(refund.amount.amount) for refund in Refund.objects.filter(change=change)] == ["25.00"]
    assert list(differences()) == []
    assert office.get(there).status_code == 404


def test_a_complaint_gives_no_more_back_than_was_paid(office):
    order = arrived(paid(price="100.00", quantity=1))
    line = line_of(order)
    change = ask_change(order, ChangeKind.COMPLAINT, pieces={line.pk: 1}, note="torn", actor=BUYER)
    too_much = {"goodwill": "5000.00", "reason": "sorry"}
    assert office.post(url("change_amount", change.pk), too_much).status_code == 422
    assert not Refund.objects.exists()


def test_the_office_agrees_to_an_exchange_and_sends_the_replacement(office):
    order = arrived(paid(quantity=1))
    line = line_of(order)
    change = ask_change(order, ChangeKind.EXCHANGE, pieces={line.pk: 1}, note="small", actor=BUYER)
    here = url("change", change.pk)
    steps = {
        "agree-to-exchange": {f"variant_{line.pk}": line.variant_id},
        "receive": {"reason": "back", "is_sound": "on"},
        "send-replacement": {"carrier": "Amana", "tracking": "RR3"},
    }
    for name, typed in steps.items():
        assert url("change_operate", change.pk, name) in office.get(here).content.decode()
        form = {f"{name}-{key}": value for key, value in typed.items()}
        answer = office.post(url("change_operate", change.pk, name), form)
        assert answer.status_code == 302, answer.context["operations"]
    page = office.get(here).content.decode()
    assert "RR3" in page
    assert url("change_operate", change.pk, "send-replacement") not in page
