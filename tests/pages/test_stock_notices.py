"""Tell me when it is back: asked, confirmed by a button, told once, forgotten."""

from datetime import timedelta

import pytest
from django.utils import timezone

from producers.actions.deliver import deliver_announcements
from producers.domain.actors import SYSTEM
from producers.models import Message
from shop.actions.adjust_stock import adjust
from shop.actions.stock_notices import forget_old_notices, tell_what_is_back
from shop.models import Stock, StockNotice
from shop.testing.builders import a_market, a_product, a_variant, on_show

pytestmark = pytest.mark.django_db
PAGE = "/fr/shop/p/bol/tell-me/"


@pytest.fixture(autouse=True)
def bowl():
    for code in ("ma", "eu", "world"):
        a_market(code)
    variant = a_variant(a_product(slug="bol", name="Bol"), stock=0)
    on_show(variant)
    return variant


def ask(client, email="yto@example.test"):
    return client.post(PAGE, {"email": email})


def letters(kind: str) -> list[Message]:
    deliver_announcements()
    return list(Message.objects.filter(kind=kind))


def bring_back(bowl):
    adjust(Stock.objects.get(variant=bowl), 1, actor=SYSTEM, reason="made")


def test_what_is_gone_leads_there_and_what_is_there_does_not(client, bowl):
    assert PAGE in client.get("/fr/shop/p/bol/").content.decode()
    bring_back(bowl)
    assert PAGE not in client.get("/fr/shop/p/bol/").content.decode()


def test_the_wish_counts_once_it_is_confirmed_and_is_told_once(client, bowl):
    assert ask(client).status_code == 200
    assert ask(client, "YTO@example.test").status_code == 200
    (letter,) = letters("notice.asked")
    wish = StockNotice.objects.get()
    assert wish.token in letter.text
    bring_back(bowl)
    assert tell_what_is_back() == 0, "nobody has confirmed it"
    page = f"/fr/shop/back/{wish.token}/"
    assert client.get(page).status_code == 200
    wish.refresh_from_db()
    assert wish.confirmed_at is None, "a mail program that follows links confirms nothing"
    assert client.post(page).status_code == 302
    assert (tell_what_is_back(), tell_what_is_back()) == (1, 0)
    (told,) = letters("notice.back")
    assert "/fr/shop/p/bol/" in told.text


def test_nothing_is_told_while_it_is_still_gone(client):
    ask(client)
    StockNotice.objects.update(confirmed_at=timezone.now())
    assert tell_what_is_back() == 0


def test_the_way_out_forgets_the_address(client):
    ask(client)
    page = f"/fr/shop/back/{StockNotice.objects.get().token}/"
    assert client.post(page, {"do": "drop"}).status_code == 200
    assert not StockNotice.objects.exists()
    assert client.get(page).status_code == 404


@pytest.mark.parametrize("token", ["x", "x" * 64, "%00"])
def test_an_unknown_secret_opens_nothing(client, token):
    assert client.get(f"/fr/shop/back/{token}/").status_code == 404


@pytest.mark.parametrize(
    "email",
    [
        "",
        "x",
        "a@b",
        "a b@example.test",
        "x" * 10_000 + "@example.test",
        "a\u202e@example.test",
        "a\x00@example.test",
    ],
)
def test_what_is_no_address_is_said_beside_the_field_and_kept(client, email):
    answer = ask(client, email)
    assert answer.status_code == 422
    assert 'data-role="error"' in answer.content.decode()
    assert not StockNotice.objects.exists()


def test_many_wishes_from_one_place_are_slowed_down(client):
    answers = [ask(client, f"a{number}@example.test").status_code for number in range(21)]
    assert answers[-1] == 429


@pytest.mark.parametrize(
    ("fields", "is_kept"),
    [
        ({"created_at": timedelta(days=6)}, True),
        ({"created_at": timedelta(days=8)}, False),
        ({"created_at": timedelta(days=8), "confirmed_at": timedelta(days=8)}, True),
        ({"created_at": timedelta(days=366), "confirmed_at": timedelta(days=366)}, False),
        ({"confirmed_at": timedelta(days=9), "told_at": timedelta(days=8)}, False),
    ],
)
def test_addresses_are_not_kept_longer_than_needed(client, fields, is_kept):
    ask(client)
    StockNotice.objects.update(**{name: timezone.now() - ago for name, ago in fields.items()})
    forget_old_notices()
    assert StockNotice.objects.exists() is is_kept
