"""Needs, offers and messages: what holds, what is refused, what is told and forgotten."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from home.network.actions.forget_network import forget_network
from home.network.actions.listings import end, renew
from home.network.actions.talks import answer, ask, block, take_back, unblock
from home.network.domain.listings import RefusedError
from home.network.domain.talks import MOST_A_DAY, MOST_WAITING, Sentence
from home.network.models import Block, Listing, Talk
from home.network.testing.builders import a_listing, a_talk
from producers.actions.deliver import deliver_announcements
from producers.domain.actors import SYSTEM
from producers.models import Act, Message
from producers.testing.builders import a_producer

pytestmark = pytest.mark.django_db
LATER = timedelta(days=91)


def why(call) -> str:
    with pytest.raises(RefusedError) as refused:
        call()
    return refused.value.why.value


def test_said_again_it_takes_the_place_of_the_first_and_holds_for_90_days():
    maker, today = a_producer(), timezone.localdate()
    a_listing(maker, words="Vingt kilos", shows=("name", "words"))
    row = a_listing(maker, words="Dix kilos", shows=("words",))
    assert Listing.objects.get() == row
    assert (row.words, row.shows_name, row.shows_words) == ("Dix kilos", False, True)
    assert row.until == today + timedelta(days=90)
    assert Act.objects.filter(verb="listing.said").count() == 2
    assert Listing.objects.holding(row.until).exists()
    assert not Listing.objects.holding(row.until + timedelta(days=1)).exists()
    renew(row, actor=SYSTEM, now=timezone.now() + LATER)
    assert Listing.objects.holding(row.until).exists()


def test_what_was_taken_away_is_not_renewed_and_its_words_are_gone():
    row = a_listing(words="Dix kilos")
    end(row, actor=SYSTEM)
    end(row, actor=SYSTEM)
    assert why(lambda: renew(row, actor=SYSTEM)) == "over"
    assert Listing.objects.get().words == ""
    assert Act.objects.filter(verb="listing.ended").count() == 1


@pytest.mark.parametrize(
    ("words", "reason"),
    [("Appelez 06 12 34 56 78", "contact"), ("f@example.test", "contact"), ("x" * 201, "too_long")],
    ids=["phone", "mail", "long"],
)
def test_words_with_a_phone_a_mail_or_no_end_are_refused(words, reason):
    assert why(lambda: a_listing(words=words)) == reason
    assert why(lambda: ask(a_listing(), a_producer(), [], words, actor=SYSTEM)) == reason


def test_who_is_not_approved_neither_says_nor_asks_nor_is_seen():
    waiting = a_producer(status="applied")
    assert why(lambda: a_listing(waiting)) == "not_active"
    assert why(lambda: a_talk(sender=waiting)) == "not_active"
    row = a_listing()
    type(row.organisation).objects.filter(pk=row.organisation_id).update(status="suspended")
    assert why(lambda: a_talk(row)) == "over"


def test_both_are_told_by_a_message_that_names_nobody():
    row = a_listing(a_producer(name="Itto", phone="+212600000001"))
    talk = a_talk(row, a_producer(name="Fadma", phone="+212600000002", language="ar"))
    deliver_announcements()
    told = Message.objects.get()
    assert told.recipient == "+212600000001"
    assert talk.export_id in told.text
    assert not any(secret in told.text for secret in ("Fadma", "00000002"))
    answer(talk, agrees=True, actor=SYSTEM)
    deliver_announcements()
    back = Message.objects.exclude(pk=told.pk).get()
    assert (back.recipient, back.language) == ("+212600000002", "ar")
    assert "Itto" not in back.text


def test_it_is_answered_once():
    talk = a_talk()
    stale = Talk.objects.get()
    answer(talk, agrees=False, actor=SYSTEM)
    assert why(lambda: answer(stale, agrees=True, actor=SYSTEM)) == "answered"
    assert why(lambda: take_back(stale, actor=SYSTEM)) == "answered"
    assert Talk.objects.get().state == "no"


def test_nobody_writes_to_herself_twice_at_once_about_nothing_or_about_what_is_over():
    row, other = a_listing(), a_producer()
    assert why(lambda: a_talk(row, row.organisation)) == "herself"
    assert why(lambda: ask(row, other, [], " ", actor=SYSTEM)) == "empty"
    a_talk(row, other)
    assert why(lambda: a_talk(row, other)) == "asked"
    end(row, actor=SYSTEM)
    assert why(lambda: a_talk(row)) == "over"


def test_she_writes_to_so_many_a_day_and_lets_so_many_wait():
    her = a_producer()
    for _number in range(MOST_A_DAY):
        a_talk(sender=her)
    assert why(lambda: a_talk(sender=her)) == "too_many"
    Talk.objects.update(asked_at=timezone.now() - timedelta(days=2))
    for _number in range(MOST_WAITING - MOST_A_DAY):
        a_talk(sender=her)
    Talk.objects.update(asked_at=timezone.now() - timedelta(days=2))
    assert why(lambda: a_talk(sender=her)) == "too_many"
    answer(Talk.objects.first(), agrees=False, actor=SYSTEM)
    assert a_talk(sender=her)


def test_who_is_blocked_cannot_write_and_is_not_told():
    talk = a_talk()
    block(talk.receiver, talk.sender, actor=SYSTEM)
    deliver_announcements()
    assert not Message.objects.filter(kind="talk.answered").exists()
    row = Listing.objects.get()
    assert why(lambda: a_talk(row, talk.sender)) == "blocked"
    unblock(talk.receiver, talk.sender, actor=SYSTEM)
    assert a_talk(row, talk.sender).waits
    assert not Block.objects.exists()


def test_the_tables_hold_it_too():
    talk = a_talk()
    for wrong in (
        {"state": "yes"},
        {"state": "lost"},
        {"answered_at": timezone.now()},
        {"sender": talk.receiver},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Talk.objects.filter(pk=talk.pk).update(**wrong)


def test_after_a_year_words_go_and_what_is_over_goes():
    row, old = a_listing(), timezone.now() - timedelta(days=400)
    talk = ask(row, a_producer(), [Sentence.PRICE], "Dix kilos ?", actor=SYSTEM)
    assert forget_network() == 0
    Talk.objects.update(asked_at=old)
    Listing.objects.update(until=old.date())
    assert forget_network() == 2
    talk.refresh_from_db()
    assert (talk.words, talk.sentences) == ("", ["price"])
    assert not Listing.objects.exists()
