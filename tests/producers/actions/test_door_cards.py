import pytest

from producers.actions.door_cards import make_card, revoke_card, show_card
from producers.domain.actors import Actor
from producers.domain.codes import GUESSES_OF_A_CALLER
from producers.models import Act, DoorCard, Message
from producers.testing.builders import a_person_of, a_producer

pytestmark = pytest.mark.django_db
AGENT = Actor(None, "agent")


@pytest.fixture
def she():
    return a_person_of(a_producer(), number="+212612345678")


def show(secret, caller="192.0.2.7"):
    return show_card(secret, caller=caller)


def test_the_card_says_whose_it_is_again_and_again(she):
    secret = make_card(she, actor=AGENT)
    assert show(secret) == she
    assert show(secret) == she
    assert DoorCard.objects.get().used_at is not None


def test_its_secret_is_kept_nowhere(she):
    secret = make_card(she, actor=AGENT)
    for rows in (DoorCard, Act, Message):
        assert secret not in str(list(rows.objects.values()))


def test_she_is_told_that_a_card_was_made(she):
    make_card(she, actor=AGENT)
    assert Message.objects.get().recipient == "+212612345678"


def test_a_new_card_ends_the_one_before(she):
    first, second = make_card(she, actor=AGENT), make_card(she, actor=AGENT)
    assert show(first) is None
    assert show(second) == she


def test_a_revoked_card_opens_nothing(she):
    secret = make_card(she, actor=AGENT)
    assert revoke_card(she, actor=AGENT, reason="lost")
    assert show(secret) is None
    assert not revoke_card(she, actor=AGENT, reason="lost")


def test_the_card_of_another_is_anothers(she):
    other = a_person_of(a_producer(), username="other")
    make_card(she, actor=AGENT)
    assert show(make_card(other, actor=AGENT)) == other


@pytest.mark.parametrize("secret", ["", "0", "None", "\x00", "\ud800", "a" * 5000])
def test_what_is_no_secret_opens_nothing(she, secret):
    make_card(she, actor=AGENT)
    assert show(secret) is None


def test_the_card_of_somebody_who_is_no_longer_a_maker_opens_nothing(she):
    secret = make_card(she, actor=AGENT)
    she.is_staff = True
    she.save()
    assert show(secret) is None


def test_cards_are_not_guessed_without_end(she):
    secret = make_card(she, actor=AGENT)
    for _ in range(GUESSES_OF_A_CALLER.most):
        show("guess")
    assert show(secret) is None
    assert show(secret, "198.51.100.9") == she
