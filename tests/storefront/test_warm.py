"""What the web server has ready before its workers part, and that nothing of it keeps it from starting."""

import pytest
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse

from shop.reading import facet_index
from shop.reading.facet_index import shelf
from shop.testing.builders import a_market, a_product, a_variant, on_show
from storefront import warm

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _connection_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test's transaction would end with its connection."""
    monkeypatch.setattr(warm.connections, "close_all", lambda: None)


def test_the_index_is_there_before_the_first_list_and_is_brought_up_to_date(monkeypatch):
    a_market()
    on_show(a_variant(a_product(slug="tapis", name="Tapis"), price="450.00", stock=2))
    shelf.forget()
    warm.warm_up()
    assert shelf.is_filled
    on_show(a_variant(a_product(slug="plat", name="Plat"), price="90.00", stock=2))
    monkeypatch.setattr(facet_index, "build", lambda: pytest.fail("it is read as a whole once more"))
    page = Client().get(reverse("shop:catalogue")).content.decode()
    assert "Tapis" in page
    assert "Plat" in page


def test_a_large_catalogue_is_read_by_the_worker(monkeypatch):
    monkeypatch.setattr(warm, "SOON_READ", -1)
    shelf.forget()
    warm.warm_up()
    assert not shelf.is_filled
    warm._fill()
    assert shelf.is_filled


def test_without_a_database_the_server_starts(monkeypatch, caplog):
    def fail() -> None:
        raise DatabaseError("away")

    monkeypatch.setattr(shelf, "fill", fail)
    shelf.forget()
    warm.warm_up()
    warm._fill()
    assert "read later" in caplog.text
    assert not shelf.is_filled


def test_every_page_for_readers_and_every_part_is_written_right():
    names = set(warm._templates())
    assert {"shop/product.html", "shop/elements/product_card.html", "home/story.html", "base.html"} <= names
    assert not any("portal" in name or "office" in name for name in names)
