"""Pages from memory: only what all may see, and never a moment older than the database."""

import re
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from home.testing.builders import a_home_page
from producers import page_cache
from producers.editions.areas import tables
from producers.editions.triggers import TABLE
from producers.testing.builders import a_producer, an_association, an_operator
from shop.models import Hold, Listing, Price, Product, Stock
from shop.testing.builders import a_cart, a_fee_rule, a_market, a_product, a_variant, on_show
from shop.testing.buying import an_order

pytestmark = pytest.mark.django_db
LOOK = re.compile(rf"FROM .*{TABLE}")
NAMED = re.compile(r'(?:FROM|JOIN|again,) "?(\w+)"?')


@pytest.fixture(scope="module", autouse=True)
def _a_shop(made_once) -> None:
    with made_once.making():
        a_home_page()
        a_market(cash_limit=10_000)
        a_fee_rule()
        a_market("eu")
        atlas = an_association(slug="atlas", number=2)
        maker = a_producer(slug="aicha", number=1, name="Aïcha", vouched_by=atlas)
        rug = a_variant(a_product(slug="tapis", producer=maker, name="Tapis"), price="450.00", stock=2)
        on_show(rug)


def product() -> str:
    return reverse("shop:product", args=["tapis"])


def catalogue() -> str:
    return reverse("shop:catalogue")


def profile() -> str:
    return reverse("producers:profile", args=["aicha"])


def association() -> str:
    return reverse("producers:association", args=["atlas"])


PAGES = [product, catalogue, profile, association, lambda: "/fr/", lambda: reverse("producers:directory")]


def statements(client: Client, address: str, **more: str) -> list[str]:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address, **more).status_code == 200
    return [query["sql"] for query in queries]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_seen_before_costs_one_look(page: Callable[[], str]) -> None:
    client = Client()
    client.get(page())
    said = statements(client, page())
    assert len(said) == 1
    assert LOOK.search(said[0])


@pytest.mark.parametrize("page", PAGES)
def test_a_page_reads_no_table_that_does_not_count(page: Callable[[], str]) -> None:
    counted = set(tables()) | {TABLE}
    read = {table for sql in statements(Client(), page()) for table in NAMED.findall(sql)}
    assert read - counted == set()


def test_a_price_changed_by_plain_sql_is_shown_at_once() -> None:
    client = Client()
    assert "450" in client.get(product()).content.decode()
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {Price._meta.db_table} SET amount = 777")
    assert "777" in client.get(product()).content.decode()


def test_stock_that_goes_is_shown_at_once() -> None:
    client = Client()
    assert 'data-role="add-to-cart"' in client.get(product()).content.decode()
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {Stock._meta.db_table} SET allocated = on_hand")
    assert 'name="variant"' not in client.get(product()).content.decode()


def test_a_change_that_is_rolled_back_leaves_the_page_as_it_was() -> None:
    from django.db import transaction

    client = Client()
    before = client.get(product()).content
    with transaction.atomic():
        Price.objects.update(amount=Decimal(999))
        transaction.set_rollback(True)
    assert client.get(product()).content == before


def test_the_control_without_triggers_the_old_price_stays() -> None:
    client = Client()
    client.get(product())
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE kept AS SELECT * FROM {TABLE}")
        cursor.execute(f"UPDATE {Price._meta.db_table} SET amount = 777")
        cursor.execute(f"DELETE FROM {TABLE}")
        cursor.execute(f"INSERT INTO {TABLE} SELECT * FROM kept")
    assert "777" not in client.get(product()).content.decode()


def test_a_visitor_with_a_session_gets_her_own_page_and_leaves_none() -> None:
    anybody, signed_in = Client(), Client()
    signed_in.force_login(an_operator())
    own = signed_in.get(product())
    assert own.headers["Cache-Control"] == "private, no-store"
    assert len(page_cache.pages) == 0
    anybody.get(product())
    assert signed_in.get(product()).headers["Cache-Control"] == "private, no-store"


def test_a_cart_is_seen_only_by_whose_it_is() -> None:
    buyer, anybody = Client(), Client()
    anybody.get(product())
    variant = Product.objects.get().variants.get()
    data = {"variant": variant.pk, "quantity": 1}
    buyer.post(reverse("shop:add"), data, headers={"sec-fetch-site": "same-origin"})
    assert re.search(r'data-role="cart-count"[^>]*>\s*1', buyer.get(product()).content.decode())
    assert not re.search(r'data-role="cart-count"[^>]*>\s*1', anybody.get(product()).content.decode())


def test_another_country_is_another_page() -> None:
    moroccan, french = Client(), Client()
    moroccan.get(product())
    abroad = french.get(product() + "?country=FR")
    assert abroad.cookies["country"].value == "FR"
    assert "country" not in moroccan.get(product()).cookies
    assert french.get(product()).content != moroccan.get(product()).content


@pytest.mark.parametrize(
    "odd",
    [
        {"HTTP_HOST": "localhost"},
        {"HTTP_X_FORWARDED_HOST": "evil.example"},
        {"HTTP_X_FORWARDED_PORT": "8443"},
        {"wsgi.url_scheme": "https"},
        {"HTTP_ACCEPT_ENCODING": "gzip"},
        {"HTTP_AUTHORIZATION": "Bearer x"},
        {"HTTP_RANGE": "bytes=0-10"},
    ],
)
def test_a_page_is_not_given_to_who_asks_otherwise(odd: dict[str, str]) -> None:
    client = Client()
    client.get(product())
    answer = client.get(product(), **odd)
    assert answer.status_code == 200
    assert len(page_cache.pages) == 2 or "ETag" not in answer.headers


def test_a_host_that_is_not_ours_gets_nothing() -> None:
    client = Client()
    client.get(product())
    assert client.get(product(), HTTP_HOST="evil.example").status_code == 400


@pytest.mark.parametrize("name", ["Accept-Language", "Save-Data", "Origin", "*"])
def test_what_varies_by_something_unknown_is_not_kept(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.http import HttpResponse

    def varied(_request: object) -> HttpResponse:
        return HttpResponse("x", headers={"Vary": f"Cookie, {name}", "Cache-Control": "public, s-maxage=60"})

    from django.test import RequestFactory

    page_cache.PageCacheMiddleware(varied)(RequestFactory().get("/fr/x/"))
    assert (len(page_cache.pages) == 0) is (name.lower() not in page_cache.KNOWN_TO_VARY)


def test_304_while_nothing_has_changed_and_not_after() -> None:
    client = Client()
    etag = client.get(product()).headers["ETag"]
    same = client.get(product(), headers={"if-none-match": etag})
    assert (same.status_code, same.content) == (304, b"")
    Price.objects.update(amount=Decimal(888))
    other = client.get(product(), headers={"if-none-match": etag})
    assert other.status_code == 200
    assert other.headers["ETag"] != etag


def test_head_gets_the_headers_of_the_page() -> None:
    client = Client()
    page = client.get(product())
    assert client.head(product()).headers["ETag"] == page.headers["ETag"]


def test_pages_with_a_secret_are_never_kept() -> None:
    order = an_order(Product.objects.get().variants.get())
    Client().get(reverse("shop:order", args=[order.token]))
    Client().get(reverse("shop:cart"))
    Client().get(reverse("account_login"))
    assert len(page_cache.pages) == 0


def test_a_hold_of_somebody_changes_the_page() -> None:
    client = Client()
    client.get(product())
    variant = Product.objects.get().variants.get()
    from datetime import timedelta

    from django.utils import timezone

    until = timezone.now() + timedelta(minutes=10)
    Hold.objects.create(cart=a_cart(), variant=variant, quantity=1, until=until)
    assert len(statements(client, product())) > 1


def test_a_listing_that_goes_leaves_the_list_at_once() -> None:
    client = Client()
    assert "tapis" in client.get(catalogue()).content.decode()
    Listing.objects.all().delete()
    assert "/p/tapis/" not in client.get(catalogue()).content.decode()
