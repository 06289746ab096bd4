"""What a maker sees of who bought, on the screen and on the slip: as far as the parcel needs it."""

import re

import pytest

from producers.domain.actors import SYSTEM
from shop.actions import fulfil
from tests.portal.orders.acts import HER, SECRETS, everything_of, page
from tests.portal.path import a_rug, at, sold
from tests.shop.papers.read_back import words as words_of

pytestmark = pytest.mark.django_db


def test_before_she_takes_it_she_sees_the_town_alone(client, part):
    seen = everything_of(client, part)
    assert "Casablanca" in seen or "Anfa" in seen or "Maarif" in seen
    assert [secret for secret in (*SECRETS, "Salma") if secret in seen] == []


def test_a_parcel_that_she_sends_bears_the_address_and_never_the_phone(client, part):
    fulfil.accept(part, actor=HER)
    seen = everything_of(client, part)
    assert "Derrière le four" in seen
    assert [secret for secret in SECRETS[1:4] if secret in seen] == []


def test_a_parcel_for_the_centre_bears_the_first_name_and_the_town(client, maker):
    part = sold(a_rug(maker), mode="consolidated")
    fulfil.accept(part, actor=HER)
    seen = everything_of(client, part)
    assert "Salma" in seen
    assert [secret for secret in SECRETS if secret in seen] == []


def test_once_it_has_arrived_nothing_of_the_buyer_is_left(client, part):
    fulfil.accept(part, actor=HER)
    fulfil.ship(part, carrier="Amana", actor=HER)
    fulfil.deliver(part, actor=SYSTEM)
    seen = everything_of(client, part)
    assert [secret for secret in (*SECRETS, "Salma") if secret in seen] == []


def test_no_amount_stands_on_the_pages_of_an_order(client, part):
    fulfil.accept(part, actor=HER)
    seen = everything_of(client, part)
    assert "180" not in re.sub(r"<svg.*?</svg>|\d{3}-\d{3}-\d{4}-\d|pk=\d+", "", seen, flags=re.DOTALL)


def test_the_slip_has_a_large_number_and_a_code(client, part):
    fulfil.accept(part, actor=HER)
    seen = page(client, "order_slip", part.number)
    assert f'<bdi dir="ltr">{part.number}</bdi>' in seen
    assert "<svg" in seen.partition('class="slip-code"')[2][:400]


@pytest.mark.parametrize(("mode", "bears_address"), [("direct", True), ("consolidated", False)])
def test_the_printed_slip_bears_no_more_than_the_screen_and_no_phone(client, maker, mode, bears_address):
    part = sold(a_rug(maker), mode=mode)
    fulfil.accept(part, actor=HER)
    answer = client.get(at("order_slip", part.number), {"as": "pdf"})
    assert answer["Content-Type"] == "application/pdf"
    words = words_of(answer.content)
    assert part.number in words
    assert ("Benali" in words, "Derrière le four" in words) == (bears_address, bears_address)
    assert "90 00 00" not in words
