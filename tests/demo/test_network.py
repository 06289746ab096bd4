"""The demo's network, from few makers: it is written once, by the same acts as on the site."""

import pytest

from home.network.models import Listing, Purchase, Talk
from producers.testing.builders import a_producer, an_association
from storefront.demo.network import load_network

pytestmark = pytest.mark.django_db


def test_each_maker_says_something_and_some_write_to_each_other():
    for _number in range(12):
        a_producer()
    an_association()
    load_network()
    load_network()
    assert Listing.objects.count() == 12
    assert set(Talk.objects.values_list("state", flat=True)) == {"asked", "yes", "no"}
    assert list(Purchase.objects.values_list("state", "pledged")) == [("ordered", 70), ("open", 70)]
