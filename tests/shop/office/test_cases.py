"""The queue of requests for help, and all that may be done with one."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from producers.actions.deliver import deliver_announcements
from producers.models import Message
from producers.testing.builders import an_operator
from shop.actions.cases import Matter, asker_of, open_case
from shop.models import CannedAnswer, Case, CaseFile, CaseMessage
from shop.testing.builders import a_market, a_variant
from shop.testing.orders import a_placed_order
from tests.shop.office.test_office import browser, into_the_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator():
    return browser(into_the_office(an_operator(username="operator")))


def a_case(kind: str = "delivery", **fields) -> Case:
    a_market()
    order = a_placed_order(a_variant(stock=5), language="ar")
    case = open_case(Matter(kind, order=order), asker_of(order), "أين طردي؟")
    Case.objects.filter(pk=case.pk).update(**fields)
    return Case.objects.get(pk=case.pk)


def do(client, case, name, **typed):
    fields = {f"{name}-{field}": value for field, value in typed.items()}
    return client.post(reverse("shop_office:case_do", args=[case.pk, name]), fields)


def listed(client, **query) -> set[str]:
    page = client.get(reverse("shop_office:cases"), query).content.decode()
    return {case.number for case in Case.objects.all() if case.number in page}


def test_the_queue_is_narrowed_by_what_one_looks_for(operator):
    late = a_case(due_at=timezone.now() - timedelta(hours=1))
    closed = a_case("fault", status="closed", outcome="answered", closed_at=timezone.now())
    other = a_case("payment")
    do(operator, other, "take")
    assert listed(operator) == {late.number, other.number}
    assert listed(operator, late="on") == {late.number}
    assert listed(operator, status="closed") == {closed.number}
    assert listed(operator, kind="payment") == {other.number}
    assert listed(operator, owner="me") == {other.number}
    assert listed(operator, owner="nobody") == {late.number}
    assert listed(operator, q=late.order.number) == {late.number}
    assert listed(operator, q="06 00 00 00 00") == {late.number, other.number}
    assert listed(operator, kind="steal", owner="?") == {late.number, other.number}


def test_a_ready_answer_starts_the_answer_in_the_buyers_language(operator):
    new = reverse("shop_office:ready_answer_new")
    typed = {"name": "Late", "is_active": "on", "text_fr": "En retard", "text_ar": "متأخر"}
    assert operator.post(new, typed).status_code == 302
    assert operator.post(new, typed).status_code == 422
    ready, case = CannedAnswer.objects.get(), a_case()
    page = operator.get(reverse("shop_office:case", args=[case.pk]), {"ready": ready.pk}).content.decode()
    assert "متأخر</textarea>" in page
    assert "En retard</textarea>" not in page
    assert operator.get(reverse("shop_office:ready_answer", args=[ready.pk])).status_code == 200
    assert operator.get(reverse("shop_office:ready_answer", args=[999])).status_code == 404


def test_one_is_answered_noted_and_closed_by_its_buttons(operator):
    case = a_case()
    assert do(operator, case, "answer", text="في الطريق", way="page").status_code == 302
    assert do(operator, case, "said", text="شكرا", way="whatsapp").status_code == 302
    assert do(operator, case, "note", text="gentille").status_code == 302
    assert do(operator, case, "close", outcome="answered").status_code == 302
    assert do(operator, case, "answer", text="x", way="page").status_code == 422
    assert do(operator, case, "reopen", reason="again").status_code == 302
    assert do(operator, case, "steal").status_code == 404
    case.refresh_from_db()
    assert case.status == "open"
    sides = [(row.side, row.way) for row in CaseMessage.objects.order_by("pk")]
    assert sides[1:] == [("office", "page"), ("buyer", "whatsapp"), ("note", "phone")]
    assert CaseMessage.objects.get(side="office").author.username == "operator"
    deliver_announcements()
    assert "في الطريق" in Message.objects.get(kind="case.answered").text


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("answer", {"text": "", "way": "page"}),
        ("answer", {"text": "x" * 4001, "way": "page"}),
        ("answer", {"text": "A\u202eB", "way": "page"}),
        ("answer", {"text": "x", "way": "pigeon"}),
        ("close", {"outcome": "whatever"}),
        ("reopen", {"reason": "open already"}),
        ("file", {"file": ""}),
    ],
)
def test_what_cannot_be_is_said_beside_the_field(operator, name, typed):
    case = a_case()
    assert do(operator, case, name, **typed).status_code == 422
    case.refresh_from_db()
    assert (case.status, case.messages.count()) == ("open", 1)


def test_a_file_for_the_bank_is_kept_and_given_out_to_operators_alone(operator):
    case = a_case("dispute")
    assert (
        do(operator, case, "file", file=ContentFile(b"%PDF-1.4\n receipt %%EOF\n", "r.pdf")).status_code
        == 302
    )
    url = reverse("shop_office:case_file", args=[CaseFile.objects.get().pk])
    given = operator.get(url)
    assert given.status_code == 200
    assert "attachment" in given.headers["Content-Disposition"]
    assert given.headers["X-Content-Type-Options"] == "nosniff"
    assert browser(into_the_office(an_operator(username="gone", is_active=False))).get(url).status_code == 302
    assert browser().get(url).status_code == 302


def test_a_case_is_opened_for_a_buyer_who_calls(operator):
    a_market()
    order = a_placed_order(a_variant(stock=5))
    url = reverse("shop_office:case_open", args=[order.pk])
    assert operator.post(url, {"kind": "fault", "way": "phone", "text": "Cassé"}).status_code == 302
    case = Case.objects.get()
    assert (case.order, case.kind, case.messages.get().way) == (order, "fault", "phone")
    assert operator.post(url, {"kind": "fault", "way": "phone", "text": ""}).status_code == 422


@pytest.mark.parametrize("name", ["cases", "case"])
def test_a_page_asks_no_more_for_more_rows(operator, name):
    case = a_case()

    def asked() -> int:
        args = [case.pk] if name == "case" else []
        with CaptureQueriesContext(connection) as queries:
            assert operator.get(reverse(f"shop_office:{name}", args=args)).status_code == 200
        return len(queries)

    asked()
    before = asked()
    for _ in range(4):
        a_case()
        do(operator, case, "note", text="more")
    assert asked() == before <= 22
