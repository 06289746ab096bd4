"""Every act, entry and account that the shop can write is said in words, in every language of the office."""

import re
from pathlib import Path

import pytest
from django.utils.translation import override
from moneyed import Money

from shop.domain.postings import Account
from shop.domain.states import OrderStatus, PartStatus, PaymentStatus
from shop.office.act_words import ACCOUNTS, BOOKED, DONE
from shop.templatetags import office

ROOT = Path(__file__).parents[3]


def entries() -> set[str]:
    text = "".join(path.read_text() for path in (ROOT / "shop").rglob("*.py"))
    written = set(re.findall(r'(?:\b_?|\bmake_)[eE]ntry\(\s*"([a-z._]+)"', text))
    refunds = (ROOT / "shop/domain/refund_postings.py").read_text()
    return (
        written | set(re.findall(r'"((?:refund|dispute)\.[a-z_]+)"', refunds)) | {"cash.short", "cash.over"}
    )


def test_every_state_of_an_order_and_its_parts_is_said():
    orders = {f"order.{state.value}" for state in OrderStatus if state is not OrderStatus.DRAFT}
    parts = {f"producerorder.{state.value}" for state in PartStatus if state is not PartStatus.WAITING}
    first = PaymentStatus.CREATED
    payments = {f"payment.{state.value}" for state in PaymentStatus if state is not first}
    assert orders | parts | payments <= set(DONE)


def test_every_entry_and_account_is_said():
    assert len(entries()) > 5, "the pattern finds them"
    assert entries() == set(BOOKED)
    assert set(ACCOUNTS) == set(Account)


@pytest.mark.parametrize("words", [DONE, BOOKED, ACCOUNTS])
@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_the_words_are_translated(words, lang):
    with override("en"):
        english = {key: str(value) for key, value in words.items()}
    with override(lang):
        same = [key for key, value in words.items() if str(value) == english[key]]
    assert same == []


def test_a_code_of_a_host_project_stands_for_itself():
    assert office.done("loom.lent") == "loom.lent"


def test_amounts_are_written_as_the_reader_does():
    with override("fr"):
        assert office.money(Money("1250.50", "MAD")) == "1\u202f250,50\u00a0MAD".replace("\u202f", "\u00a0")
    assert office.money("x") == "x"
