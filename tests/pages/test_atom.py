"""Atom feeds of stories and of new products: held against the grammar of RFC 4287."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from lxml import etree

from home.testing.builders import a_consent, a_home_page, a_story, published
from producers.models import Consent
from shop.models import Product
from shop.testing.builders import a_market, a_product, a_variant, on_show

pytestmark = pytest.mark.django_db
GRAMMAR = Path(__file__).resolve().parents[1] / "specs" / "atom" / "atom-rfc4287.rng"
ATOM = "{http://www.w3.org/2005/Atom}"
NEW = "/fr/shop/new.atom"


def is_atom(text: bytes) -> bool:
    return etree.RelaxNG(etree.parse(GRAMMAR)).validate(etree.fromstring(text))


@pytest.fixture
def rug() -> Product:
    a_market()
    product = a_product(slug="rug", name={"fr": "Tapis & doux, 3 < 4", "ar": "زربية"}, summary="\u0007Laine")
    on_show(a_variant(product))
    Consent.objects.create(
        organisation=product.producer, person="she", scope="sharing", heard_in="ar", given_at=timezone.now()
    )
    return product


def entries(client, path: str = NEW) -> list:
    answer = client.get(path)
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    assert is_atom(answer.content)
    return list(etree.fromstring(answer.content).iter(f"{ATOM}entry"))


def test_new_products_keep_to_the_grammar(client, rug):
    (entry,) = entries(client)
    assert entry.findtext(f"{ATOM}title") == "Tapis & doux, 3 < 4"
    assert entry.findtext(f"{ATOM}id") == f"http://testserver/id/product/{rug.export_id}"
    assert entry.find(f"{ATOM}link").get("href") == "http://testserver/fr/shop/p/rug/?country=MA"


def test_stories_keep_to_the_grammar(client):
    a_home_page()
    a_market()
    story = a_story(title="Premier\u0007 fil")
    a_consent(story)
    published(story)
    assert len(entries(client, "/fr/stories/feed.atom")) == 1


def test_a_feed_without_a_day_is_found_broken(client, rug):
    text = client.get(NEW).content
    assert is_atom(text)
    feed = etree.fromstring(text)
    for node in feed.findall(f"{ATOM}updated"):
        feed.remove(node)
    assert not is_atom(etree.tostring(feed))


def test_an_empty_feed_keeps_to_the_grammar(client):
    a_market()
    assert entries(client) == []


def test_each_language_has_what_is_written_in_it(client, rug):
    assert len(entries(client, "/ar/shop/new.atom")) == 1
    assert entries(client, "/en/shop/new.atom") == []


def test_of_who_does_not_share_nothing_is_told(client, rug):
    Consent.objects.update(withdrawn_at=timezone.now())
    assert entries(client) == []


def test_the_newest_come_first_and_no_more_than_fifty(
    client, rug, monkeypatch, django_assert_max_num_queries
):
    monkeypatch.setattr("shop.reading.new_products.NEWEST", 3)
    for number in range(5):
        product = a_product(producer=rug.producer, slug=f"p{number}", name=f"P{number}")
        on_show(a_variant(product))
        product.listings.update(published_at=timezone.now() + timedelta(minutes=number))
    client.get(NEW)
    with django_assert_max_num_queries(3):
        titles = [entry.findtext(f"{ATOM}title") for entry in entries(client)]
    assert titles == ["P4", "P3", "P2"]


def test_what_has_not_changed_is_not_sent_again(client, rug):
    first = client.get(NEW)
    again = client.get(NEW, headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
