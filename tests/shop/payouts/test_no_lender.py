"""No code path sets a payout off against a loan, or pays it to whoever lends."""

import ast
import inspect
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from moneyed import Money

from producers.domain.actors import Actor
from producers.models import Act, Membership
from producers.testing.builders import a_producer, a_user, an_agent_for, an_association
from shop.actions.destinations import confirm_destination, enter_destination
from shop.domain import (
    bank_postings,
    cash_postings,
    gateway_books,
    payout_postings,
    postings,
    refund_postings,
)
from shop.domain.payouts import Details, Kind, PayoutRefusedError, PayoutWhy, pays_a_lender
from shop.domain.postings import CASH_HELD, PAYABLE, Account
from shop.models import JournalEntry, Payout, PayoutDestination, PayoutLine
from shop.testing.payouts import a_destination, a_payout_row, bank_details

pytestmark = pytest.mark.django_db
OFFICE, OTHER = Actor(1, "office"), Actor(2, "other")
LENDING = ("loan", "credit_line", "lend", "repay", "instalment", "borrow", "microcredit", "debt", "arrears")
RULES = (postings, payout_postings, bank_postings, cash_postings, refund_postings, gateway_books)


def words_about_lending(text: str) -> set[str]:
    return {word for word in LENDING if word in text.lower()}


def rules_of_posting() -> dict[str, object]:
    return {
        f"{module.__name__}.{name}": found
        for module in RULES
        for name, found in inspect.getmembers(module, inspect.isfunction)
        if found.__module__ == module.__name__
    }


def kinds_that_are_written(module: object) -> set[str]:
    """Return every text of a posting module that could be the kind of an entry: ``something.happened``."""
    tree = ast.parse(inspect.getsource(module))
    texts = {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    return {text for text in texts if "." in text and " " not in text and "\n" not in text}


def test_the_books_have_no_account_no_rule_and_no_kind_of_a_loan():
    assert len(rules_of_posting()) > 30, "the rules are found"
    kinds = set().union(*map(kinds_that_are_written, RULES))
    assert {"payout.sent", "payout.netted", "part.earned"} <= kinds, "the kinds are found"
    named = [
        *Account,
        *rules_of_posting(),
        *kinds,
        *Kind,
        *PayoutLine.Kind.values,
        *PayoutDestination.Kind.values,
    ]
    assert [name for name in named if words_about_lending(str(name))] == []


def test_the_walk_would_find_one():
    assert words_about_lending("payout.loan_repaid") == {"loan"}
    assert words_about_lending("instalment_due") == {"instalment"}


def test_a_payout_is_set_off_against_nothing_but_cash_that_she_keeps_herself():
    for account in Account:
        if account in CASH_HELD:
            entry = payout_postings.post_netted(7, 100, "MAD", against=account)
            assert {each.party for each in entry.postings} == {7}, "her own cash, nobody else's"
        else:
            with pytest.raises(ValueError, match="not set off"):
                payout_postings.post_netted(7, 100, "MAD", against=account)


def test_what_a_payout_takes_from_her_goes_out_to_her():
    for account in PAYABLE:
        entry = payout_postings.post_payout_sent(7, 100, "MAD", owed_on=account)
        assert {each.party for each in entry.postings} == {7}


def test_no_source_of_the_shop_knows_of_loans():
    """Words in comments say that there are none; names and texts of the code say nothing of any."""
    guilty = []
    for path in Path("shop").rglob("*.py"):
        if "migrations" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            name = getattr(node, "id", None) or getattr(node, "attr", None) or getattr(node, "name", None)
            if isinstance(name, str) and any(
                word in name.lower() for word in ("loan", "repay", "instalment")
            ):
                guilty.append(f"{path}: {name}")
    assert guilty == []


def refused(act, *args, **more) -> PayoutWhy:
    with pytest.raises(PayoutRefusedError) as caught:
        act(*args, **more)
    return caught.value.code


def test_an_association_is_no_maker_and_its_phone_is_no_makers():
    lender, maker = an_association(phone="+212790000077"), a_producer()
    assert refused(enter_destination, lender, bank_details(1), actor=OFFICE) is PayoutWhy.LENDER
    wallet = Details(Kind.MOBILE, "MAD", "Fatima Example", phone="0790000077")
    assert refused(enter_destination, maker, wallet, actor=OFFICE) is PayoutWhy.LENDER
    agency = Details(Kind.AGENCY, "MAD", "Fatima Example", phone="0790000077", agency="Souk")
    assert refused(enter_destination, maker, agency, actor=OFFICE) is PayoutWhy.LENDER
    assert not PayoutDestination.objects.exists()
    assert not Act.objects.exists()


def test_the_rule_by_itself():
    mine = Details(Kind.MOBILE, "MAD", phone="+212790000001")
    assert not pays_a_lender(mine, is_association=False, their_phones={"+212790000002"})
    assert pays_a_lender(mine, is_association=False, their_phones={"+212790000001"})
    assert pays_a_lender(bank_details(1), is_association=True, their_phones=())
    assert not pays_a_lender(bank_details(1), is_association=False, their_phones={""})


def broken(act) -> bool:
    try:
        with transaction.atomic():
            act()
    except IntegrityError:
        return True
    return False


def test_the_database_refuses_it_whoever_writes():
    lender, maker, other = an_association(), a_producer(), a_producer()
    row, foreign = a_destination(maker), a_destination(other)
    assert broken(lambda: a_destination(lender))
    assert broken(lambda: PayoutDestination.objects.filter(pk=row.pk).update(organisation=lender))
    payout = a_payout_row(maker)
    assert broken(lambda: Payout.objects.filter(pk=payout.pk).update(organisation=lender))
    assert broken(lambda: Payout.objects.filter(pk=payout.pk).update(destination=foreign))
    assert broken(
        lambda: Payout.objects.create(
            batch=payout.batch, organisation=other, destination=row, reference="X", amount=Money(1, "MAD")
        )
    )
    assert not broken(
        lambda: Payout.objects.filter(pk=payout.pk).update(status="sent", sent_at=timezone.now())
    )
    assert JournalEntry.objects.count() == 0


def test_the_agent_of_an_association_does_not_confirm_where_she_is_paid():
    maker, clerk = a_producer(), a_user()
    agent = an_agent_for(maker, permission="see_money")
    office = Actor(clerk.pk, "office")
    enter_destination(maker, bank_details(1), actor=office)
    changed = enter_destination(maker, bank_details(2), actor=office)
    acting = Actor(agent.pk, "agent", maker.pk)
    assert refused(confirm_destination, changed, actor=acting, reason="she told me") is PayoutWhy.HER_AGENT
    Membership.objects.filter(user=agent).delete()
    confirm_destination(changed, actor=Actor(a_user().pk, "centre"), reason="called back")


def test_what_comes_from_the_portal_waits_for_the_call_even_theclerk_and_sent_twice_is_one():
    maker = a_producer()
    her = Actor(5, "her", maker.pk)
    first = enter_destination(maker, bank_details(1), actor=her, needs_call=True)
    again = enter_destination(maker, bank_details(1), actor=her, needs_call=True)
    assert (first.status, again.pk) == ("waiting", first.pk)
    assert Act.objects.filter(verb="payoutdestination.entered").count() == 1
    confirm_destination(first, actor=OTHER, reason="called back")
    first.refresh_from_db()
    assert first.status == "in_force"
