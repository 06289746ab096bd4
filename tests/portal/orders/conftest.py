"""A maker, her browser, and an order of hers."""

import pytest
from django.test import Client

from producers.models import Organisation
from producers.testing.builders import (
    a_producer,
    an_owner_of,
)
from shop.models import ProducerOrder
from tests.portal.path import a_rug, signed_in, sold


@pytest.fixture
def maker() -> Organisation:
    return a_producer(name="Fatima", region="MA-07")


@pytest.fixture
def client(maker) -> Client:
    return signed_in(an_owner_of(maker, username="fatima"))


@pytest.fixture
def part(maker) -> ProducerOrder:
    return sold(a_rug(maker, making_days=5, cap=5))
