"""Loans: the page of a document, a reader's own page, letters, the desk, and what is let go of."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from home.library.actions.cards import forget_readers
from home.library.actions.lend import lend, renew, take_back, write_off
from home.library.actions.remind_loans import remind_loans
from home.library.actions.reserve import give_up, pass_on_what_was_kept, reserve
from home.library.domain.lending import NoLoanError, Why
from home.library.models import Copy, Loan, ReaderCard, Reservation
from home.library.testing.builders import a_card, a_copy, a_document, a_loan, a_reader_kind
from producers.actions.deliver import deliver_announcements
from producers.domain.actors import SYSTEM
from producers.domain.dates import day_written
from producers.models import Act, Message
from producers.testing.builders import a_user, an_operator
from shop.testing.builders import a_market
from tests.shop.office.test_office import into_the_office

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def market(db):
    return a_market()


@pytest.fixture
def kind():
    return a_reader_kind()


@pytest.fixture
def desk(client):
    client.force_login(into_the_office(an_operator()))
    return client


def letters() -> list[str]:
    deliver_announcements()
    return list(Message.objects.order_by("pk").values_list("kind", flat=True))


def today():
    return timezone.localdate()


def refused(act) -> Why:
    with pytest.raises(NoLoanError) as error:
        act()
    return error.value.why


# The page of a document


def page_says(client, document) -> str:
    content = client.get(f"/fr/library/{document.slug}/").content.decode()
    _before, found, after = content.partition('data-role="copies"')
    return after[: after.index("</p>")] if found else ""


def test_the_page_says_how_many_copies_there_are_and_when_one_is_back(client, kind):
    document = a_document(slug="lent")
    assert page_says(client, document) == ""
    copies = [a_copy(document), a_copy(document)]
    assert "<bdi>2</bdi> exemplaires" in page_says(client, document)
    assert "/wait/lent/" not in page_says(client, document)
    loans = [a_loan(copy, a_card(number, kind), days_ago=number) for number, copy in enumerate(copies)]
    said = page_says(client, document)
    assert "/fr/library/wait/lent/" in said
    assert day_written(loans[1].due_on, "fr") in said
    take_back(copies[0], actor=SYSTEM)
    assert "/wait/lent/" not in page_says(client, document)


def test_a_page_that_was_read_before_says_what_was_lent_since(client):
    copy = a_copy(a_document(slug="seen"))
    before = page_says(client, copy.document)
    a_loan(copy)
    assert page_says(client, copy.document) != before


def test_a_copy_for_the_room_and_a_web_page_cannot_be_waited_for(client):
    a_copy(a_document(slug="rare"), state="room")
    a_copy(a_document(slug="site", kind="web"))
    for slug in ("rare", "site", "none"):
        assert client.get(f"/fr/library/wait/{slug}/").status_code == 404


def test_a_reader_waits_by_the_code_of_her_card_and_is_told_when_it_is_back(client, kind):
    loan, card = a_loan(a_copy(a_document(slug="lent")), a_card(1, kind)), a_card(2, kind)
    address = "/fr/library/wait/lent/"
    wrong = client.post(address, {"card": "XXXX"})
    assert (wrong.status_code, list(wrong.context["form"].errors)) == (422, ["card"])
    assert client.post(address, {"card": ""}).status_code == 422
    typed = f" {card.code[:4].lower()}-{card.code[4:]}"
    assert client.post(address, {"card": typed}).status_code == 200
    assert client.post(address, {"card": typed}).status_code == 422
    assert refused(lambda: renew(loan, actor=SYSTEM)) == Why.WAITED_FOR
    assert take_back(loan.copy, actor=SYSTEM).card == card
    one = Reservation.objects.get()
    assert (one.state, one.copy, one.fetch_by) == ("ready", loan.copy, today() + timedelta(days=3))
    assert letters() == ["loan.ready"]
    assert refused(lambda: lend(loan.copy, a_card(3, kind), actor=SYSTEM)) == Why.KEPT
    lend(loan.copy, card, actor=SYSTEM)
    one.refresh_from_db()
    assert one.state == "done"


def test_another_site_cannot_have_somebody_wait(client):
    a_loan(a_copy(a_document(slug="lent")))
    headers = {"Sec-Fetch-Site": "cross-site"}
    assert client.post("/fr/library/wait/lent/", {"card": "x"}, headers=headers).status_code == 403


# Her own page


def test_her_secret_shows_what_she_has_and_prolongs_it_once(client):
    loan = a_loan(days_ago=3)
    address = f"/fr/library/card/{loan.card.token}/"
    assert 'data-role="loan"' in client.get(address).content.decode()
    assert client.post(address, {"renew": loan.pk}).status_code == 302
    loan.refresh_from_db()
    assert (loan.due_on, loan.renewals) == (today() + timedelta(days=14), 1)
    again = client.post(address, {"renew": loan.pk})
    assert again.status_code == 422
    assert 'name="renew"' not in again.content.decode()
    for wrong in ("x", loan.card.code, "%00"):
        assert client.get(f"/fr/library/card/{wrong}/").status_code == 404
    assert client.get(address).headers["Cache-Control"] == "private, no-store"


def test_she_touches_nothing_of_another_reader(client, kind):
    loan, other = a_loan(card=a_card(1, kind)), a_card(2, kind)
    waits = reserve(loan.copy.document, a_card(3, kind), actor=SYSTEM)
    address = f"/fr/library/card/{other.token}/"
    for typed in ({"renew": loan.pk}, {"give_up": waits.pk}, {"renew": "x"}, {}):
        client.post(address, typed)
    loan.refresh_from_db()
    waits.refresh_from_db()
    assert (loan.renewals, waits.state) == (0, "waiting")


def test_she_gives_up_waiting_and_the_copy_goes_to_the_next(client, kind):
    loan = a_loan(card=a_card(1, kind))
    document, first, second = loan.copy.document, a_card(2, kind), a_card(3, kind)
    ones = [reserve(document, card, actor=SYSTEM) for card in (first, second)]
    take_back(loan.copy, actor=SYSTEM)
    client.post(f"/fr/library/card/{first.token}/", {"give_up": ones[0].pk})
    assert list(Reservation.objects.order_by("pk").values_list("state", flat=True)) == ["gone", "ready"]
    give_up(ones[0], actor=SYSTEM)
    assert Reservation.objects.get(state="ready").card == second


# The rules, against rows


def test_what_is_late_stops_new_loans_and_prolonging(kind):
    card = a_card(1, kind)
    loan = a_loan(card=card, days_ago=20)
    assert refused(lambda: lend(a_copy(), card, actor=SYSTEM)) == Why.LATE
    assert refused(lambda: renew(loan, actor=SYSTEM)) == Why.LATE
    take_back(loan.copy, actor=SYSTEM)
    assert refused(lambda: take_back(loan.copy, actor=SYSTEM)) == Why.IN
    assert refused(lambda: renew(loan, actor=SYSTEM)) == Why.IN
    lend(loan.copy, card, actor=SYSTEM)


def test_a_free_copy_is_not_waited_for_nor_by_whoever_has_it(kind):
    loan, free = a_loan(card=a_card(1, kind)), a_copy()
    assert refused(lambda: reserve(free.document, loan.card, actor=SYSTEM)) == Why.ON_THE_SHELF
    assert refused(lambda: reserve(loan.copy.document, loan.card, actor=SYSTEM)) == Why.TWICE
    assert refused(lambda: reserve(a_document(), loan.card, actor=SYSTEM)) == Why.STAYS


def test_a_lost_copy_is_out_of_all_and_may_be_found_again(kind):
    loan = a_loan(card=a_card(1, kind))
    write_off(loan, actor=SYSTEM, reason="noyé")
    copy = Copy.objects.get(pk=loan.copy_id)
    assert (copy.state, Loan.objects.get().state) == ("lost", "lost")
    assert refused(lambda: write_off(loan, actor=SYSTEM, reason="x")) == Why.IN
    assert refused(lambda: lend(copy, a_card(2, kind), actor=SYSTEM)) == Why.STAYS
    take_back(copy, actor=SYSTEM)
    copy.refresh_from_db()
    assert copy.state == "shelf"
    verbs = list(Act.objects.filter(kind__in=("loan", "copy")).values_list("verb", "reason"))
    assert set(verbs) >= {("loan.lost", "noyé"), ("copy.lost", "noyé"), ("copy.found", "")}


def test_what_nobody_fetched_goes_to_the_next_and_a_new_copy_to_who_waits(kind):
    loan = a_loan(card=a_card(1, kind))
    document = loan.copy.document
    for number in (2, 3, 4):
        reserve(document, a_card(number, kind), actor=SYSTEM)
    take_back(loan.copy, actor=SYSTEM)
    assert pass_on_what_was_kept() == 0
    assert pass_on_what_was_kept(now=timezone.now() + timedelta(days=4)) == 1
    states = Reservation.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["gone", "ready", "waiting"]
    a_copy(document)
    pass_on_what_was_kept()
    assert list(states.all()) == ["gone", "ready", "ready"]


# Letters


def test_each_reminder_is_written_once_and_none_after_it_is_back(kind):
    loan = a_loan(card=a_card(1, kind))
    letters()
    for days in (1, 12, 13, 14, 15, 16, 22):
        remind_loans(now=timezone.now() + timedelta(days=days))
        remind_loans(now=timezone.now() + timedelta(days=days))
    assert letters() == ["loan.lent", "loan.due", "loan.late", "loan.late"]
    take_back(loan.copy, actor=SYSTEM)
    assert remind_loans(now=timezone.now() + timedelta(days=30)) == 0


def test_whoever_gets_no_messages_is_called_and_not_written_to(desk, kind):
    a_loan(card=a_card(1, kind, name="Sans messages", wants_call=True), days_ago=20)
    remind_loans()
    assert letters() == []
    content = desk.get(reverse("library_office:loans")).content.decode()
    assert content.count("Sans messages") == 2


# The desk


def test_the_desk_lends_takes_back_and_prolongs_by_typed_codes(desk, kind):
    card, copy = a_card(1, kind), a_copy()
    codes = {"card": f"{card.code[:4]} {card.code[4:]}".lower(), "copy": copy.code}
    assert desk.post(reverse("library_office:lend"), codes).status_code == 302
    twice = desk.post(reverse("library_office:lend"), codes)
    assert (twice.status_code, list(twice.context["lend_form"].errors)) == (422, ["copy"])
    assert card.code[:4].lower() in twice.content.decode()
    assert desk.post(reverse("library_office:prolong"), {"copy": copy.code}).status_code == 302
    assert desk.post(reverse("library_office:prolong"), {"copy": copy.code}).status_code == 422
    other = {"card": a_card(2, kind).code, "copy": copy.code}
    assert desk.post(reverse("library_office:wait"), other).status_code == 302
    assert desk.post(reverse("library_office:back"), {"copy": copy.code}).status_code == 302
    assert Reservation.objects.get().state == "ready"
    assert desk.post(reverse("library_office:back"), {"copy": copy.code}).status_code == 422
    wrong = desk.post(reverse("library_office:back"), {"copy": "nothing"})
    assert (wrong.status_code, list(wrong.context["back_form"].errors)) == (422, ["copy"])
    assert Act.objects.filter(verb="loan.lend", actor__isnull=False).exists()


def test_the_desk_gives_a_card_once(desk, kind):
    typed = {"kind": kind.pk, "name": "Itto Ben", "contact": "0661 00 00 09", "agrees": "on"}
    address = reverse("library_office:new_card")
    assert desk.post(address, typed | {"agrees": ""}).status_code == 422
    assert desk.post(address, typed | {"contact": "12"}).status_code == 422
    assert not ReaderCard.objects.exists()
    assert desk.post(address, typed).status_code == 302
    assert desk.post(address, typed).status_code == 422
    assert ReaderCard.objects.get().phone == "+212661000009"
    assert desk.post(address, typed | {"contact": ""}).status_code == 302
    assert ReaderCard.objects.last().wants_call


def test_the_desk_writes_off_only_with_a_reason(desk, kind):
    loan = a_loan(card=a_card(1, kind))
    address = reverse("library_office:lost", args=[loan.pk])
    assert desk.post(address, {"reason": ""}).status_code == 422
    assert Loan.objects.open().exists()
    assert desk.post(address, {"reason": "perdu dans le bus"}).status_code == 302
    assert not Loan.objects.open().exists()


@pytest.mark.parametrize("show", ["lent", "late", "waits", "cards", "other"])
def test_lists_of_the_desk_ask_no_more_for_more_rows(desk, kind, show, django_assert_max_num_queries):
    address = f"{reverse('library_office:loans')}?show={show}"
    for number in range(4):
        loan = a_loan(card=a_card(number, kind), days_ago=20)
        reserve(loan.copy.document, a_card(number + 10, kind), actor=SYSTEM)
    desk.get(address)
    with django_assert_max_num_queries(16):
        content = desk.get(address).content.decode()
    assert content.count("Lectrice ") >= 4
    with django_assert_max_num_queries(16):
        desk.get(f"{address}&code={loan.card.code}&page=9")


@pytest.mark.parametrize("name", ["loans", "lend", "back", "prolong", "wait", "new_card", "lost", "drop"])
def test_the_desk_is_closed_to_all_but_operators(client, kind, name):
    loan = a_loan(card=a_card(1, kind))
    number = {"lost": loan.pk, "drop": 1}.get(name)
    address = reverse(f"library_office:{name}", args=[number] if number else [])
    client.force_login(into_the_office(a_user("editor")))
    for answer in (client.get(address), client.post(address, {"copy": loan.copy.code, "reason": "x"})):
        assert answer.status_code == 404
    assert Loan.objects.open().exists()


# What is let go of


def test_a_card_is_forgotten_a_year_after_its_last_loan_and_never_while_a_copy_is_out(kind):
    idle, busy = a_card(1, kind), a_card(2, kind)
    a_loan(card=busy, days_ago=500)
    assert forget_readers() == 0
    ReaderCard.objects.update(created_at=timezone.now() - timedelta(days=400))
    assert forget_readers() == 1
    idle.refresh_from_db()
    busy.refresh_from_db()
    assert (idle.name, idle.person, busy.name) == ("", "", "Lectrice 2")
