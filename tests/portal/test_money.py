"""A maker's own money: each sum with what is behind it, who sees it, and where it is paid."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from moneyed import Money

from producers.domain.actors import SYSTEM, Actor
from producers.models import Act, Announcement, Grant, Organisation, PromptRecording
from producers.testing.builders import (
    a_cooperative,
    a_producer,
    a_user,
    an_agent_for,
    an_association,
    an_owner_of,
)
from shop.actions import fulfil
from shop.actions.destinations import confirm_destination, start_destinations
from shop.actions.issue_invoice import issue_invoice
from shop.actions.pay_out import confirm_payout
from shop.actions.payout_batches import approve_batch, propose_batch, send_batch
from shop.actions.payout_holds import set_hold
from shop.actions.share_lists import write_share_list
from shop.models import Payout, PayoutDestination, PayoutShare
from shop.testing.payouts import a_destination, a_payout_row, a_rib, an_earning
from tests.portal.path import a_rug, at, signed_in, sold

pytestmark = pytest.mark.django_db
ONE, OTHER = Actor(101, "one"), Actor(102, "other")


@pytest.fixture
def maker() -> Organisation:
    return a_producer(name="Fatima", phone="+212790000001")


@pytest.fixture
def client(maker) -> Client:
    return signed_in(an_owner_of(maker, username="fatima"))


def page(client: Client, name: str, *args: object, query: str = "") -> str:
    answer = client.get(at(name, *args) + query)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def sums(client: Client) -> dict[str, int]:
    found = re.findall(r'data-sum="(\w+)" data-amount="(-?\d+)"', page(client, "money"))
    return {name: int(amount) for name, amount in found}


def paid_out(maker: Organisation) -> Payout:
    batch = propose_batch("MAD", "bank", actor=ONE)
    approve_batch(batch, actor=OTHER)
    send_batch(batch, actor=ONE)
    return Payout.objects.get(organisation=maker, status="sent")


def test_from_sold_to_paid(client, maker):
    part = sold(a_rug(maker, price="500.00"))
    a_destination(maker)
    assert sums(client) == {"coming": 46000, "earned": 0, "on_its_way": 0, "paid": 0}
    assert part.number in page(client, "money_sales", query="?of=coming")
    fulfil.accept(part, actor=ONE)
    fulfil.ship(part, carrier="Amana", actor=ONE)
    fulfil.deliver(part, actor=SYSTEM)
    assert sums(client) == {"coming": 0, "earned": 46000, "on_its_way": 0, "paid": 0}
    assert part.number in page(client, "money_sales", query="?of=earned")
    assert part.number not in page(client, "money_sales", query="?of=coming")
    payout = paid_out(maker)
    assert sums(client) == {"coming": 0, "earned": 0, "on_its_way": 46000, "paid": 0}
    confirm_payout(payout, actor=ONE, reason="line 7")
    assert sums(client) == {"coming": 0, "earned": 0, "on_its_way": 0, "paid": 46000}
    shown = page(client, "payout", payout.reference)
    assert part.number in shown
    assert 'data-role="receipt"' in shown
    assert 'data-sounds=""' in shown, "nothing is recorded, so nothing but the phone's voice reads it"
    assert payout.reference in page(client, "money_sales", query="?of=paid")


def test_a_receipt_is_put_together_of_recordings_only_when_all_are_there(client, maker):
    payout = a_payout_row(maker, amount=Money(460, "MAD"), status="confirmed", confirmed_at=timezone.now())
    said = ["money.paid", "digit.4", "digit.100", "digit.60", "currency.MAD"]
    for code in said:
        assert 'data-sounds=""' in page(client, "payout", payout.reference)
        PromptRecording.objects.create(code=code, voice="fr", file=f"prompts/{code}.ogg", seconds=1)
    found = re.search(r'data-sounds="([^"]*)"', page(client, "payout", payout.reference))
    assert [sound.rpartition("/")[2] for sound in found[1].split()] == [f"{code}.ogg" for code in said]
    assert client.get("/fr/portal/money/").content.decode().count("data-sounds") == 0


def test_what_is_proposed_is_on_its_way_and_counted_once(client, maker):
    an_earning(maker, "500.00")
    a_destination(maker)
    propose_batch("MAD", "bank", actor=ONE)
    assert sums(client) == {"coming": 0, "earned": 0, "on_its_way": 50000, "paid": 0}


def test_what_is_held_is_said_with_why_and_until_when(client, maker):
    an_earning(maker, "500.00")
    until = timezone.localdate() + timedelta(days=9)
    set_hold(maker, Money(100, "MAD"), until=until, reason="Une réclamation est ouverte", actor=ONE)
    assert sums(client)["held"] == 10000
    assert 'data-role="next-payout" data-amount="40000"' in page(client, "money")
    held = page(client, "money_sales", query="?of=held")
    assert "Une réclamation est ouverte" in held
    assert f"{until.day} " in held


def test_the_next_payout_has_a_day_or_waits_for_more(client, maker, settings):
    an_earning(maker, "50.00")
    assert "attendent" in page(client, "money")
    an_earning(maker, "100.00")
    assert "arrivent le" in page(client, "money")
    settings.SHOP = {**getattr(settings, "SHOP", {}), "PAYOUT_DAYS": ()}
    assert "arrivent le" not in page(client, "money")


@pytest.mark.parametrize("permission", ["manage_orders", "manage_products", "edit_profile"])
def test_nobody_whose_association_lends_to_her_sees_her_money_without_her_word(maker, permission):
    an_earning(maker, "777.00")
    payout = a_payout_row(maker)
    lender = an_association(name="Crédit")
    client = signed_in(an_agent_for(maker, association=lender, permission=permission))
    for url in money_addresses(payout):
        assert client.get(url).status_code == 404, url
    home = client.get("/fr/portal/").content.decode()
    assert 'data-task="money"' not in home
    assert not re.search(r"\b777(?:00)?\b", home)


@pytest.mark.parametrize(("permission", "sees"), [("manage_orders", False), ("see_money", True)])
def test_invoices_bear_sums_and_are_for_who_sees_money(maker, permission, sees):
    part = sold(a_rug(maker))
    fulfil.accept(part, actor=ONE)
    fulfil.ship(part, carrier="Amana", actor=ONE)
    fulfil.deliver(part, actor=SYSTEM)
    paper = issue_invoice(part)
    agent = signed_in(an_agent_for(maker, permission=permission, username="agent"))
    answer = agent.get(reverse("shop:my_invoice", args=[paper.export_id]))
    assert (answer.status_code != 404) is sees
    assert (paper.number in agent.get(reverse("shop:my_invoices")).content.decode()) is sees
    own = signed_in(an_owner_of(maker, username="fatima"))
    assert paper.number in own.get(reverse("shop:my_invoices")).content.decode()


def money_addresses(payout: Payout) -> list[str]:
    plain = ("money", "money_sales", "money_statement", "money_where", "money_where_change")
    return [*(at(name) for name in plain), at("payout", payout.reference), at("money_share", 1)]


def test_the_money_scope_opens_it_and_its_end_closes_it(maker):
    an_earning(maker, "777.00")
    client = signed_in(an_agent_for(maker, permission="see_money"))
    assert "777" in page(client, "money")
    Grant.objects.update(withdrawn_at=timezone.now())
    answer = client.get(at("money"))
    assert "777" not in answer.content.decode()
    assert answer.status_code != 200


def test_foreign_money_does_not_exist(client, maker):
    other = a_producer()
    payout = a_payout_row(other)
    share = PayoutShare.objects.create(payout=payout, name="x", amount=payout.amount, member=other)
    assert client.get(at("payout", payout.reference)).status_code == 404
    assert client.post(at("money_share", share.pk)).status_code == 404
    share.refresh_from_db()
    assert share.confirmed_at is None
    assert payout.reference not in page(client, "money_sales", query="?of=on_its_way")


def test_the_statement_of_a_month_adds_up(client, maker):
    an_earning(maker, "500.00")
    an_earning(maker, "20.00")
    shown = page(client, "money_statement")
    assert shown.count('data-role="moved"') == 2
    assert "520" in shown.rpartition("held-sum")[2]
    assert "Rien n’a bougé" in page(client, "money_statement", query="?month=2024-01")
    for odd in ("x", "2024-13", "9999-99", "-1", "2024-1", "0000-00"):
        assert client.get(at("money_statement"), {"month": odd}).status_code == 200


def test_the_statement_is_printed(client, maker):
    an_earning(maker, "500.00")
    answer = client.get(at("money_statement"), {"as": "pdf"})
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


def bank(number: int = 1) -> dict[str, str]:
    return {"holder": "Fatima Example", "account": a_rib(number)}


def change(client: Client, kind: str, form: dict[str, str]):
    return client.post(at("money_where_change") + f"?kind={kind}", form)


def test_the_first_place_waits_for_the_call_and_is_told_in_part(client, maker):
    for _ in range(2):
        assert change(client, "bank", bank()).status_code == 302
    row = PayoutDestination.objects.get()
    assert (row.status, row.account) == ("waiting", a_rib(1))
    assert Act.objects.filter(verb="payoutdestination.entered").count() == 1
    shown = page(client, "money_where")
    assert a_rib(1) not in shown
    assert a_rib(1)[-4:] in shown
    assert "Nous vous appelons d’abord" in shown
    confirm_destination(row, actor=OTHER, reason="called back")
    row.refresh_from_db()
    assert row.status == "in_force"


def test_a_change_waits_three_days_and_is_told_to_the_old_contact(client, maker):
    old = a_destination(maker)
    before = timezone.now()
    assert change(client, "mobile", {"holder": "Fatima", "phone": "0790000002"}).status_code == 302
    row = PayoutDestination.objects.get(status="waiting")
    assert row.waits_until >= before + timedelta(hours=72)
    assert Announcement.objects.get(kind="destination.changed").payload["old"] == old.pk
    confirm_destination(row, actor=OTHER, reason="called back")
    assert start_destinations(before + timedelta(hours=71)) == 0
    old.refresh_from_db()
    assert old.status == "in_force"


@pytest.mark.parametrize(
    ("kind", "form"),
    [
        ("bank", {"holder": "Fatima", "account": "123"}),
        ("bank", {}),
        ("mobile", {"holder": "Fatima", "phone": "12"}),
        ("agency", {"holder": "Fatima", "phone": "0790000002"}),
        ("mobile", {"holder": "Fatima", "phone": "0790000077"}),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_stays_typed(client, kind, form):
    an_association(phone="+212790000077")
    answer = change(client, kind, form)
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert 'role="alert"' in shown
    for value in form.values():
        assert f'value="{value}"' in shown
    assert not PayoutDestination.objects.exists()


def test_no_agent_and_no_member_changes_where_she_is_paid(maker):
    agent = signed_in(an_agent_for(maker, permission="receive_money"))
    assert agent.get(at("money_where")).status_code == 200
    assert 'data-role="change-place"' not in page(agent, "money_where")
    assert agent.get(at("money_where_change")).status_code == 404
    assert change(agent, "bank", bank()).status_code == 404
    member = a_user("member")
    maker.memberships.create(user=member, role="member")
    assert change(signed_in(member), "bank", bank()).status_code == 404
    assert not PayoutDestination.objects.exists()


def test_cash_from_an_agent_is_not_asked_for_here(client):
    assert 'data-kind="agent"' not in page(client, "money_where_change")
    change(client, "agent", {"holder": "Fatima"})
    assert not PayoutDestination.objects.exists()


@pytest.fixture
def shared(maker):
    """A cooperative that was paid, and whose list names the maker."""
    group = a_cooperative(name="Tifawin")
    Organisation.objects.filter(pk=maker.pk).update(group=group)
    payout = a_payout_row(group, amount=Money(300, "MAD"), status="confirmed", confirmed_at=timezone.now())
    shares = [("fatima ", Money(100, "MAD")), ("Itto", Money(200, "MAD"))]
    write_share_list(payout, shares, actor=ONE)
    return payout


def test_a_member_sees_that_the_cooperative_was_paid_and_says_that_she_has_hers(client, maker, shared):
    mine, other = shared.shares.order_by("pk")
    assert (mine.member_id, other.member_id) == (maker.pk, None)
    shown = page(client, "money")
    assert "La coopérative a été payée" in shown
    assert "300" not in re.sub(r"<svg.*?</svg>", "", shown.partition("<main")[2], flags=re.DOTALL)
    for _ in range(2):
        assert client.post(at("money_share", mine.pk)).status_code == 302
    mine.refresh_from_db()
    assert mine.confirmed_at
    assert Act.objects.filter(verb="payout.share_confirmed").count() == 1
    assert client.post(at("money_share", other.pk)).status_code == 404


def test_nobody_says_it_for_her(maker, shared):
    mine = shared.shares.order_by("pk").first()
    agent = signed_in(an_agent_for(maker, permission="see_money"))
    head = signed_in(an_owner_of(shared.organisation, username="head"))
    for client in (agent, head):
        assert client.post(at("money_share", mine.pk)).status_code == 404
    mine.refresh_from_db()
    assert mine.confirmed_at is None
    assert "Itto" in page(head, "payout", shared.reference)


def test_two_members_of_one_name_are_told_by_nobody(maker):
    group = a_cooperative()
    Organisation.objects.filter(pk__in=[maker.pk, a_producer(name="FATIMA").pk]).update(group=group)
    payout = a_payout_row(group, status="confirmed", confirmed_at=timezone.now())
    write_share_list(payout, [("Fatima", payout.amount)], actor=ONE)
    assert PayoutShare.objects.get().member is None


def test_the_home_says_what_is_to_do_and_no_amount(client, maker):
    part = sold(a_rug(maker))
    packed = sold(a_rug(maker))
    fulfil.accept(packed, actor=ONE)
    fulfil.pack(packed, actor=ONE)
    a_payout_row(maker, amount=Money(777, "MAD"), status="confirmed", confirmed_at=timezone.now())
    home = client.get("/fr/portal/").content.decode()
    assert "1 commande à accepter, avant" in home
    assert "1 colis à remettre" in home
    assert "De l’argent est arrivé" in home
    assert "777" not in home
    assert 'data-task="orders"' in home
    fulfil.decline(part, actor=ONE, reason="no_time")
    assert "à accepter" not in client.get("/fr/portal/").content.decode()


def test_money_asks_the_database_little(client, maker, django_assert_max_num_queries):
    for _ in range(3):
        sold(a_rug(maker))
    an_earning(maker)
    a_payout_row(maker)
    urls = [at("money"), *(at("money_sales") + f"?of={heap}" for heap in ("coming", "earned", "paid"))]
    for url in urls:
        client.get(url)
        with django_assert_max_num_queries(24):
            answer = client.get(url)
        assert len(answer.content) < 40_000
