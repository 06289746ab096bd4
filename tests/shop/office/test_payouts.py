"""Payouts in the office: who may do what, the whole way of a batch, and what is refused beside its field."""

import csv
import io
import re
from datetime import timedelta
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from producers.models import Act, Grant
from producers.testing.builders import a_producer, a_user, an_accountant, an_association, an_operator
from shop.actions.issue_invoice import issue_invoice
from shop.domain.payouts import Details, Kind
from shop.models import Payout, PayoutBatch, PayoutDestination, PayoutHold, PayoutLine
from shop.office.payout_urls import urlpatterns
from shop.testing.builders import a_fee_rule, a_market, a_variant
from shop.testing.orders import a_placed_order
from shop.testing.payouts import a_destination, a_hold_row, a_rib, an_earning
from tests.shop.office.payout_world import PAYOUT_POSTS, PAYOUT_STEPS, payout_rows
from tests.shop.office.test_office import MOST_QUERIES, browser, into_the_office

pytestmark = pytest.mark.django_db
OPERATORS = {"payout_propose", "payout_batch_step", "destination_new", "hold_new", "hold"}
APPROVERS = {"payout_approve"}
LISTS = ("payouts", "payouts_owed", "destinations", "holds")


@pytest.fixture
def operator():
    return browser(into_the_office(an_operator(username="operator")))


@pytest.fixture
def accountant():
    return browser(into_the_office(an_accountant(username="accountant")))


@pytest.fixture
def maker():
    a_market()
    maker = a_producer(slug="fatima", phone="+212790000001")
    a_destination(maker)
    an_earning(maker, "500.00")
    return maker


def at(name, *values):
    return reverse(f"shop_office:{name}", args=values)


# The permission table: who gets an answer at which address; for all others there is no such page.
@pytest.mark.parametrize("name", [pattern.name for pattern in urlpatterns])
@pytest.mark.parametrize("who", ["operator", "accountant", "staff", "anonymous"])
def test_each_address_answers_whom_the_table_names(maker, name, who):
    keys = payout_rows(a_producer())
    url = at(name, *([keys[name], *PAYOUT_STEPS.get(name, [])] if name in keys else []))
    people = {
        "operator": lambda: into_the_office(an_operator(username="x")),
        "accountant": lambda: into_the_office(an_accountant(username="x")),
        "staff": lambda: into_the_office(a_user("x", is_staff=True)),
        "anonymous": lambda: None,
    }
    may = {"operator"} if name in OPERATORS else {"operator", "accountant"}
    may = {"accountant"} if name in APPROVERS else may
    status = browser(people[who]()).get(url).status_code
    if who == "anonymous":
        assert status == 302
    elif who in may:
        assert status == (405 if name in (*PAYOUT_POSTS, *APPROVERS) else 200)
    else:
        assert status == 404


def test_a_batch_is_proposed_by_one_approved_by_another_and_confirmed(operator, accountant, maker):
    made = operator.post(at("payout_propose"), {"currency": "MAD", "method": "bank"})
    batch, payout = PayoutBatch.objects.get(), Payout.objects.get()
    assert made.headers["Location"] == at("payout_batch", batch.pk)
    assert operator.post(at("payout_approve", batch.pk)).status_code == 404
    assert operator.get(at("payout_paper", batch.pk, "csv")).status_code == 404, "not approved yet"
    assert accountant.post(at("payout_approve", batch.pk)).status_code == 302
    assert accountant.post(at("payout_approve", batch.pk)).status_code == 422
    paper = operator.get(at("payout_paper", batch.pk, "csv"))
    assert paper.headers["Content-Disposition"] == f'attachment; filename="{batch.reference}.csv"'
    (row,) = csv.DictReader(io.StringIO(paper.content.decode("utf-8-sig")), delimiter=";")
    assert (row["reference"], row["account"], row["amount"]) == (
        payout.reference, a_rib(maker.number), "500.00",
    )  # fmt: skip
    assert operator.get(at("payout_paper", batch.pk, "nothing")).status_code == 404
    assert operator.post(at("payout_batch_step", batch.pk, "send")).status_code == 302
    assert accountant.post(at("payout_step", payout.pk, "confirm"), {"confirm-reason": ""}).status_code == 422
    confirmed = accountant.post(at("payout_step", payout.pk, "confirm"), {"confirm-reason": "line 4"})
    assert confirmed.status_code == 302
    payout.refresh_from_db()
    assert payout.status == "confirmed"
    assert Act.objects.get(verb="payout.confirmed").reason == "line 4"


def test_one_who_is_both_still_does_not_approve_her_own(maker):
    both = an_accountant(username="both")
    both.user_permissions.add(*an_operator().user_permissions.all())
    client = browser(into_the_office(both))
    client.post(at("payout_propose"), {"currency": "MAD", "method": "bank"})
    refused = client.post(at("payout_approve", PayoutBatch.objects.get().pk))
    assert refused.status_code == 422
    assert "quelqu’un d’autre" in refused.content.decode()
    assert PayoutBatch.objects.get().status == "proposed"


def test_nothing_to_pay_is_said_beside_the_field(operator):
    a_market()
    answer = operator.post(at("payout_propose"), {"currency": "MAD", "method": "bank"})
    assert answer.status_code == 422
    assert not PayoutBatch.objects.exists()


@pytest.mark.parametrize("step", ["send", "approve", "steal"])
def test_a_step_that_is_not_there_or_not_yet_changes_nothing(operator, maker, step):
    operator.post(at("payout_propose"), {"currency": "MAD", "method": "bank"})
    batch = PayoutBatch.objects.get()
    url = at("payout_approve", batch.pk) if step == "approve" else at("payout_batch_step", batch.pk, step)
    assert operator.post(url).status_code == (422 if step == "send" else 404)
    batch.refresh_from_db()
    assert batch.status == "proposed"


def test_the_statement_lists_the_exact_sales_and_the_page_too(operator, maker):
    order = a_placed_order(a_variant(price="180.00"), delivery="0")
    part = order.parts.get()
    a_destination(part.producer)
    for step in ("accept", "pack", "ship", "deliver"):
        more = {"ship-carrier": "A"} if step == "ship" else {}
        operator.post(at("part_step", part.pk, step), {f"{step}-reason": "x", **more})
    operator.post(at("payout_propose"), {"currency": "MAD", "method": "bank"})
    batch = PayoutBatch.objects.get()
    answer = operator.get(at("payout_statement", batch.pk))
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert [(row["kind"], row["order"], row["amount"]) for row in rows] == [
        ("sale", "", "500.00"), ("sale", part.number, "165.60"),
    ]  # fmt: skip
    payout = Payout.objects.get(organisation=part.producer)
    assert part.number in operator.get(at("payout", payout.pk)).content.decode()


def test_cash_needs_its_proof_and_the_receipt_is_read_in_her_language(operator, accountant, settings):
    a_market()
    maker, association = a_producer(slug="yto", language="ar"), an_association()
    Grant.objects.create(giver=maker, receiver=association, permission="receive_money")
    a_destination(maker, Details(Kind.AGENT, "MAD", "يطّو", agent=association.pk))
    an_earning(maker, "200.00")
    operator.post(at("payout_propose"), {"currency": "MAD", "method": "agent"})
    batch, payout = PayoutBatch.objects.get(), Payout.objects.get()
    accountant.post(at("payout_approve", batch.pk))
    operator.post(at("payout_batch_step", batch.pk, "send"))
    page = operator.get(at("payout", payout.pk)).content.decode()
    assert "السلام عليكم يطّو." in page
    refused = operator.post(at("payout_step", payout.pk, "confirm"), {"confirm-reason": "signed"})
    assert refused.status_code == 422
    wrong = operator.post(
        at("payout_prove", payout.pk), {"proof-file": SimpleUploadedFile("a.jpg", b"<svg>")}
    )
    assert wrong.status_code == 422
    picture = io.BytesIO()
    Image.new("RGB", (40, 40), "red").save(picture, "JPEG")
    file = SimpleUploadedFile("list.jpg", picture.getvalue())
    assert operator.post(at("payout_prove", payout.pk), {"proof-file": file}).status_code == 302
    proof = payout.proofs.get()
    given = operator.get(at("payout_proof", proof.pk))
    assert given.headers["Content-Disposition"].startswith("attachment")
    assert given.headers["X-Content-Type-Options"] == "nosniff"
    done = operator.post(at("payout_step", payout.pk, "confirm"), {"confirm-reason": "signed"})
    assert done.status_code == 302


def test_a_list_says_what_became_of_each_and_again_changes_nothing(operator, accountant, maker):
    other = a_producer()
    a_destination(other)
    an_earning(other, "300.00")
    operator.post(at("payout_propose"), {"currency": "MAD", "method": "bank"})
    batch = PayoutBatch.objects.get()
    accountant.post(at("payout_approve", batch.pk))
    operator.post(at("payout_batch_step", batch.pk, "send"))
    first, second = Payout.objects.order_by("pk")
    lines = [
        "reference;result;amount;currency;reason",
        f"{first.reference};confirmed;500.00;MAD;",
        f"{second.reference};failed;300.00;MAD;account closed",
        f"{second.reference};failed;300.01;MAD;account closed",
        "PO-0;confirmed;1;MAD;",
        f"{second.reference};confirmed;300.00;MAD;",
        f"{first.reference};eaten;500.00;MAD;",
        f"{first.reference};confirmed;500,00;MAD;",
        f"{first.reference};returned;500.00;MAD;",
    ]

    def sent() -> list[str]:
        file = SimpleUploadedFile("list.csv", "\n".join(lines).encode())
        answer = accountant.post(at("payout_list"), {"list": file})
        assert answer.status_code == 200
        return [str(row[2]) for row in answer.context["results"]]

    expected = [
        "terminé",
        "terminé",
        "autre montant",
        "aucun versement",
        "impossible",
        "illisible",
        "illisible",
    ]
    for got, word in zip(sent(), [*expected, "illisible"], strict=True):
        assert got.startswith(word)
    assert set(Payout.objects.values_list("status", flat=True)) == {"confirmed", "failed"}
    assert sent()[:2] == ["déjà connu", "déjà connu"]


@pytest.mark.parametrize(
    "content",
    [b"", b"a;b\n1;2", "reference;result;amount;currency\né;confirmed;1;MAD".encode("latin-1"), b"\x00" * 9,
     b"reference;result;amount;currency\n" + b"a;confirmed;1;MAD\n" * 20_001],
)  # fmt: skip
def test_a_list_that_cannot_be_read_is_refused_whole(accountant, content):
    answer = accountant.post(at("payout_list"), {"list": SimpleUploadedFile("list.csv", content)})
    assert answer.status_code == 422


def test_a_destination_is_entered_by_one_and_confirmed_by_another(operator, accountant, maker):
    typed = {"maker": "fatima", "currency": "MAD", "kind": "bank", "holder": "Fatima Example"}
    wrong = operator.post(at("destination_new"), {**typed, "account": "123"})
    assert wrong.status_code == 422
    assert 'value="123"' in wrong.content.decode()
    assert operator.post(at("destination_new"), {**typed, "account": a_rib(55)}).status_code == 302
    changed = PayoutDestination.objects.get(status="waiting")
    own = operator.post(at("destination_step", changed.pk, "confirm"), {"confirm-reason": "called"})
    assert own.status_code == 422
    accountant.post(at("destination_step", changed.pk, "confirm"), {"confirm-reason": "called"})
    changed.refresh_from_db()
    assert (changed.status, changed.confirmed_at is not None) == ("waiting", True), "three days are not over"
    listed = operator.get(at("destinations")).content.decode()
    assert a_rib(55) not in listed
    assert a_rib(55)[-4:] in listed


def test_money_is_kept_back_under_its_ceiling_and_released(operator, maker):
    day = (timezone.localdate() + timedelta(days=3)).isoformat()
    typed = {"maker": "fatima", "currency": "MAD", "until": day, "reason": "a complaint"}
    for wrong in (
        {"amount": "250.01"}, {"amount": "0"}, {"amount": "-5"}, {"amount": "1.005"},
        {"amount": "10", "until": "2999-01-01"}, {"amount": "10", "until": "2020-01-01"},
        {"amount": "10", "reason": ""}, {"amount": "10", "maker": "nobody"},
    ):  # fmt: skip
        assert operator.post(at("hold_new"), typed | wrong).status_code == 422, wrong
    assert operator.post(at("hold_new"), typed | {"amount": "250.00"}).status_code == 302
    assert operator.post(at("hold_new"), typed | {"amount": "0.01"}).status_code == 422, "all of it is held"
    hold = PayoutHold.objects.get()
    assert operator.post(at("hold", hold.pk), {"reason": "settled"}).status_code == 302
    assert operator.post(at("hold", hold.pk), {"reason": "again"}).status_code == 422


@pytest.mark.parametrize("name", [*LISTS, "payout_batch", "payout_statement", "payout_paper"])
def test_a_list_asks_no_more_for_more_rows(operator, name):
    a_market()
    keys = payout_rows(a_producer(slug="first"))

    def asked() -> int:
        url = at(name, *([keys[name], *PAYOUT_STEPS.get(name, [])] if name in keys else []))
        with CaptureQueriesContext(connection) as queries:
            answer = operator.get(url)
            assert answer.status_code == 200
            b"".join(answer)
        return len(queries)

    an_earning(a_producer())
    asked()
    before = asked()
    for _ in range(5):
        more = a_producer()
        an_earning(more)
        payout_rows_of_batch(more, keys["payout_batch"])
    assert asked() == before <= MOST_QUERIES + 2


def payout_rows_of_batch(maker, batch):
    payout_rows(maker)
    Payout.objects.filter(organisation=maker).update(batch=batch)


def test_what_a_service_sends_is_sent_by_the_click_and_never_said_by_hand(operator, accountant, settings):
    options = {"secret_key": "sk_test_1", "api_base": "http://127.0.0.1:9", "currencies": ["EUR"]}
    transfer = {"BACKEND": "shop.payouts.stripe.StripeTransfer", "OPTIONS": options}
    a_market("eu")
    maker = a_producer(slug="yto")
    form = {"maker": "yto", "currency": "EUR", "kind": "stripe", "holder": "Yto", "account": "acct_1AbC2dEf"}
    refused = operator.post(at("destination_new"), form)
    assert refused.status_code == 422, "nobody is paid there unless it is set up"
    settings.SHOP = {"PAYOUTS": {"stripe": transfer}}
    wrong = operator.post(at("destination_new"), form | {"account": "FR14"})
    assert (wrong.status_code, "acct_" in wrong.content.decode()) == (422, True)
    assert operator.post(at("destination_new"), form).status_code == 302
    an_earning(maker, "80.00", "EUR")
    operator.post(at("payout_propose"), {"currency": "EUR", "method": "stripe"})
    batch = PayoutBatch.objects.get()
    accountant.post(at("payout_approve", batch.pk))
    page = operator.get(at("payout_batch", batch.pk)).content.decode()
    assert "Les envoyer maintenant" in page
    assert "ont été remis" not in page
    operator.post(at("payout_batch_step", batch.pk, "send"))
    payout = Payout.objects.get()
    shown = operator.get(at("payout", payout.pk)).content.decode()
    assert at("payout_step", payout.pk, "confirm") not in shown
    assert at("payout_step", payout.pk, "fail") not in shown
    said = operator.post(at("payout_step", payout.pk, "fail"), {"fail-reason": "so"})
    assert said.status_code == 422
    assert "dit lui-même" in said.content.decode()


HERS = (*LISTS, "fees", "invoices", "reconcile", "books", "by_hand")
LINK = re.compile(r'<a[^>]* href="(/admin/shop/[^"]*)"')


def test_no_link_leads_an_accountant_to_a_page_that_is_not_there_for_her(operator, accountant, maker):
    a_fee_rule()
    order = a_placed_order(a_variant(price="180.00"))
    invoice = issue_invoice(order.parts.get())
    a_hold_row(maker)
    operator.post(at("payout_propose"), {"currency": "MAD", "method": "bank"})
    rows = [("payout", Payout.objects.get().pk), ("payout_batch", PayoutBatch.objects.get().pk)]
    rows += [("invoice", invoice.pk), ("destination", maker.payout_destinations.get().pk)]
    PayoutLine.objects.filter(kind="sale").update(part=order.parts.get())
    for address in [at(name) for name in HERS] + [at(name, pk) for name, pk in rows] + ["/admin/"]:
        page = accountant.get(address).content.decode()
        links = {unescape(link).split("#")[0] for link in LINK.findall(page)}
        wrong = [link for link in links if accountant.get(link).status_code == 404]
        assert wrong == [], address
    for name in ("payouts", "destinations", "holds"):
        assert 'class="button" href' not in accountant.get(at(name)).content.decode()
        assert 'class="button" href' in operator.get(at(name)).content.decode(), "the control"
    assert at("order", order.pk) in operator.get(at("invoice", invoice.pk)).content.decode()
    assert order.number in accountant.get(at("invoice", invoice.pk)).content.decode()


def test_what_waits_for_the_books_is_said_on_the_first_page(operator, accountant, maker):
    operator.post(at("payout_propose"), {"currency": "MAD", "method": "bank"})
    page = accountant.get("/admin/").content.decode()
    assert re.search(r"Versements à approuver</a>: <strong>1<", page)
    accountant.post(at("payout_approve", PayoutBatch.objects.get().pk))
    assert re.search(r"Versements à approuver</a>: <strong>0<", accountant.get("/admin/").content.decode())
    assert "Versements à approuver" not in operator.get("/admin/").content.decode()
