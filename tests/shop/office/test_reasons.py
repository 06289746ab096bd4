"""Reasons that were chosen as pictures are read in the office as words, and lists are narrowed by them."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from producers.actions import moderate
from producers.actions.onboard import send_back
from producers.domain.actors import Actor
from producers.domain.moderation import Reason
from producers.domain.standing import Because
from producers.models import Act
from producers.testing.builders import a_producer, an_operator
from producers.testing.submitting import a_submission
from shop.actions import fulfil
from shop.decline_words import REASONS, decline_word
from shop.domain.maker_steps import Decline
from shop.models import ProducerOrder, Product
from shop.templatetags.office import because
from shop.testing.builders import a_market, a_product, a_variant
from shop.testing.orders import a_placed_order
from tests.shop.office.test_office import browser, into_the_office

pytestmark = pytest.mark.django_db
HER = Actor(None, "her")


@pytest.fixture
def operator():
    return browser(into_the_office(an_operator(username="operator")))


@pytest.fixture
def parts():
    a_market()
    rug = a_variant(stock=9)
    for _ in range(3):
        a_placed_order((rug, 1))
    found = list(ProducerOrder.objects.order_by("pk"))
    fulfil.decline(found[0], actor=HER, reason="no_material")
    fulfil.decline(found[1], actor=HER, reason="no_time")
    return found


def test_every_reason_has_a_word():
    assert set(REASONS) == set(Decline)


def test_the_log_says_the_word_and_not_the_code(operator, parts):
    page = operator.get(reverse("shop_office:part", args=[parts[0].pk])).content.decode()
    assert decline_word("no_material") in page
    assert "no_material" not in page


def test_what_an_operator_has_typed_stands_for_itself():
    assert decline_word("the road is closed") == "the road is closed"
    assert because(Act(verb="producerorder.accepted", reason="by phone", after={})) == "by phone"


def test_parts_are_narrowed_by_why_they_were_declined(operator, parts):
    page = operator.get(reverse("shop_office:parts"), {"declined": "no_time"}).content.decode()
    assert [part.number in page for part in parts] == [False, True, False]
    everything = operator.get(reverse("shop_office:parts"), {"declined": "nonsense"}).content.decode()
    assert all(part.number in everything for part in parts)


def test_why_a_maker_was_sent_back_is_said_in_words():
    maker = a_producer(status="submitted")
    send_back(maker, [Because.PHOTO, Because.PAPER], actor=HER, note="Bientôt")
    act = Act.objects.get(verb="organisation.sent_back")
    with override("en"):
        assert because(act) == "Photo · Paper · Bientôt"


def test_changes_are_narrowed_by_why_they_were_sent_back(operator):
    for slug, reason in (("one", Reason.TOO_DARK), ("two", Reason.BLURRED)):
        row = a_submission(a_product(slug=slug, name=f"Tapis {slug}"), name=f"Tapis {slug} neuf")
        thing = Product.objects.get(slug=slug)
        moderate.send_back(row, reasons=[reason], seen=moderate.seen_now(row, thing), actor=HER)
    page = operator.get(reverse("desk:queue"), {"reason": "too_dark"}).content.decode()
    assert "Tapis one" in page
    assert "Tapis two" not in page
    act = Act.objects.filter(verb="submission.sent_back").order_by("pk")[0]
    with override("en"):
        assert because(act) == "The photo is too dark. Take it again near a window."
