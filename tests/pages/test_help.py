"""Get help: from the page of an order, from any page, and what a stranger learns by it."""

import pytest
from django.core.cache import cache
from django.test import Client

from producers.domain.actors import Actor
from shop.actions import cases, fulfil
from shop.models import Case, CaseMessage, OrderLine
from shop.testing.builders import a_market, a_product, a_variant
from shop.testing.orders import a_placed_order

OFFICE = Actor(None, "Office")
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_counted():
    cache.clear()


@pytest.fixture
def order():
    a_market()
    return a_placed_order((a_variant(stock=5), 3))


def ask(client=None, **typed):
    form = {
        "kind": "question",
        "name": "Salma",
        "contact": "salma@example.test",
        "text": "Où est-il ?",
    } | typed
    return (client or Client()).post("/fr/help/", form)


def test_the_page_of_an_order_takes_a_message_and_shows_what_became_of_it(order):
    page = f"/fr/orders/{order.token}/"
    asked = Client().post(f"{page}help/", {"kind": "delivery", "text": "Où est mon tapis ?"})
    case = Case.objects.get()
    assert asked.headers["Location"] == f"/fr/help/case/{case.token}/"
    assert (case.order, case.contact.email, case.language) == (order, order.email, "fr")
    cases.answer(case, "Demain matin", actor=OFFICE)
    cases.note(case, "note secrète", actor=OFFICE)
    thread = Client().get(f"/fr/help/case/{case.token}/").content.decode()
    assert "Où est mon tapis ?" in thread
    assert "Demain matin" in thread
    assert "note secrète" not in thread
    assert case.number in Client().get(page).content.decode()
    assert Client().post(f"/fr/help/case/{case.token}/", {"text": "Merci"}).status_code == 302
    assert CaseMessage.objects.filter(text="Merci", side="buyer").exists()


@pytest.mark.parametrize("typed", [{"kind": "question", "text": " "}, {"kind": "steal", "text": "x"}, {}])
def test_a_message_that_says_nothing_is_refused_beside_its_field_and_kept(order, typed):
    refused = Client().post(f"/fr/orders/{order.token}/help/", typed)
    assert refused.status_code == 422
    assert 'data-role="error"' in refused.content.decode()
    assert not Case.objects.exists()


def test_nobody_asks_about_an_order_of_others(order):
    for token in ("", "x", order.number, order.token[:-1]):
        assert Client().post(f"/fr/orders/{token}/help/", {"kind": "other", "text": "x"}).status_code in (
            404,
            405,
        )
    assert Client().get(f"/fr/help/case/{order.token}/").status_code == 404
    assert not Case.objects.exists()


def test_a_stranger_learns_nothing_from_the_answer(order):
    answers = [
        ask(number=order.number),  # her own contact
        ask(number=order.number, contact="other@example.test"),
        ask(number="482-917-3651", contact="other@example.test"),
        ask(number="", contact="other@example.test"),
    ]
    assert {(answer.status_code, answer.headers["Location"]) for answer in answers} == {
        (302, "/fr/help/sent/")
    }
    assert [case.order for case in Case.objects.order_by("pk")] == [order, None, None, None]
    notes = CaseMessage.objects.filter(side="note").values_list("text", flat=True)
    assert list(notes) == [f"{order.number}?", "482-917-3651?"]
    known, unknown = Case.objects.order_by("pk")[0], Case.objects.order_by("pk")[1]
    assert order.token in Client().get(f"/fr/help/case/{known.token}/").content.decode()
    stranger = Client().get(f"/fr/help/case/{unknown.token}/").content.decode()
    assert order.token not in stranger
    assert order.number not in stranger


@pytest.mark.parametrize(
    "typed",
    [
        {"contact": "nobody"},
        {"name": ""},
        {"text": ""},
        {"text": "x" * 2001},
        {"name": "A\u202eB"},
        {"kind": "?"},
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_is_kept(typed):
    refused = ask(**({"page": "/fr/shop/"} | typed))
    assert refused.status_code == 422
    page = refused.content.decode()
    assert 'data-role="error"' in page
    assert 'value="/fr/shop/"' in page
    assert not Case.objects.exists()


@pytest.mark.parametrize("page", ["//evil.test/", "https://evil.test/", "javascript:alert(1)"])
def test_the_page_asked_on_is_one_of_ours_or_none(page):
    assert ask(page=page).status_code == 302
    assert Case.objects.get().page == ""


def test_many_messages_within_an_hour_are_too_many(order):
    statuses = [ask(text=f"{number}").status_code for number in range(11)]
    assert statuses == [302] * 10 + [429]
    again = [
        Client().post(f"/fr/orders/{order.token}/help/", {"kind": "other", "text": "x"}).status_code
        for _ in range(21)
    ]
    assert again[-1] == 429


@pytest.mark.parametrize("lang", ["fr", "ar", "en"])
def test_every_page_leads_to_help(order, lang):
    assert f'href="/{lang}/help/?about=' in Client().get(f"/{lang}/shop/").content.decode()
    assert Client().get(f"/{lang}/help/?about=/x/").status_code == 200


@pytest.mark.parametrize(("lang", "words"), [("fr", "En route vers vous"), ("ar", "في الطريق إليكم")])
def test_the_buyer_sees_where_each_parcel_is(order, lang, words):
    part = order.parts.get()
    fulfil.accept(part, actor=OFFICE)
    line = OrderLine.objects.get()
    fulfil.ship(part, carrier="Amana", tracking="RR1", actor=OFFICE, pieces={line.pk: 1})
    fulfil.ship(part, carrier="Amana", tracking="RR2", actor=OFFICE)
    page = Client().get(f"/{lang}/orders/{order.token}/").content.decode()
    assert page.count('data-role="parcel"') == 2
    assert words in page
    assert "RR1" in page
    assert "RR2" in page


def test_the_page_of_an_order_asks_no_more_for_more_parcels(order, django_assert_max_num_queries):
    other = a_placed_order((a_variant(a_product(), stock=5), 3), (a_variant(stock=5), 3))
    for part in other.parts.all():
        fulfil.accept(part, actor=OFFICE)
        for line in part.lines.all():
            fulfil.ship(part, carrier="Amana", actor=OFFICE, pieces={line.pk: 1})
            fulfil.ship(part, carrier="Amana", actor=OFFICE, pieces={line.pk: 1})
    Client().get(f"/fr/orders/{other.token}/")
    with django_assert_max_num_queries(28):
        Client().get(f"/fr/orders/{other.token}/")
