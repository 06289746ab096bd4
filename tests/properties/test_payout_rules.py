"""Holds stay under their ceiling and give back what they kept; RIBs catch slips; no loan is ever served."""

import ast
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.domain.payouts import Hold, Skip, hold_ceiling, hold_changes, skip_of
from shop.domain.postings import Account
from shop.domain.rib import iban_of, is_iban, is_rib, read_iban, read_rib, with_key

ROOT = Path(__file__).resolve().parent.parent.parent
bodies = st.from_regex(r"\A[0-9]{21}[1-9]\Z")
amounts = st.integers(0, 10**9)
holds = st.lists(st.tuples(amounts, st.integers(0, 10**8)), max_size=6).map(
    lambda rows: [Hold(pk, wanted, kept) for pk, (wanted, kept) in enumerate(rows, 1)]
)


@given(st.integers(-(10**9), 10**10), holds, st.integers(0, 100))
def test_what_is_kept_stays_under_the_ceiling_and_under_each_wish(owed, rows, percent):
    changes = hold_changes(owed, rows, percent)
    keeps = {hold.pk: hold.kept - changes.get(hold.pk, 0) for hold in rows}
    assert sum(keeps.values()) <= hold_ceiling(owed, percent)
    assert all(0 <= keeps[hold.pk] <= hold.wanted for hold in rows)
    assert 0 not in changes.values()


@given(st.integers(0, 10**10), holds, st.integers(0, 100))
def test_holds_that_have_ended_give_back_all_they_kept(owed, rows, percent):
    ended = [Hold(hold.pk, 0, hold.kept) for hold in rows]
    assert sum(hold_changes(owed, ended, percent).values()) == sum(hold.kept for hold in rows)


@given(st.integers(0, 10**10), holds, st.integers(0, 100))
def test_the_same_holds_again_change_nothing(owed, rows, percent):
    first = hold_changes(owed, rows, percent)
    settled = [Hold(hold.pk, hold.wanted, hold.kept - first.get(hold.pk, 0)) for hold in rows]
    assert hold_changes(owed, settled, percent) == {}


@given(st.integers(-(10**9), 10**9), st.integers(-(10**9), 10**9), amounts)
def test_nothing_is_paid_to_who_owes_or_below_the_least(owed, to_pay, minimum):
    skip = skip_of(owed, to_pay, minimum)
    assert (skip is None) == (owed >= 0 and to_pay > 0 and to_pay >= minimum)
    assert (skip is Skip.OWES) == (owed < 0)


@given(bodies)
def test_a_rib_is_read_however_it_is_written(body):
    rib = with_key(body)
    assert is_rib(rib)
    assert is_iban(iban_of(rib))
    spaced = " ".join(rib[start : start + 4] for start in range(0, 24, 4))
    assert read_rib(spaced) == read_rib(iban_of(rib)) == read_rib(spaced.replace(" ", "-")) == rib
    assert read_iban(iban_of(rib).lower()) == iban_of(rib)


@given(bodies, st.integers(0, 23), st.integers(1, 9))
def test_one_wrong_digit_is_always_caught(body, place, more):
    rib = with_key(body)
    wrong = f"{rib[:place]}{(int(rib[place]) + more) % 10}{rib[place + 1 :]}"
    assert not is_rib(wrong)


@given(bodies, st.integers(0, 22))
def test_two_neighbours_swapped_are_always_caught(body, place):
    rib = with_key(body)
    swapped = rib[:place] + rib[place + 1] + rib[place] + rib[place + 2 :]
    assert swapped == rib or not is_rib(swapped)


def test_the_published_example_of_a_moroccan_iban_is_read():
    assert read_rib("MA64 0115 1900 0001 2050 0053 4921") == "011519000001205000534921"
    assert read_rib("٠١١٥١٩٠٠٠٠٠١٢٠٥٠٠٠٥٣٤٩٢١") == "011519000001205000534921"


LOANS = ("loan", "lender", "credit_repay", "instal", "arrears", "repayment", "microcredit")


REFUSALS = {
    "destinations.py": {"_is_a_lenders", "pays_a_lender", "LENDER"},
    "payouts.py": {"pays_a_lender", "LENDER"},
    "payout_guards.py": {"_TO_A_LENDER"},
}
"""What refuses a lender as the place where a payout goes: the only names that may speak of one."""


@pytest.mark.parametrize("folder", ["shop/actions", "shop/domain", "shop/payouts", "shop/models"])
def test_no_name_in_the_code_speaks_of_a_loan(folder):
    """Nobody can set a payout off against a loan: there is no account, column, action or argument for it."""
    guilty = []
    for path in (ROOT / folder).glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            name = getattr(node, "name", None) or getattr(node, "id", None) or getattr(node, "attr", None)
            name = name or getattr(node, "arg", None)
            if name in REFUSALS.get(path.name, ()):
                continue
            if isinstance(name, str) and any(word in name.lower() for word in LOANS):
                guilty.append(f"{path.name}:{name}")
    assert guilty == []
    assert not [account for account in Account if any(word in account.value for word in LOANS)]
