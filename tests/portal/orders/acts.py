"""What a maker does with an order, in tests."""

import re

from django.test import Client

from producers.domain.actors import Actor
from shop.models import ProducerOrder
from tests.portal.path import at

HER = Actor(1, "her")
SECRETS = ("Benali", "+212790000055", "07 90 00 00 55", "salma@example.test", "Derrière le four", "Maârif")


def page(client: Client, name: str, *args: object) -> str:
    """Open a page of hers."""
    answer = client.get(at(name, *args))
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def press_next(client: Client, part: ProducerOrder) -> ProducerOrder:
    """Press the one big button of the order's page."""
    found = re.search(r'name="do" value="(\w+)"', page(client, "order", part.number))
    assert found, "there is one big button"
    answer = client.post(at("order_step", part.number), {"do": found[1]})
    assert answer.url == at("order", part.number)
    part.refresh_from_db()
    return part


def status_of(part: ProducerOrder) -> str:
    """How far an order is."""
    return ProducerOrder.objects.get(pk=part.pk).status


def everything_of(client: Client, part: ProducerOrder) -> str:
    """All that she sees of an order."""
    pages = [client.get(at(name, part.number)).content.decode() for name in ("order", "order_slip")]
    return "".join([*pages, page(client, "orders")])
