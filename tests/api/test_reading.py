"""What programs read: the same prices, stock and words as the pages, page by page, and errors with codes."""

import itertools
import json
import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.core import signing
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from home.actions.withdraw_consent import withdraw_consent
from home.models import StoryConsent
from home.testing.builders import a_consent, a_story, published
from producers.domain.actors import Actor
from producers.editions.memory import values
from producers.models import Organisation
from producers.testing.builders import a_producer
from shop.models import Listing, Price, Product, Variant
from shop.testing.builders import a_market, a_product, a_variant, on_show
from tests.made_once import MadeOnce

pytestmark = pytest.mark.django_db
API = "/api/v1/"
COUNTRIES = ("MA", "FR", "US")
MARKED = re.compile(r'data-role="price"[^>]*data-amount="(\d+)"[^>]*data-currency="(\w+)"')


@pytest.fixture(scope="module", autouse=True)
def built(made_once: MadeOnce) -> list[Variant]:
    with made_once.making():
        return some_goods()


@pytest.fixture
def goods(built, made_once) -> list[Variant]:
    return made_once.hand_out(built)


def some_goods() -> list[Variant]:
    for code in ("ma", "eu", "world"):
        a_market(code)
    maker = a_producer(name="Atelier", slug="atelier", number=7)
    made = []
    for place in range(7):
        product = a_product(producer=maker, slug=f"rug-{place}", name=f"Tapis {place}")
        variant = a_variant(product, price=f"{100 + place % 3}.50", stock=place)
        if place % 2:
            Price.objects.create(variant=variant, amount=f"{20 + place}.00", amount_currency="EUR")
        made.append(variant)
    on_show(*made)
    return made


def read(path: str, status: int = 200, **headers: str) -> dict:
    response = Client().get(API + path, **headers)
    assert response.status_code == status, response.content
    return response.json()


def everything(path: str) -> list[dict]:
    found, joint = [], "&" if "?" in path else "?"
    page = read(path)
    while True:
        found += page["items"]
        if page["next"] is None:
            return found
        page = read(f"{path}{joint}cursor={page['next']}")


@pytest.mark.parametrize("sort", ["new", "price", "-price"])
def test_pages_by_cursor_are_the_whole_list_in_the_order_of_the_page(client, goods, sort):
    whole = read(f"products?sort={sort}&limit=100")["items"]
    assert len(whole) == len({one["id"] for one in whole}) == 7
    for limit in (1, 2, 3, 100):
        found = everything(f"products?sort={sort}&limit={limit}")
        assert [one["id"] for one in found] == [one["id"] for one in whole], limit
    html = client.get(f"/fr/shop/?sort={sort}").content.decode()
    shown = list(dict.fromkeys(re.findall(r'href="/fr/shop/p/([\w-]+)/"', html)))
    assert [one["slug"] for one in read(f"products?sort={sort}")["items"]] == shown


def test_without_a_price_in_a_currency_the_last_pages_are_read_too(goods):
    found = everything("products?sort=price&country=FR&limit=2")
    assert found == read("products?sort=price&country=FR")["items"]


def test_a_search_goes_on_by_cursor_too(goods):
    found = everything("products?q=tapis&limit=2")
    assert {one["slug"] for one in found} == {f"rug-{place}" for place in range(7)}


def test_price_and_stock_are_those_of_the_page(goods):
    for country, variant in itertools.product(COUNTRIES, goods):
        page = Client().get(f"/fr/shop/p/{variant.product.slug}/?country={country}").content.decode()
        said = read(f"products/{variant.product.export_id}?country={country}")
        marked = MARKED.search(page.partition('data-role="product-card"')[0])
        price = said["price"]
        shown = price and (str(price["amount"]), price["currency"])
        assert shown == (marked and marked.groups()), (country, variant.product.slug)
        assert said["is_available"] == ('data-role="add-to-cart"' in page), (country, variant.product.slug)


def test_a_list_says_the_price_of_the_product(goods):
    for card in everything("products?limit=3&country=FR"):
        assert card["price"] == read(f"products/{card['id']}?country=FR")["price"]


def test_an_amount_is_the_same_in_minor_units_and_as_a_decimal(goods):
    price = read(f"products/{goods[0].product.export_id}")["price"]
    assert (price["amount"], price["decimal"], price["currency"]) == (10050, "100.50", "MAD")


def test_the_language_is_asked_for_by_address_or_by_header(goods):
    assert Client().get(API + "markets?lang=ar").headers["Content-Language"] == "ar"
    answer = Client().get(API + "markets", HTTP_ACCEPT_LANGUAGE="en;q=0.3, ar;q=0.9")
    assert answer.headers["Content-Language"] == "ar"
    assert "Accept-Language" in answer.headers["Vary"]
    other = Client()
    other.cookies["django_language"] = "ar"
    assert other.get(API + "markets").headers["Content-Language"] == "fr"


def test_no_cookie_is_read_or_set(goods):
    client = Client()
    client.cookies["country"] = "FR"
    there = client.get(API + "products")
    assert there.json()["items"][0]["price"]["currency"] == "MAD"
    asked = Client().get(API + "products?country=FR")
    assert not asked.cookies
    assert asked.headers["Cache-Control"] == "public, max-age=60"


def test_what_has_not_changed_is_not_sent_again(goods):
    first = Client().get(API + "products")
    again = Client().get(API + "products", HTTP_IF_NONE_MATCH=first.headers["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    Price.objects.filter(variant=goods[0]).update(amount="999.00")
    on_show(*goods)
    changed = Client().get(API + "products", HTTP_IF_NONE_MATCH=first.headers["ETag"])
    assert changed.status_code == 200
    assert "999.00" in changed.content.decode()


def test_head_says_what_get_would(goods):
    got, head = Client().get(API + "products"), Client().head(API + "products")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["ETag"] == got.headers["ETag"]


REFUSED = [
    ("nothing", 404, "not_found"),
    ("products/nothing", 404, "not_found"),
    ("products/AAAAAAAAAAAAAAAAAAAAAA", 404, "not_found"),
    ("products?cursor=x", 400, "bad_cursor"),
    ("products?cursor=%ED%A0%80", 400, "bad_cursor"),
    ("products?limit=0", 422, "invalid"),
    ("products?limit=101", 422, "invalid"),
    ("products?limit=x", 422, "invalid"),
    ("products?category=nothing", 422, "invalid"),
    ("products?a.nothing=1", 422, "invalid"),
    ("products?price_min=-1", 422, "invalid"),
    ("products?sort=best", 422, "invalid"),
    ("products?country=ZZ", 422, "invalid"),
    ("products?country=fr", 422, "invalid"),
    ("products?lang=xx", 422, "invalid"),
    ("producers?region=MA-99", 422, "invalid"),
    ("producers?craft=none", 422, "invalid"),
    ("producers/x", 404, "not_found"),
    ("stories/x", 404, "not_found"),
    ("stories?cursor=WyIxIl0", 400, "bad_cursor"),
]


def test_what_does_not_exist_is_a_problem_with_a_code(goods, settings):
    settings.SHOP = {"API_PER_MINUTE": 1000}
    for path, status, code in REFUSED:
        titles = set()
        for lang in ("fr", "ar", "en"):
            answer = Client().get(API + path, HTTP_ACCEPT_LANGUAGE=lang)
            said = answer.json()
            assert (answer.status_code, said["status"], said["code"]) == (status, status, code), (path, lang)
            assert answer.headers["Content-Type"] == "application/problem+json", (path, lang)
            titles.add(said["title"])
        assert len(titles) == 3, path


def test_a_lone_surrogate_and_control_characters_break_nothing(goods):
    for text in ("%ED%A0%80", "%00", "%1F", "%F0%9F%8C%BF", "%D8%B2%D8%B1%D8%A8%D9%8A%D8%A9", "%FF%FE"):
        for path in (
            f"products?q={text}",
            f"suggestions?q={text}",
            f"producers?q={text}",
            f"facets?q={text}",
        ):
            assert read(path) is not None


@pytest.mark.parametrize("other", ["sort=price", "country=FR", "q=tapis", "category=rugs"])
def test_a_cursor_is_good_for_its_own_list_alone(goods, other):
    cursor = read("products?limit=2")["next"]
    assert read(f"products?{other}&cursor={cursor}", 400)["code"] == "bad_cursor"
    assert read(f"products?cursor={cursor[:-2]}AA", 400)["code"] == "bad_cursor"
    forged = signing.dumps(["x", 1, 2], salt="another")
    assert read(f"products?cursor={forged}", 400)["code"] == "bad_cursor"


def test_a_withdrawn_product_is_gone_and_a_draft_never_was(goods):
    product = goods[0].product
    Product.objects.filter(pk=product.pk).update(hidden_at=timezone.now(), first_published_at=timezone.now())
    assert read(f"products/{product.export_id}", 410)["code"] == "gone"
    draft = a_product(producer=product.producer, slug="draft", live=False)
    Product.objects.filter(pk=draft.pk).update(first_published_at=None)
    assert read(f"products/{draft.export_id}", 404)["code"] == "not_found"


def test_makers_are_listed_by_their_number_and_a_suspended_one_is_gone(goods):
    others = [a_producer(name=f"Atelier {n}", slug=f"a-{n}", number=100 + n) for n in range(4)]
    found = [one["number"] for one in everything("producers?limit=2")]
    assert found == [7, 100, 101, 102, 103]
    one = read(f"producers/{others[0].export_id}")
    assert one["url"].endswith("/fr/producers/a-0/")
    assert "phone" not in json.dumps(one)
    Organisation.objects.filter(pk=others[0].pk).update(status=Organisation.Status.SUSPENDED)
    assert read(f"producers/{others[0].export_id}", 410)["code"] == "gone"


def test_a_story_is_read_only_while_its_people_agree_to_feeds(goods):
    story = a_story()
    consent = a_consent(story)
    key = published(story).translation_key
    assert [one["id"] for one in read("stories")["items"]] == [str(key)]
    assert read(f"stories/{key}")["title"] == story.title
    StoryConsent.objects.filter(pk=consent.pk).update(feed=False)
    assert read("stories")["items"] == []
    assert read(f"stories/{key}", 404)["code"] == "not_found"
    StoryConsent.objects.filter(pk=consent.pk).update(feed=True)
    withdraw_consent(StoryConsent.objects.get(pk=consent.pk), actor=Actor(None, "editor"))
    assert read("stories")["items"] == []


def test_stories_go_on_by_cursor(goods):
    for place in range(5):
        story = a_story(slug=f"s-{place}", title=f"Histoire {place}")
        a_consent(story)
        published(story)
    whole = [one["title"] for one in read("stories?limit=100")["items"]]
    assert len(whole) == 5
    assert [one["title"] for one in everything("stories?limit=2")] == whole


def test_facets_are_those_of_the_page(client, goods):
    said = read("facets?available=1")
    assert said["total"] == len(read("products?available=1")["items"]) == 6
    html = client.get("/fr/shop/?available=1").content.decode()
    for facet in said["facets"]:
        for one in facet["values"]:
            assert one["label"] in html


@pytest.mark.parametrize(
    ("path", "most"),
    [("products?limit=100", 8), ("facets", 10), ("producers?limit=100", 5), ("stories", 3), ("categories", 2),
     ("markets", 2), ("products?limit=100&sort=price", 8)],
)  # fmt: skip
def test_a_list_costs_as_many_queries_whatever_its_length(goods, path, most):
    costs = []
    for more in (0, 9):
        for place in range(more):
            maker = a_producer(name=f"M{place}", slug=f"m-{place}", number=50 + place)
            on_show(a_variant(a_product(producer=maker, slug=f"more-{place}"), price="10.00", stock=1))
        values.clear()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            read(path)
        costs.append(len(queries))
    assert costs[1] <= costs[0] <= most


def test_what_accepts_no_json_is_told_so(goods):
    assert read("products", 406, HTTP_ACCEPT="text/csv")["code"] == "not_acceptable"
    assert read("products", HTTP_ACCEPT="text/html,*/*;q=0.1")


def test_a_method_that_is_not_there_is_refused_with_those_that_are(goods):
    for method in ("post", "put", "patch", "delete", "trace"):
        answer = getattr(Client(), method)(API + "products")
        assert answer.status_code == 405
        assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"
        assert answer.headers["Content-Type"] == "application/problem+json"


def test_whoever_asks_too_often_is_told_when_to_come_back(goods, settings):
    settings.SHOP = {"API_PER_MINUTE": 3}
    answers = [Client().get(API + "markets") for _ in range(4)]
    assert [one.status_code for one in answers][-1] == 429
    assert 1 <= int(answers[-1].headers["Retry-After"]) <= 60
    assert answers[-1].json()["code"] == "too_many_requests"
    assert Client(REMOTE_ADDR="192.0.2.9").get(API + "markets").status_code == 200


def test_every_page_may_read_what_is_public(goods):
    answer = Client().get(API + "products", HTTP_ORIGIN="https://elsewhere.example")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer.headers


def test_the_next_page_is_linked(goods):
    answer = Client().get(API + "products?limit=2&sort=price")
    link = re.fullmatch(r'<([^>]+)>; rel="next"', answer.headers["Link"])
    parts = urlsplit(link[1])
    following = Client().get(f"{parts.path}?{parts.query}").json()
    assert following["items"] != answer.json()["items"]
    assert len(following["items"]) == 2


def test_a_row_that_comes_or_goes_between_two_pages_moves_nothing(goods):
    first = read("products?sort=new&limit=3")
    late = a_variant(a_product(producer=goods[0].product.producer, slug="late"), price="5.00", stock=1)
    on_show(late)
    Listing.objects.filter(product=late.product).update(published_at=timezone.now() + timedelta(days=1))
    gone = Product.objects.get(export_id=first["items"][-1]["id"])
    Listing.objects.filter(product=gone).delete()
    second = read(f"products?sort=new&limit=100&cursor={first['next']}")
    assert len(second["items"]) == 4
    assert {one["id"] for one in second["items"]}.isdisjoint(one["id"] for one in first["items"])


def test_the_page_for_programmers_names_every_operation(client):
    html = client.get("/fr/api/").content.decode()
    description = client.get(API + "openapi.json").json()
    for path in description["paths"]:
        assert path in html


def test_a_fault_of_ours_is_a_problem_document_too_and_is_noted(goods, monkeypatch, caplog):
    def fail(*_values, **_more):
        raise ZeroDivisionError("told to nobody outside")

    monkeypatch.setattr("shop.api.products.catalogue", fail)
    client = Client(raise_request_exception=False)
    response = client.get(API + "products", headers={"accept-language": "fr"})
    said = response.json()
    assert (response.status_code, response.headers["Content-Type"]) == (500, "application/problem+json")
    assert (said["code"], said["status"]) == ("broken", 500)
    assert "told to nobody" not in response.content.decode()
    assert "ZeroDivisionError" in caplog.text
    with pytest.raises(ZeroDivisionError):  # not remembered, and heard of
        Client().get(API + "products")
