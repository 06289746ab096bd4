"""What is wrong with invoices is found and named; what is right is not."""

import pytest
from django.db import connection, transaction

from producers.actions.deliver import deliver_announcements
from producers.domain.actors import SYSTEM
from producers.testing.databases import changes_allowed
from shop.actions.cancel import cancel
from shop.actions.fulfil import accept, deliver, lock_part, ship
from shop.actions.issue_invoice import issue_credit_note, issue_invoice
from shop.domain.invoices import Reduction
from shop.models import Invoice, InvoiceCounter
from shop.reading.reconcile import CHECKS
from shop.reading.reconcile_invoices import CHECKS as OURS
from shop.testing.builders import a_market, a_variant
from shop.testing.orders import a_placed_order

pytestmark = pytest.mark.django_db


@pytest.fixture
def part():
    a_market(cash_limit=100_000)
    return a_placed_order((a_variant(stock=9), 2), delivery="40").parts.get()


def found():
    return [line for check in OURS for line in check()]


def test_the_proof_includes_invoices():
    assert set(OURS) <= set(CHECKS)


def test_what_arrives_is_invoiced_and_agrees(part):
    accept(part, actor=SYSTEM)
    ship(part, carrier="Amana", actor=SYSTEM)
    deliver(part, actor=SYSTEM)
    deliver_announcements()
    assert Invoice.objects.get().part == part
    assert found() == []


def test_an_order_that_ends_after_its_invoice_is_credited_and_agrees(part):
    issue_invoice(part)
    cancel(part.order, actor=SYSTEM, reason="buyer")
    deliver_announcements()
    assert sorted(Invoice.objects.values_list("kind", flat=True)) == ["credit_note", "invoice"]
    assert found() == []


def test_an_order_that_ends_before_its_invoice_has_none(part):
    cancel(part.order, actor=SYSTEM, reason="buyer")
    deliver_announcements()
    assert issue_invoice(part) is None
    assert found() == []


def test_paid_orders_are_invoiced_at_once_where_the_setting_says_so(part, settings):
    from producers.actions.announce import announce

    settings.SHOP = {**settings.SHOP, "INVOICE_WHEN": "paid"}
    with transaction.atomic():
        announce("order.paid", key="p", order=part.order_id)
    deliver_announcements()
    assert Invoice.objects.count() == 1


def test_a_gap_is_named(part):
    issue_invoice(part)
    with changes_allowed(connection):
        Invoice.objects.update(place=3)
    assert any("numbered 3 to 3" in line for line in found())


def test_a_counter_that_is_ahead_is_named(part):
    issue_invoice(part)
    InvoiceCounter.objects.update(last=5)
    assert any("stands at 5" in line for line in found())


def test_a_content_that_was_changed_is_named(part):
    issue_invoice(part)
    with changes_allowed(connection):
        Invoice.objects.update(sha256="0" * 64)
    assert any("not what was issued" in line for line in found())


def test_an_invoice_over_another_sum_is_named(part):
    issue_invoice(part)
    line = part.lines.get()
    type(line).objects.filter(pk=line.pk).update(quantity=3, total=line.unit_price * 3)
    deliver_announcements()
    assert any("sold was" in line for line in found())


def test_a_credit_note_that_nobody_settled_is_named(part):
    issue_invoice(part)
    with transaction.atomic():
        issue_credit_note(lock_part(part), key="x", off=Reduction(delivery=100), reason="x", actor=SYSTEM)
    deliver_announcements()
    assert any("100 was taken off" in line for line in found())
