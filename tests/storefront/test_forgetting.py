"""A buyer is forgotten: words planted in all that she can type are nowhere afterwards but where we say."""

import logging
from datetime import timedelta
from io import BytesIO, StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.utils import timezone
from PIL import Image

from producers.actions.deliver import deliver_announcements
from producers.actions.report import report_page
from producers.actions.send_messages import send_messages
from producers.domain.actors import BUYER, Actor
from producers.domain.personal import Way
from producers.models import Act, Message
from producers.personal import personal_tables, plain_columns
from producers.testing.builders import a_user, an_operator
from shop.actions import cases, fulfil, handle_change
from shop.actions.ask_change import ask_change
from shop.actions.blank_invoices import blank_old_invoices
from shop.actions.case_files import keep_evidence
from shop.actions.cash import collect
from shop.actions.change_order import change_order
from shop.actions.confirm_by_phone import confirm_by_phone
from shop.actions.correct_order import change_address, change_contact
from shop.actions.delete_account import delete_account
from shop.actions.enquire import enquire
from shop.actions.forget_buyer import forget_buyer
from shop.actions.forget_old import forget_old_carts, forget_old_orders
from shop.actions.import_statement import read_statement, receive_statement
from shop.actions.issue_invoice import issue_invoice
from shop.actions.keep_address import keep_address
from shop.actions.keep_paper import keep_paper
from shop.actions.record_call import record_call
from shop.actions.send_proof import send_proof
from shop.actions.stock_notices import ask_for_notice
from shop.domain.addresses import address_from
from shop.domain.cash import Called
from shop.domain.changes import ChangeKind
from shop.domain.payments import EventKind, EventState
from shop.gateways import stripe
from shop.models import Cart, Change, InvoiceParty, Order, StatementLine
from shop.reading.persons import account_holder, buyer_of, reached_by
from shop.reading.proposals import Asked, propose
from shop.reading.reconcile import differences
from shop.testing.builders import a_cart, a_fee_rule, a_market, a_variant
from shop.testing.buying import ADDRESS, a_ready_cart, press
from tests.shop.imports.statements import camt, entry
from tests.storefront.marks import found_in_files, found_in_tables, text_columns

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_papers")]
OFFICE = Actor(None, "office")
MARK = "zqmark"
EMAIL, PHONE = "zqmark@example.test", "+212790555123"
MARKS = (MARK, "790555123")
WHERE = ADDRESS | {"recipient": "Zqmark Recipient", "phone": PHONE, "quarter": "Zqmark quarter"}
PDF = b"%PDF-1.4 zqmark %%EOF"
KEPT = {
    ("tiwizi_shop_invoiceparty", "name"),
    ("tiwizi_shop_invoiceparty", "lines"),
}
"""What the law asks for: who bought, on the invoice. Nothing else."""


def a_photo() -> ContentFile:
    buffer = BytesIO()
    Image.new("RGB", (64, 64), "red").save(buffer, "JPEG")
    return ContentFile(buffer.getvalue(), name="zqmark.jpg")


def bought(variant, method="cash", **entries) -> Order:
    typed = {"name": "Zqmark Name", "phone": PHONE, "email": EMAIL, "note": "Zqmark note"}
    return press(a_ready_cart(variant, address=WHERE, **(typed | entries)), method).order


@pytest.fixture
def shop():
    a_fee_rule()
    a_market(cash_limit=100_000)
    an_operator(username="operator")
    return a_variant(price="180.00", stock=9)


def pass_on() -> None:
    deliver_announcements()
    send_messages()


def everything_she_can_say(variant) -> tuple[Order, Order]:
    """Buy twice and use every form: one order arrives, one is paid by transfer and cancelled."""
    first, second = bought(variant), bought(variant, "transfer")
    send_proof(second, ContentFile(PDF, name="zqmark.pdf"))
    text = f"VIR {second.payments.get().reference} Zqmark text"
    total = str(second.total.amount)
    content = camt([entry(total, text, name="ZQMARK NAME")], closing=str(1000 + second.total.amount))
    run, _ = receive_statement(ContentFile(content, name="s.xml"), actor=OFFICE)
    read_statement(run, actor=OFFICE)
    pass_on()
    record_call(first, Called.LATER, actor=OFFICE, note="Zqmark's sister answered")
    confirm_by_phone(first, actor=OFFICE)
    change_contact(first, {"name": "Zqmark Other", "phone": PHONE, "email": EMAIL}, actor=BUYER)
    change_address(first, address_from(WHERE | {"landmark": "Zqmark mosque"}).as_data(), actor=BUYER)
    asked = cases.open_case(cases.Matter("delivery", order=first), cases.asker_of(first), "I am Zqmark")
    cases.answer(asked, "Dear Zqmark", actor=OFFICE)
    cases.note(asked, "Zqmark is nice", actor=OFFICE)
    keep_evidence(asked, ContentFile(PDF, name="zqmark.pdf"), actor=OFFICE)
    cases.close_case(asked, "answered", actor=OFFICE, text="Goodbye Zqmark")
    product = variant.product
    enquire(product, kind="question", name="Zqmark", contact=EMAIL, text="Zqmark asks", language="fr")
    ask_for_notice(product, email=EMAIL, language="fr")
    report_page(path="/fr/", reason="other", text="Zqmark says", contact=EMAIL, language="fr")
    cancelled = Asked(ChangeKind.CANCEL_ORDER)
    second.refresh_from_db()
    fingerprint = propose(second, cancelled).fingerprint
    change_order(second, cancelled, fingerprint=fingerprint, actor=BUYER, side="buyer", reason="Zqmark's why")
    part = first.parts.get()
    fulfil.accept(part, actor=OFFICE, reason="Zqmark phoned")
    fulfil.ship(part, carrier="Amana", tracking="T1", actor=OFFICE)
    fulfil.deliver(part, actor=OFFICE)
    collect(part, actor=OFFICE)
    lines = {part.lines.get().pk: 1}
    first = Order.objects.get(pk=first.pk)
    change = ask_change(
        first, ChangeKind.COMPLAINT, pieces=lines, note="Zqmark torn", photos=[a_photo()], actor=BUYER
    )
    handle_change.refuse(change, actor=OFFICE, answer="Sorry, Zqmark")
    keep_paper(issue_invoice(part))
    pass_on()
    return first, Order.objects.get(pk=second.pk)


PLANTED = {
    "tiwizi_shop_order", "tiwizi_shop_cart", "tiwizi_shop_change", "tiwizi_shop_casecontact",
    "tiwizi_shop_casemessage", "tiwizi_shop_callattempt", "tiwizi_shop_enquiry", "tiwizi_shop_stocknotice",
    "tiwizi_shop_statementline", "tiwizi_shop_invoiceparty", "tiwizi_producers_message",
    "tiwizi_producers_report", "tiwizi_producers_act", "tiwizi_shop_keptaddress", "auth_user",
}  # fmt: skip


def test_nothing_of_her_is_left_but_what_the_law_keeps(shop, caplog):
    caplog.set_level(logging.DEBUG)
    user = a_user("fatima", email=EMAIL)
    orders = everything_she_can_say(shop)
    Cart.objects.filter(order__in=orders).update(user=user)
    a_cart(shop, user=user, checkout={"name": "Zqmark"})
    keep_address(user, address_from(WHERE))
    assert {table for table, _ in found_in_tables(MARKS)} >= PLANTED, "the walk sees what is there"
    assert found_in_files(MARKS) == {"proofs", "cases"}
    files = {field.file.name for field in Change.objects.get(kind="complaint").photos.all()}
    storage = Change.objects.get(kind="complaint").photos.get().file.storage
    for refund in orders[1].refunds.all():
        assert refund.status == "requested"
    waits = delete_account(user)
    assert (waits.orders, waits.waiting) == (1, 1), "money on its way back needs to know where to"
    orders[1].refunds.update(status="dropped")
    assert forget_old_orders() == 1
    assert found_in_tables(MARKS) == KEPT
    assert found_in_files(MARKS) == set()
    assert not any(storage.exists(name) for name in files)
    assert MARK not in caplog.text.casefold()
    assert [one for one in differences() if "refund" not in str(one)] == []


def test_what_is_kept_goes_when_its_time_is_over(shop):
    first, second = everything_she_can_say(shop)
    second.refunds.update(status="dropped")
    forget_buyer(reached_by(EMAIL), actor=OFFICE)
    assert found_in_tables(MARKS) == KEPT
    kept = InvoiceParty.objects.get(role="buyer")
    blank_old_invoices(today=kept.kept_until)
    assert found_in_tables(MARKS) == KEPT
    blank_old_invoices(today=kept.kept_until + timedelta(days=1))
    assert found_in_tables(MARKS) == set()
    assert not keep_paper(first.parts.get().invoices.get()).file


def test_a_guest_with_her_orders_secret_takes_that_order_and_no_other(shop):
    first, other = bought(shop), bought(shop, name="Zqmark Twin")
    for order in (first, other):
        confirm_by_phone(order, actor=OFFICE)
        fulfil.accept(order.parts.get(), actor=OFFICE)
        fulfil.ship(order.parts.get(), carrier="Amana", tracking=order.number, actor=OFFICE)
        fulfil.deliver(order.parts.get(), actor=OFFICE)
    pass_on()
    assert forget_buyer(buyer_of(first), actor=BUYER).orders == 1
    first.refresh_from_db()
    other.refresh_from_db()
    assert (first.buyer_name, first.phone, first.email, first.delivery_address) == ("", "", "", {})
    assert other.buyer_name == "Zqmark Twin"
    letters = Message.objects.filter(text__contains=other.number)
    assert letters.exists()
    assert not letters.filter(recipient="").exists()
    assert not Message.objects.filter(text__contains=first.number).exists()
    assert first.parts.get().invoices.get().parties.get(role="buyer").name == "Zqmark Name"


def test_a_guest_does_so_on_her_orders_page(shop, client):
    order = bought(shop)
    page = f"/fr/orders/{order.token}/data/"
    told = client.get(f"{page}file/").json()
    assert told["tiwizi_shop.Order"]["rows"][0]["buyer_name"] == "Zqmark Name"
    assert page in client.get(f"/fr/orders/{order.token}/").content.decode()
    assert client.post(page).status_code == 422
    order.refresh_from_db()
    assert order.forget_asked_at is None
    assert client.post(page, {"sure": "on"}).status_code == 303
    assert 'data-role="waits"' in client.get(page).content.decode()
    asked = Asked(ChangeKind.CANCEL_ORDER)
    fingerprint = propose(order, asked).fingerprint
    change_order(order, asked, fingerprint=fingerprint, actor=BUYER, side="buyer", reason="x")
    assert client.post(page, {"sure": "on"}).status_code == 303
    assert 'data-role="erased"' in client.get(page).content.decode()
    shown = client.get(f"/fr/orders/{order.token}/")
    assert shown.status_code == 200
    assert MARK not in shown.content.decode().casefold()
    assert client.get("/fr/orders/nothing/data/").status_code == 404


def test_what_a_gateway_says_of_a_person_is_not_kept():
    session = {
        "id": "cs_1", "amount_total": 100, "currency": "mad", "client_reference_id": "r",
        "payment_intent": "pi_1", "customer_details": {"name": "Zqmark", "email": EMAIL, "phone": PHONE},
    }  # fmt: skip
    back = {
        "id": "re_1", "amount": 100, "currency": "mad", "status": "succeeded", "receipt_number": "Zqmark",
        "metadata": {"reference": "r", "name": "Zqmark"}, "evidence": {"customer_name": "Zqmark"},
    }  # fmt: skip
    kept = [
        stripe._notice(session, EventKind.CHARGE, EventState.SUCCEEDED),
        stripe._moved_back(back, EventKind.REFUND, "evt_1"),
    ]
    assert MARK not in str(kept).casefold()


def test_an_order_under_way_keeps_its_address_until_it_has_ended(shop):
    order = bought(shop)
    forgotten = forget_buyer(buyer_of(order), actor=BUYER)
    order.refresh_from_db()
    assert (forgotten.orders, forgotten.waiting) == (0, 1)
    assert order.delivery_address["quarter"] == "Zqmark quarter"
    assert order.forget_asked_at
    assert forget_old_orders() == 0
    asked = Asked(ChangeKind.CANCEL_ORDER)
    change_order(
        order, asked, fingerprint=propose(order, asked).fingerprint, actor=BUYER, side="buyer", reason="x"
    )
    assert forget_old_orders() == 1
    order.refresh_from_db()
    assert (order.buyer_name, order.erased_at is not None) == ("", True)
    assert list(differences()) == []


def test_orders_forget_their_buyers_by_themselves(shop, settings):
    settings.SHOP = settings.SHOP | {"ORDER_WORDS_DAYS": 100, "CART_DAYS": 10}
    order, young = bought(shop), bought(shop)
    for one in (order, young):
        asked = Asked(ChangeKind.CANCEL_ORDER)
        fingerprint = propose(one, asked).fingerprint
        change_order(one, asked, fingerprint=fingerprint, actor=BUYER, side="buyer", reason="x")
    Order.objects.filter(pk=order.pk).update(ended_at=timezone.now() - timedelta(days=101))
    a_cart(shop, checkout={"name": MARK})
    assert forget_old_orders() == 1
    assert forget_old_carts(now=timezone.now() + timedelta(days=11)) >= 1
    assert not Cart.objects.filter(order=None).exists()
    assert list(Order.objects.filter(buyer_name="")) == [order]


def test_erasing_twice_changes_nothing_and_what_was_cut_is_finished(shop, monkeypatch):
    first, second = everything_she_can_say(shop)
    second.refunds.update(status="dropped")
    from producers.actions import erase_person

    def cut(*args):
        raise RuntimeError("power cut")

    with monkeypatch.context() as patch:
        patch.setattr(erase_person, "_go", cut)
        with pytest.raises(RuntimeError):
            forget_buyer(reached_by(EMAIL), actor=OFFICE)
    assert forget_buyer(reached_by(EMAIL), actor=OFFICE).orders == 2
    acts = Act.objects.count()
    assert forget_buyer(buyer_of(first), actor=OFFICE).orders == 0
    assert Act.objects.count() == acts
    assert found_in_tables(MARKS) == KEPT


def test_her_data_are_given_out_whole(shop, client):
    user = a_user("fatima", email=EMAIL)
    orders = everything_she_can_say(shop)
    Cart.objects.filter(order__in=orders).update(user=user)
    client.force_login(user)
    told = client.get("/fr/my-orders/data.json").json()["tables"]
    assert set(told) >= {
        "tiwizi_shop.Order", "tiwizi_shop.Change", "tiwizi_shop.CaseMessage", "tiwizi_shop.CallAttempt",
        "tiwizi_shop.StatementLine", "tiwizi_shop.InvoiceParty", "tiwizi_shop.TransferProof", "auth.User",
    }  # fmt: skip
    assert all(entry["purpose"] and entry["kept"] and entry["rows"] for entry in told.values())
    assert "Zqmark torn" in str(told["tiwizi_shop.Change"])
    assert account_holder(user).orders == tuple(sorted((order.pk for order in orders), reverse=True))


def test_every_column_is_said_to_be_personal_or_not():
    """A new column with words in it has to be put into one of the two lists of its app."""
    personal = {(table.model, name) for table in personal_tables() for name in table.fields}
    columns = set(text_columns())
    plain = {(model, name) for model, name in columns if name in plain_columns(model)}
    assert columns - personal - plain == set(), "say whether these name anybody"
    assert personal & plain == set()
    assert personal - columns == set(), "these are listed and are no columns of text"


def test_the_list_says_why_and_until_when(shop):
    for table in personal_tables():
        assert table.purpose, table.model
        assert table.kept, table.model
        assert table.by or table.way in {Way.OWN, Way.KEEP}, table.model
    out = StringIO()
    call_command("retention", "--list", stdout=out)
    assert all(table.model in out.getvalue() for table in personal_tables())


def test_a_bank_line_goes_with_its_order(shop):
    everything_she_can_say(shop)
    line = StatementLine.objects.get()
    Order.objects.get(pk=line.payment.order_id).refunds.update(status="dropped")
    forget_buyer(reached_by(EMAIL), actor=OFFICE)
    line.refresh_from_db()
    assert (line.name, line.text, line.state) == ("", "", "matched")
