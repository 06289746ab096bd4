"""The office: found and changed by operators, through the actions, in a constant number of queries."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import Permission
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from moneyed import Money

from producers.domain.actors import SYSTEM
from producers.models import Act, Assessment, Consent, DoorCard, FieldVisit, GrantRequest, VisitPhoto
from producers.testing.builders import a_producer, a_user, an_association, an_operator, an_owner_of
from shop.actions.case_files import keep_evidence
from shop.actions.cases import Matter, asker_of, open_case
from shop.actions.issue_invoice import issue_invoice
from shop.domain.webhooks import Scope
from shop.models import (
    CallAttempt,
    CannedAnswer,
    Carrier,
    CashCustody,
    Enquiry,
    ExceptionCase,
    GatewaySettlement,
    ImportRun,
    ManualEntry,
    Order,
    Parcel,
    PartPhoto,
    Price,
    ProducerOrder,
    Remittance,
    RemittanceLine,
    Statement,
    StatementLayout,
    StatementLine,
    Stock,
    WebhookMessage,
)
from shop.office.urls import urlpatterns
from shop.testing.builders import a_fee_rule, a_market, a_variant
from shop.testing.feeds import a_channel as a_feed_channel
from shop.testing.orders import a_draft, a_placed_order
from shop.testing.partners import a_partner, a_token, an_endpoint
from tests.made_once import undone
from tests.shop.office.change_world import CHANGE_POSTS, CHANGE_STEPS, change_rows
from tests.shop.office.payout_world import PAYOUT_POSTS, PAYOUT_STEPS, payout_rows
from tests.shop.office.trade_world import TRADE_POSTS, TRADE_STEPS, trade_rows

pytestmark = pytest.mark.django_db
CASH_LISTS = (
    "calls",
    "cash",
    "holders",
    "remittances",
    "carriers",
    "statements",
    "statement_lines",
    "statement_layouts",
)
ONLY_POSTED = (
    "feed_operate",
    "operate",
    "part_step",
    "parcel_step",
    "case_do",
    "import_apply",
    "exception_give",
    "exception_click",
    "custody_do",
    "reconcile_again",
    "maker_step",
    "assessment_step",
)
LISTS = ("orders", "parts", "exceptions", "stock", "prices", "enquiries", "invoices", "makers", "markets")
MOST_QUERIES = 12


def a_visit_photo(maker) -> int:
    visit = FieldVisit.objects.create(
        organisation=maker, visited_on="2026-05-01", kind="agent", visitor="Amina", place="Azilal"
    )
    visit.sound.save("v.webm", ContentFile(b"x"))
    photo = VisitPhoto(visit=visit)
    photo.file.save("v.jpg", ContentFile(b"x"))
    return photo.pk


def into_the_office(user):
    door = Permission.objects.get(codename="access_admin", content_type__app_label="wagtailadmin")
    user.user_permissions.add(door)
    return user


def browser(user=None) -> Client:
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


@pytest.fixture(scope="module", autouse=True)
def built(made_once) -> tuple[Order, dict[str, int]]:
    """An order, and one row of everything by the name of the address that shows it."""
    with made_once.making():
        a_market("ma")
        order = a_placed_order(a_variant(stock=50))
        return order, everything_about(order)


@pytest.fixture
def made(built, made_once, db) -> tuple[Order, dict[str, int]]:
    return made_once.hand_out(built)


@pytest.fixture
def order(made) -> Order:
    return made[0]


@pytest.fixture
def world(made) -> dict[str, int]:
    return made[1]


@pytest.fixture
def operator(db) -> Client:
    return browser(into_the_office(an_operator(username="operator")))


def cash_world(order) -> dict[str, int]:
    """One row of everything about cash, carriers' lists and bank statements."""
    now = timezone.now()
    custody = CashCustody.objects.create(order=order, expected=order.total, since=now).pk
    carrier = Carrier.objects.create(name=f"Carrier {order.pk}")
    run = Remittance.objects.create(carrier=carrier, file_name="r", sha256=str(order.pk), state="done")
    RemittanceLine.objects.create(run=run, number=1, outcome="matched", custody_id=custody)
    layout = StatementLayout.objects.create(name=f"Bank {order.pk}").pk
    statement = Statement.objects.create(file_name="s", sha256=str(order.pk), state="done")
    line = StatementLine.objects.create(
        statement=statement, number=1, key=str(order.pk), booked_on=now.date(), amount=Money(5, "MAD")
    )
    CallAttempt.objects.create(order=order, outcome="no_answer", at=now, by_name="x")
    return {
        "call": order.pk,
        **dict.fromkeys(("custody", "custody_do"), custody),
        "carrier": carrier.pk,
        **dict.fromkeys(("remittance", "remittance_lines"), run.pk),
        "statement": statement.pk,
        "statement_line": line.pk,
        "settlement": a_settlement().pk,
        "statement_layout": layout,
    }


def a_part_photo(part: ProducerOrder) -> int:
    photo = PartPhoto(part=part, kind="progress", sha256="b" * 64)
    photo.file.save("parts/b.jpg", ContentFile(b"x"))
    return photo.pk


def partner_rows() -> dict[str, int]:
    endpoint, now = an_endpoint(a_partner(Scope.READ)), timezone.now()
    a_token(partner=endpoint.partner)
    own = {"key": "k", "kind": "stock.changed", "next_at": now, "happened_at": now}
    return {
        **dict.fromkeys(("partner", "partner_edit", "webhooks"), endpoint.partner_id),
        "partner_token": endpoint.partner.tokens.get().pk,
        "webhook_endpoint": endpoint.pk,
        "webhook": WebhookMessage.objects.create(endpoint=endpoint, **own).pk,
    }


def everything_about(order: Order) -> dict[str, int]:
    exception = ExceptionCase.objects.create(
        payment=order.payments.get(), gateway="cash", kind="paid_late", suggestion="refund"
    )
    parcel = Parcel.objects.create(part=order.parts.get(), carrier="Amana").pk
    case = open_case(Matter("question", order=order), asker_of(order), "When?")
    proof = ContentFile(b"%PDF-1.4\n proof %%EOF\n", "proof.pdf")
    an_import = ImportRun.objects.create(state="done").pk
    return {
        "order": order.pk,
        "operate": order.pk,
        "part": order.parts.get().pk,
        "maker": order.parts.get().producer_id,
        "consents": order.parts.get().producer_id,
        "consent_back": Consent.objects.create(
            organisation=order.parts.get().producer,
            person="Hadda",
            scope="paid",
            heard_in="ar",
            given_at=order.created_at,
        ).pk,
        "help_call": GrantRequest.objects.create(
            giver=order.parts.get().producer, receiver=an_association(), scopes=["stock"]
        ).pk,
        "maker_step": order.parts.get().producer_id,
        **dict.fromkeys(
            ("assessment", "assessment_step"),
            Assessment.objects.create(organisation=order.parts.get().producer).pk,
        ),
        "door_call": DoorCard.objects.create(user=a_user("carded"), digest="c").pk,
        "visit_photo": a_visit_photo(order.parts.get().producer),
        "visit_sound": FieldVisit.objects.get().pk,
        "market": order.market_id,
        "part_step": order.parts.get().pk,
        "part_photo": a_part_photo(order.parts.get()),
        "exception": exception.pk,
        "adjust": Stock.objects.get().pk,
        "price": Price.objects.first().pk,
        "price_drop": Price.objects.first().pk,
        "enquiry": Enquiry.objects.create(
            product=Stock.objects.get().variant.product,
            kind="question",
            name="Yto",
            contact="y@e.test",
            text="Appelez le 06 12 34 56 78",
            language="fr",
        ).pk,
        "part_slips": order.parts.get().pk,
        **partner_rows(),
        **dict.fromkeys(("feed", "feed_edit", "feed_operate"), a_feed_channel().pk),
        **dict.fromkeys(("invoice", "invoice_file"), issue_invoice(order.parts.get()).pk),
        "fee_end": a_fee_rule().pk,
        "manual_entry": ManualEntry.objects.create(
            proposed_by=a_user("clerk"), day="2026-11-01", reason="x", sides=[["bank", None, 1, "MAD"]]
        ).pk,
        **dict.fromkeys(("parcel", "parcel_step"), parcel),
        **dict.fromkeys(("case", "case_do"), case.pk),
        "case_file": keep_evidence(case, proof, actor=SYSTEM).pk,
        "case_open": order.pk,
        "ready_answer": CannedAnswer.objects.create(name="Late", text="Late").pk,
        **dict.fromkeys(("exception_give", "exception_click", "exception_go"), exception.pk),
        **cash_world(order),
        **dict.fromkeys(("import", "import_apply", "import_report"), an_import),
        **payout_rows(order.parts.get().producer),
        **change_rows(Stock.objects.get().variant),
        **trade_rows(Stock.objects.get().variant),
    }


def a_settlement() -> GatewaySettlement:
    number = GatewaySettlement.objects.count()
    sums = {"amount": Money(9, "MAD"), "fee": Money(0, "MAD")}
    return GatewaySettlement.objects.create(
        gateway="card", handle=f"po_{number}", arrives_on="2026-11-27", **sums
    )


def address(name: str, world: dict[str, int]) -> str:
    more = {
        "operate": ["cancel"],
        "part_step": ["accept"],
        "parcel_step": ["ready"],
        "case_do": ["take"],
        **PAYOUT_STEPS,
        **CHANGE_STEPS,
        **TRADE_STEPS,
        "custody_do": ["refuse"],
        "maker_step": ["suspend"],
        "assessment_step": ["accept"],
        "feed_operate": ["build"],
    }.get(name, [])
    return reverse(f"shop_office:{name}", args=[world[name], *more] if name in world else [])


def each_address(world: dict[str, int], client: Client) -> Iterator[tuple[str, str, Client]]:
    """Go through the office's addresses; each is asked as if none had been asked before."""
    for pattern in urlpatterns:
        browser_of_hers = Client()
        browser_of_hers.cookies.update(client.cookies)
        with undone():
            yield pattern.name, address(pattern.name, world), browser_of_hers


@pytest.mark.parametrize("visitor", ["anonymous", "editor", "producer"])
def test_it_is_closed_to_all_but_operators(world, visitor):
    users = {
        "anonymous": lambda: None,
        "editor": lambda: into_the_office(a_user("editor")),
        "producer": lambda: into_the_office(an_owner_of(a_producer(slug="x", number=99), username="maker")),
    }
    closed, wrong = (302, True) if visitor == "anonymous" else (404, False), {}
    for name, url, client in each_address(world, browser(users[visitor]())):
        for response in (client.get(url), client.post(url, {"reason": "x"})):
            found = (response.status_code, "login" in response.headers.get("Location", ""))
            if found != closed:
                wrong[name] = found
        if Order.objects.get(pk=world["order"]).status != "placed":
            wrong[name] = "changed the order"
    assert wrong == {}


def test_an_operator_opens_every_page(operator, world):
    # For somebody else; nothing of it is to be sent; it leads on.
    odd = {"payout_approve": 404, "packing_slips": 302, "exception_go": 302}
    posted = dict.fromkeys((*ONLY_POSTED, *PAYOUT_POSTS, *CHANGE_POSTS, *TRADE_POSTS), 405)
    wrong = {}
    for name, url, client in each_address(world, operator):
        status = client.get(url).status_code
        if status != (posted | odd).get(name, 200):
            wrong[name] = status
    assert wrong == {}


def test_a_list_asks_no_more_for_more_rows(operator, world):
    def asked(name: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert operator.get(address(name, world)).status_code == 200
        return len(queries)

    names = LISTS + CASH_LISTS
    product = Stock.objects.get().variant.product
    Enquiry.objects.create(product=product, kind="similar", name="Q", contact="c", text="t", language="fr")
    for name in names:
        asked(name)
    before = {name: asked(name) for name in names}
    for _ in range(5):
        more = a_placed_order(a_variant(stock=3))
        ExceptionCase.objects.create(
            payment=more.payments.get(), gateway="cash", kind="paid_late", suggestion="refund"
        )
        issue_invoice(more.parts.get())
        cash_world(more)
        Enquiry.objects.create(product=product, kind="quote", name="Q", contact="c", text="t", language="fr")
    assert {name: asked(name) for name in names} == before
    assert {name: count for name, count in before.items() if count > MOST_QUERIES} == {}


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ({"q": "salma@example.test"}, True),
        ({"q": "06 00 00 00 00"}, True),
        ({"q": "nobody@example.test"}, False),
        ({"status": "placed", "method": "cash", "waits": "call"}, True),
        ({"waits": "transfer"}, False),
        ({"since": "2999-01-01"}, False),
        ({"status": "unheard", "since": "never"}, True),
    ],
)
def test_an_order_is_found_by_what_is_known_of_it(operator, order, query, is_found):
    page = operator.get(reverse("shop_office:orders"), query)
    assert (order.number in page.content.decode()) is is_found


def test_an_order_is_confirmed_then_cancelled_in_her_name(operator, order):
    def here(name: str) -> str:
        return reverse("shop_office:operate", args=[order.pk, name])

    assert operator.post(here("confirm"), {"confirm-reason": "She said yes"}).status_code == 302
    assert operator.post(here("cancel"), {"cancel-reason": ""}).status_code == 422
    assert operator.post(here("cancel"), {"cancel-reason": "She changed her mind"}).status_code == 302
    order.refresh_from_db()
    assert (order.confirmation, order.status) == ("confirmed", "cancelled")
    act = Act.objects.get(verb="order.cancelled")
    assert (act.actor_name, act.reason) == ("operator", "She changed her mind")
    again = operator.post(here("cancel"), {"cancel-reason": "Once more"})
    assert again.status_code == 422
    assert "avancé" in again.content.decode()


def test_a_transfer_found_on_the_statement_places_the_order(operator):
    a_market("ma")
    order = a_draft(a_variant(stock=3), method="transfer")
    here = reverse("shop_office:operate", args=[order.pk, "pay"])
    typed = {"pay-amount": str(order.total.amount), "pay-statement": "2026-11 line 4"}
    assert operator.post(here, typed).status_code == 302
    order.refresh_from_db()
    assert order.status == "placed"
    assert operator.post(here, {**typed, "pay-amount": "0"}).status_code == 422


def test_an_exception_is_closed_once_with_a_note(operator, world):
    here = address("exception", world)
    assert operator.post(here, {"reason": " "}).status_code == 422
    assert operator.post(here, {"reason": "Sent back by the bank"}).status_code == 302
    assert operator.post(here, {"reason": "Again"}).status_code == 422
    assert Act.objects.get(verb="exception.closed").reason == "Sent back by the bank"


def sold_on(trade: str) -> dict[str, str]:
    return {"amount": "210.00", "trade": trade, "reason": "for shops"}


def test_a_count_and_a_price_change_with_a_reason(operator, world):
    stock, price = Stock.objects.get(), Price.objects.first()
    there = stock.on_hand
    assert operator.post(address("adjust", world), {"change": "-2", "reason": "broken"}).status_code == 302
    assert operator.post(address("adjust", world), {"change": "-9999", "reason": "lost"}).status_code == 422
    assert operator.post(address("adjust", world), {"change": "1", "reason": ""}).status_code == 422
    stock.refresh_from_db()
    assert stock.on_hand == there - 2
    assert operator.post(address("price", world), {"amount": "210.00", "reason": "wool"}).status_code == 302
    assert operator.post(address("price", world), {"amount": "0", "reason": "wool"}).status_code == 422
    assert operator.post(address("price", world), sold_on("210.01")).status_code == 422
    assert operator.post(address("price", world), sold_on("150.00")).status_code == 302
    assert Price.objects.get(pk=price.pk).trade == 150
    assert 'value="150.00"' in operator.get(address("price", world)).content.decode()
    assert operator.post(address("price", world), sold_on("")).status_code == 302
    assert Price.objects.get(pk=price.pk).trade is None
    price.refresh_from_db()
    assert price.amount == Money("210.00", price.amount.currency)


def test_what_waits_is_shown_to_operators_alone(operator, world):
    assert b"what-waits" in operator.get("/admin/").content
    editor = browser(into_the_office(a_user("editor")))
    assert b"what-waits" not in editor.get("/admin/").content


def test_a_question_is_read_passed_on_answered_and_then_left_alone(operator, world):
    page = reverse("shop_office:enquiry", args=[world["enquiry"]])
    assert "help-warning" in operator.get(page).content.decode(), "a phone number is noticed"
    assert operator.post(page, {"do": "answer", "text": " "}).status_code == 422
    assert operator.post(page, {"do": "pass"}).status_code == 302
    assert operator.post(page, {"do": "answer", "text": "Oui."}).status_code == 302
    assert operator.post(page, {"do": "answer", "text": "Non."}).status_code == 422
    enquiry = Enquiry.objects.get(pk=world["enquiry"])
    assert (enquiry.state, enquiry.answer) == ("answered", "Oui.")
    assert enquiry.passed_at
    assert operator.post(page, {"do": "close", "text": "done"}).status_code == 302
    assert Enquiry.objects.get(pk=world["enquiry"]).state == "closed"
