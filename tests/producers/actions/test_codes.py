"""A phone and a code: asked for, sent, typed, and everything that is tried with it."""

import re
from datetime import timedelta
from itertools import count

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from producers.actions.ask_for_code import ask_for_code, send_code
from producers.actions.check_code import check_code
from producers.actions.deliver import deliver_announcements
from producers.domain.codes import ASKS_OF_A_PHONE, CODE_LIFE, CODE_TRIES, GUESSES_OF_A_CALLER
from producers.models import DoorPhone, Message, OneTimeCode
from producers.testing.builders import a_person_of, a_producer, an_agent_for, an_operator

pytestmark = pytest.mark.django_db
HERS, ANOTHER, NOBODYS = "+212612345678", "+212612345679", "+212699999999"
CALLER = "192.0.2.7"


def ask(number=HERS, *, now=None, caller=CALLER) -> str:
    """Ask for a code, have the job send it, and return what the message says: empty without one."""
    assert ask_for_code(number, caller=caller, language="fr", now=now)
    deliver_announcements()
    message = Message.objects.filter(kind="door.code").order_by("-pk").first()
    return re.search(r"\d{6}", message.text).group() if message and message.recipient == number else ""


def check(code, number=HERS, *, now=None, caller=CALLER):
    return check_code(number, code, caller=caller, now=now)


def wrong(code) -> str:
    return f"{int(code) - 1:06d}"


@pytest.fixture(autouse=True)
def _codes_that_differ(monkeypatch):
    drawn = count(700_001)
    monkeypatch.setattr("producers.actions.ask_for_code.new_code", lambda: f"{next(drawn)}")


@pytest.fixture
def she():
    return a_person_of(a_producer(), number=HERS)


def test_the_code_opens_once_and_shows_that_the_phone_is_hers(she):
    code = ask()
    assert Message.objects.get().channel == "message"
    assert DoorPhone.objects.get().verified_at is None
    assert check(code) == [she]
    assert DoorPhone.objects.get().verified_at is not None
    assert check(code) == []


def test_the_code_stands_in_no_table_but_the_message(she):
    code = ask()
    assert code not in str(list(OneTimeCode.objects.values("number", "digest")))


def test_a_wrong_code_opens_nothing_and_the_right_one_still_does(she):
    code = ask()
    assert check(wrong(code)) == []
    assert check(code) == [she]


def test_after_five_wrong_codes_the_right_one_opens_nothing(she):
    code = ask()
    for _ in range(CODE_TRIES):
        assert check(wrong(code)) == []
    assert check(code) == []
    assert OneTimeCode.objects.get().tries == CODE_TRIES


def test_a_code_ends_after_ten_minutes(she):
    code, now = ask(), timezone.now()
    assert check(code, now=now + CODE_LIFE + timedelta(seconds=1)) == []
    assert check(code, now=now + CODE_LIFE - timedelta(seconds=30)) == [she]


def test_a_new_code_ends_the_one_before(she):
    first, second = ask(), ask()
    assert check(first) == []
    assert check(second) == [she]


def test_a_code_opens_for_its_own_phone_alone(she):
    a_person_of(a_producer(), number=ANOTHER, username="another")
    hers, others = ask(), ask(ANOTHER)
    assert check(hers, ANOTHER) == []
    assert check(others) == []
    assert check(hers) == [she]


def test_all_who_share_the_phone_come_in_by_it(she):
    sister = a_person_of(a_producer(), number=HERS, username="sister")
    assert check(ask()) == [she, sister]


@pytest.mark.parametrize("typed", ["", "000000", "abc", "1" * 5000, "\x00"])
def test_nothing_opens_for_a_number_that_is_nobodys(typed):
    assert ask(NOBODYS) == ""
    assert check(typed, NOBODYS) == []


def test_a_number_that_is_nobodys_gets_no_message_and_costs_the_same_statements(she):
    with CaptureQueriesContext(
        connection,
    ) as known:
        ask_for_code(HERS, caller=CALLER, language="fr")
    with CaptureQueriesContext(connection) as unknown:
        ask_for_code(NOBODYS, caller=CALLER, language="fr")
    assert [shape(one) for one in known] == [shape(one) for one in unknown]
    with CaptureQueriesContext(connection) as known:
        check("000000", HERS)
    with CaptureQueriesContext(connection) as unknown:
        check("000000", NOBODYS)
    assert [shape(one) for one in known] == [shape(one) for one in unknown]
    deliver_announcements()
    assert [message.recipient for message in Message.objects.all()] == [HERS]


def shape(query) -> str:
    """Return a statement without its values."""
    return re.sub(r"'[^']*'|\d+", "?", query["sql"])


def test_a_phone_is_not_rung_without_end_whoever_asks(she):
    for number in (HERS, NOBODYS):
        for _ in range(ASKS_OF_A_PHONE.most):
            assert ask_for_code(number, caller=CALLER, language="fr")
        assert not ask_for_code(number, caller="198.51.100.9", language="fr")
    later = timezone.now() + ASKS_OF_A_PHONE.within
    assert ask_for_code(HERS, caller=CALLER, language="fr", now=later)


def test_a_caller_guesses_so_often_and_no_more(she):
    code = ask()
    for _ in range(GUESSES_OF_A_CALLER.most):
        check("000000", NOBODYS)
    assert check(code) == []
    assert check(code, caller="198.51.100.9") == [she]


def test_sending_it_again_draws_no_second_code(she):
    ask()
    row = OneTimeCode.objects.get()
    assert not send_code(row.pk)
    assert Message.objects.count() == 1


def test_a_code_that_comes_too_late_is_not_sent(she):
    ask_for_code(HERS, caller=CALLER, language="fr", now=timezone.now() - CODE_LIFE)
    deliver_announcements()
    assert not Message.objects.exists()


def test_the_message_is_in_the_language_of_the_page(she):
    assert ask_for_code(HERS, caller=CALLER, language="ar")
    deliver_announcements()
    text = Message.objects.get().text
    assert re.search(r"[\u0600-\u06ff]", text)


def test_this_door_is_not_for_agents_nor_for_operators():
    """They need a second factor, which it does not ask for."""
    agent = an_agent_for(a_producer(), username="agent")
    operator = an_operator(username="boss")
    member = a_person_of(a_producer(), username="member", is_active=False)
    for user in (agent, operator, member):
        DoorPhone.objects.create(user=user, number=HERS)
    assert ask() == ""
