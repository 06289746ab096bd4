"""The network in the search, in figures, on the editors' board, and its public page."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from home.network.board import (
    meetings_without_outcome,
    plans_to_tell,
    purchases_to_order,
    questions_to_ask,
)
from home.network.figures import contacts, meetings, needs, offers, outcomes, purchases
from home.network.models import FollowUp, Meeting, MeetingHour, Purchase
from home.network.search_kinds import NETWORK
from home.network.testing.builders import a_listing, a_meeting, a_purchase, a_talk
from producers.figures import By
from producers.search_kinds import Question
from producers.testing.builders import a_producer
from shop.testing.builders import a_market

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _market(db):
    a_market()


def found(word: str) -> list[tuple[str, str]]:
    asked = Question(word, (word,), "fr", 0)
    with translation.override("fr"):
        hits = NETWORK.show(NETWORK.find(asked), asked)
    return [(hit.url, hit.title.text) for hit in hits.values()]


def test_a_thing_is_found_once_five_makers_need_or_offer_it():
    for _number in range(4):
        a_listing(a_producer(region="MA-05"))
    assert found("laine") == []
    a_listing(a_producer(region="MA-07"), side="offers")
    assert found("laine") == [("/fr/network/?thing=wool", "Laine et fil")]
    assert found("camion") == []


def test_the_public_page_shows_one_thing_and_asks_no_more_for_more_rows():
    client = Client()

    def page(query: str = "") -> tuple[int, str]:
        with CaptureQueriesContext(connection) as asked:
            text = client.get(f"/fr/network/{query}").content.decode()
        return len(asked), text

    for _number in range(7):
        a_listing(a_producer(region="MA-05"), thing="dye")
    page()
    for _number in range(6):
        a_listing(a_producer(region="MA-05"))
    queries, text = page()
    assert queries <= 6
    assert "<bdi>6</bdi>" in text
    shown = page("?thing=dye")[1]
    assert ("<bdi>7</bdi>" in shown, "<bdi>6</bdi>" in shown) == (True, False)
    assert "Rien ne correspond" in page("?thing=machine")[1]
    assert "<bdi>6</bdi>" in page("?thing=nonsense")[1]


def test_figures_count_what_was_done_and_nothing_of_crafts():
    her = a_producer(region="MA-05")
    talk = a_talk(a_listing(her))
    type(talk).objects.update(state="yes", answered_at=timezone.now())
    a_listing(her, side="offers", thing="dye")
    meeting = a_meeting()
    Meeting.objects.update(outcome="call", outcome_at=timezone.now())
    year = timezone.localdate().year
    assert list(needs(By.REGION)) == [(year, "MA-05", "needs", her.pk, 1)]
    assert list(offers(By.REGION)) == [(year, "MA-05", "offers", her.pk, 1)]
    assert [row[1:] for row in contacts(By.REGION)] == [("MA-05", "contacts", her.pk, 1)]
    region = meeting.hour.plan.event.region
    assert [row[1:] for row in meetings(By.REGION)] == [(region, "meetings", meeting.first_id, 1)]
    assert (list(outcomes(By.REGION)), list(purchases(By.REGION))) == ([], [])
    assert {count(By.CRAFT) for count in (needs, contacts, meetings, purchases)} == {None}


def test_the_board_says_what_waits_what_comes_and_what_is_stale():
    meeting, bought = a_meeting(), a_purchase()
    looks = (meetings_without_outcome, questions_to_ask, plans_to_tell, purchases_to_order)
    assert [look().count for look in looks] == [0, 0, 1, 0]
    day = timezone.now() - timedelta(days=1)
    MeetingHour.objects.filter(pk=meeting.hour_id).update(begins_at=day, ends_at=day + timedelta(minutes=9))
    FollowUp.objects.create(meeting=meeting, days=7, due_on=day.date())
    Purchase.objects.filter(pk=bought.pk).update(last_day=day.date())
    assert [look().count for look in looks] == [1, 1, 1, 1]
    assert all(look().url for look in looks)
