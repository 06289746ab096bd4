"""Stands by the actions and the office's page: offered, asked for, ranked, placed, refused."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from home.events.models import Event
from home.events.reading.event import exhibits_of
from home.events.testing.builders import an_event, an_exhibitor
from home.stands.actions.allocate import TakenError, allocate, confirm, propose, refuse
from home.stands.actions.apply import ClosedError, apply, withdraw
from home.stands.actions.offer_stands import NoStandsError, offer_stands
from home.stands.domain.fairness import Why
from home.stands.domain.states import IllegalStepError
from home.stands.models import StandApplication, StandOffer
from home.stands.reading.ranking import ranked
from home.stands.testing.builders import an_offer
from producers.domain.actors import SYSTEM
from producers.models import Act
from producers.testing.builders import a_craft, a_producer, an_association, an_operator
from shop.testing.builders import a_category, a_market

pytestmark = pytest.mark.django_db
OFFICE = "/admin/stands/"


def asks(offer, **fields):
    return apply(offer, a_producer(**{"region": "MA-06"} | fields), actor=SYSTEM)


def in_the_office():
    user = an_operator()
    user.user_permissions.add(
        Permission.objects.get(codename="access_admin", content_type__app_label="wagtailadmin")
    )
    return user


def page_of(offer):
    return reverse("events:event", args=[offer.event.slug])


def placed(offer, number):
    row = asks(offer)
    StandApplication.objects.filter(pk=row.pk).update(state="placed", stand=number, is_shown=True)


def test_the_row_says_who_comes_first_and_why():
    offer = an_offer()
    before = an_event(first_day=timezone.localdate() - timedelta(days=90))
    man, far, woman, again = (
        asks(offer, voice="man"),
        asks(offer, voice="man", region="MA-01"),
        asks(offer, voice="woman"),
        asks(offer, voice="woman", region="MA-01"),
    )
    an_exhibitor(before, again.producer)
    assert [(one.row.pk, one.reasons) for one in ranked(offer)] == [
        (woman.pk, (Why.FIRST_TIME, Why.WOMAN)),
        (far.pk, (Why.FIRST_TIME, Why.FAR)),
        (man.pk, (Why.FIRST_TIME,)),
        (again.pk, (Why.CAME_BEFORE, Why.WOMAN, Why.FAR)),
    ]


def test_a_later_fair_a_cancelled_one_and_a_draft_are_not_having_come():
    offer = an_offer()
    row = asks(offer)
    early = timezone.localdate() - timedelta(days=90)
    for event in (
        an_event(first_day=timezone.localdate() + timedelta(days=60)),
        an_event(first_day=early, status="cancelled"),
        an_event(first_day=early, live=False),
    ):
        an_exhibitor(event, row.producer)
    assert ranked(offer)[0].reasons[0] == Why.FIRST_TIME


def test_what_is_proposed_follows_the_rules_and_keeps_what_was_set_by_hand():
    offer = an_offer(stands=2)
    first, second, third = asks(offer, voice="man"), asks(offer, voice="woman"), asks(offer, voice="man")
    allocate(third, 1, actor=SYSTEM)
    assert propose(offer, actor=SYSTEM) == 1
    stands = dict(StandApplication.objects.values_list("pk", "stand"))
    assert stands == {first.pk: None, second.pk: 2, third.pk: 1}
    assert confirm(offer, actor=SYSTEM) == 2
    assert set(offer.applications.filter(state="placed")) == {second, third}
    assert Act.objects.filter(verb="stand.placed").count() == 2


def test_a_stand_is_one_makers_and_has_to_exist():
    offer = an_offer(stands=2)
    one, other = asks(offer), asks(offer)
    allocate(one, 2, actor=SYSTEM)
    for stand in (2, 3, 0):
        with pytest.raises(TakenError):
            allocate(other, stand, actor=SYSTEM)
    with pytest.raises(IntegrityError), transaction.atomic():
        StandApplication.objects.filter(pk=other.pk).update(stand=2)
    allocate(one, None, actor=SYSTEM)
    allocate(other, 2, actor=SYSTEM)


def test_asked_twice_is_once_and_who_took_it_back_may_ask_again():
    offer = an_offer()
    row = asks(offer)
    row.producer.crafts.add(a_craft())
    assert apply(offer, row.producer, actor=SYSTEM) == row
    allocate(row, 1, actor=SYSTEM)
    confirm(offer, actor=SYSTEM)
    withdraw(row, actor=SYSTEM)
    assert (row.state, row.stand) == ("withdrawn", None)
    again = apply(offer, row.producer, actor=SYSTEM)
    assert (again.state, [craft.code for craft in again.crafts.all()]) == ("applied", ["weaving"])


def test_who_comes_late_does_not_sell_or_was_refused_cannot_ask():
    offer = an_offer()
    refused = asks(offer)
    with pytest.raises(IllegalStepError):
        refuse(refused, reason=" ", actor=SYSTEM)
    refuse(refused, reason="Too many bakers", actor=SYSTEM)
    with pytest.raises(IllegalStepError):
        apply(offer, refused.producer, actor=SYSTEM)
    for wrong in (an_association(), a_producer(status="suspended")):
        with pytest.raises(ClosedError):
            apply(offer, wrong, actor=SYSTEM)
    StandOffer.objects.update(closes_on=timezone.localdate() - timedelta(days=1))
    with pytest.raises(ClosedError):
        asks(offer)


def test_stands_are_offered_for_what_takes_place_and_before_it_begins():
    event, today = an_event(), timezone.localdate()
    for closes in (today - timedelta(days=1), event.first_day + timedelta(days=1)):
        with pytest.raises(NoStandsError):
            offer_stands(event, 3, closes, actor=SYSTEM)
    with pytest.raises(NoStandsError):
        offer_stands(an_event(status="cancelled"), 3, today, actor=SYSTEM)
    assert offer_stands(event, 3, today, actor=SYSTEM) == offer_stands(event, 9, today, actor=SYSTEM)


def test_an_operator_takes_a_fair_from_the_offer_to_the_answers(client):
    client.force_login(in_the_office())
    event = an_event(title="Foire d'Azrou")
    typed = {"event": event.pk, "stands": 1, "closes_on": timezone.localdate()}
    assert client.post(OFFICE, typed | {"closes_on": "2001-01-01"}).status_code == 422
    client.post(OFFICE, typed)
    offer = StandOffer.objects.get()
    assert "Foire d&#x27;Azrou" in client.get(OFFICE).content.decode()
    row, other, page = asks(offer, voice="woman"), asks(offer, voice="man"), f"{OFFICE}{offer.pk}/"
    assert "première fois · femme" in client.get(page).content.decode()
    one = f"{OFFICE}applications/{other.pk}/"
    assert client.post(f"{one}allocate/", {"stand": "x"}).status_code == 422
    assert client.post(f"{one}allocate/", {"stand": "2"}).status_code == 422
    assert client.post(f"{one}refuse/", {"reason": ""}).status_code == 422
    client.post(f"{page}propose/")
    client.post(f"{page}confirm/")
    client.post(f"{one}refuse/", {"reason": "Full"})
    assert client.post(f"{one}refuse/", {"reason": "Full"}).status_code == 422
    row.refresh_from_db(), other.refresh_from_db()
    assert (row.state, row.stand, other.state, other.reason) == ("placed", 1, "refused", "Full")
    assert client.get(page).status_code == 200


def test_the_office_offers_stands_for_a_fee_under_a_category(client):
    client.force_login(in_the_office())
    event, today = an_event(organiser=an_association()), timezone.localdate()
    typed = {"event": event.pk, "stands": 4, "closes_on": today, "amount": "150", "refund_until": today}
    wrong = client.post(OFFICE, typed)
    assert wrong.status_code == 422
    assert 'value="150"' in wrong.content.decode()
    assert client.post(OFFICE, typed | {"category": a_category().pk}).status_code == 302
    offer = StandOffer.objects.get()
    assert (offer.fee.amount, offer.pay_days, offer.sold_as.product.producer) == (150, 7, event.organiser)
    asks(offer)
    assert "150" in client.get(f"{OFFICE}{offer.pk}/").content.decode()


def test_who_has_a_stand_and_agrees_is_on_the_page_of_the_fair(client):
    a_market()
    offer = an_offer(stands=4)
    seen, silent, waits = (asks(offer) for _ in range(3))
    StandApplication.objects.exclude(pk=silent.pk).update(is_shown=True)
    for number, row in enumerate((seen, silent), 1):
        allocate(row, number, actor=SYSTEM)
    confirm(offer, actor=SYSTEM)
    named = an_exhibitor(offer.event, a_producer(), stand="A1").producer_id
    rows = exhibits_of(Event.objects.get())
    assert [(one.producer_id, one.stand) for one in rows] == [(named, "A1"), (seen.producer_id, "1")]
    answer = client.get(page_of(offer))
    assert answer.status_code == 200
    page = answer.content.decode()
    assert seen.producer.slug in page
    assert silent.producer.slug not in page
    assert waits.producer.slug not in page


def test_the_page_of_a_fair_asks_one_question_for_all_stands(client):
    a_market()
    offer = an_offer(stands=9)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(page_of(offer) + f"?n={StandApplication.objects.count()}")
        return len(queries)

    client.get(page_of(offer))
    placed(offer, 1)
    few = asked()
    for number in range(2, 7):
        placed(offer, number)
    assert asked() == few > 5
