"""Visits are counted by page, day and language: public pages alone, and nothing of who looked."""

from datetime import timedelta

import pytest
from django.utils import timezone

from home.actions.write_visits import forget_old_visits, write_visits
from home.domain.visits import Tally, is_machine
from home.models import Visit
from home.reading.visits import most_visited
from home.testing.builders import a_home_page
from home.visits import tally, write
from shop.testing.builders import a_market, a_variant
from shop.testing.orders import a_placed_order

pytestmark = pytest.mark.django_db
BROWSER = {"headers": {"user-agent": "Mozilla/5.0 (Linux; Android 14) Firefox/140.0"}}
TODAY = timezone.localdate


@pytest.fixture(autouse=True)
def _ground():
    for code in ("ma", "eu", "world"):
        a_market(code)
    a_home_page()
    tally.take()
    yield
    tally.take()


def counted() -> dict[tuple[str, str], int]:
    write()
    return {(row.path, row.language): row.count for row in Visit.objects.all()}


def test_a_page_is_counted_each_time_it_is_shown(client):
    for path in ("/fr/shop/", "/fr/shop/?q=x", "/ar/shop/", "/fr/"):
        client.get(path, **BROWSER)
    assert counted() == {("/fr/shop/", "fr"): 2, ("/ar/shop/", "ar"): 1, ("/fr/", "fr"): 1}
    client.get("/fr/shop/", **BROWSER)
    assert counted()["/fr/shop/", "fr"] == 3


def test_nothing_else_is_counted(client, admin_client):
    order = a_placed_order(a_variant())
    for path in (f"/fr/orders/{order.token}/", "/fr/cart/", "/fr/none/", "/fr/my-orders/", "/sitemap.xml"):
        client.get(path, **BROWSER)
    admin_client.get("/admin/", **BROWSER)
    client.head("/fr/shop/", **BROWSER)
    client.post("/fr/shop/", **BROWSER)
    client.get("/fr/shop/", headers={"user-agent": "SomeBot/1.0"})
    client.get("/fr/shop/")
    assert counted() == {}


def test_a_row_holds_nothing_of_a_person():
    assert {field.name for field in Visit._meta.get_fields()} == {"id", "day", "path", "language", "count"}


@pytest.mark.parametrize(
    ("agent", "expected"),
    [
        ("", True),
        ("Googlebot/2.1", True),
        ("curl/8", True),
        ("HeadlessChrome/1", True),
        ("Mozilla/5.0", False),
    ],
)
def test_who_says_to_be_a_program(agent, expected):
    assert is_machine(agent) is expected


def test_it_is_time_to_write_after_many_or_after_a_while():
    key = (TODAY(), "/fr/", "fr")
    some = Tally(most=3, seconds=60)
    assert [some.add(key, 0.0) for _ in range(3)] == [False, False, True]
    assert some.take() == {key: 3}
    assert [some.add(key, 100.0), some.add(key, 161.0)] == [False, True]


def test_two_processes_that_write_the_same_row_both_count():
    key = (TODAY(), "/fr/", "fr")
    write_visits({key: 2})
    write_visits({key: 3})
    assert Visit.objects.get().count == 5


def test_a_database_that_is_down_costs_a_count_and_no_page(client, monkeypatch):
    from django.db import DatabaseError

    def fail(counts):
        raise DatabaseError("down")

    monkeypatch.setattr("home.visits.write_visits", fail)
    client.get("/fr/shop/", **BROWSER)
    write()
    assert not Visit.objects.exists()


def test_editors_see_the_most_visited_of_thirty_days(admin_client, client, django_assert_num_queries):
    today = TODAY()
    write_visits({(today, "/fr/shop/", "fr"): 5, (today - timedelta(days=3), "/fr/shop/", "fr"): 2})
    write_visits({(today, "/ar/shop/", "ar"): 6, (today - timedelta(days=30), "/fr/shop/", "fr"): 100})
    with django_assert_num_queries(1):
        rows = most_visited()
    assert [(row["path"], row["visits"]) for row in rows] == [("/fr/shop/", 7), ("/ar/shop/", 6)]
    assert "/fr/shop/" in admin_client.get("/admin/visits/").content.decode()
    assert client.get("/admin/visits/").status_code == 302


def test_old_counts_are_forgotten():
    today = TODAY()
    write_visits({(today, "/fr/", "fr"): 1, (today - timedelta(days=900), "/fr/", "fr"): 1})
    assert forget_old_visits() == 1
    assert Visit.objects.get().day == today
