"""The demo's stands, given out by the rules through the actions; a second run changes nothing."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from home.events.testing.builders import an_event
from home.stands.models import StandApplication, StandOffer
from producers.testing.builders import a_producer, an_organisation
from shop.models import Order
from shop.reading.reconcile import differences
from shop.testing.builders import a_category, a_market
from storefront.demo.stands import GIVEN_OUT, OPEN, load_stands

pytestmark = pytest.mark.django_db
LATER = timezone.localdate() + timedelta(days=60)


def test_one_fair_is_given_out_and_one_still_takes_requests():
    a_market(), a_category("ateliers")
    get_user_model().objects.create_user("operator@demo.test")
    centre = an_organisation("centre")
    for slug in (GIVEN_OUT, OPEN):
        an_event(slug=slug, organiser=centre, first_day=LATER)
    for number in range(9):
        a_producer(phone=f"+21261234567{number}")
    for _again in range(2):
        load_stands()
    states = sorted(StandApplication.objects.values_list("state", flat=True))
    assert states == ["placed", "refused", *["to_pay"] * 3, *["waiting"] * 2, "withdrawn"]
    assert sorted(StandApplication.objects.exclude(stand=None).values_list("stand", flat=True)) == [
        1,
        2,
        3,
        4,
    ]
    assert (StandOffer.objects.count(), Order.objects.get().status) == (2, "placed")
    assert not list(differences())
