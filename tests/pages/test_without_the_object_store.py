"""The object store is away: pages answer, an order is placed, and what is to be told waits."""

from typing import Any

import pytest
from django.core.files.storage import Storage

from producers.models import Announcement
from producers.testing.builders import a_picture
from shop.models import Order, ProductPicture
from shop.testing.builders import on_show
from tests.pages.buying import buy, fill_cart, two_makers

pytestmark = pytest.mark.django_db


class Away(Storage):
    """Every call to it ends as one over a network that is down; addresses need no call."""

    asked: list[str] = []

    def _refuse(self, *args: Any, **kwargs: Any) -> Any:
        self.asked.append(str(args))
        raise OSError("the object store is away")

    _open = _save = exists = delete = size = listdir = get_modified_time = _refuse

    def url(self, name: str | None) -> str:
        return f"https://media.example.org/{name}"


@pytest.fixture
def goods(settings):
    variants = two_makers()
    for variant in variants:
        ProductPicture.objects.create(product=variant.product, picture=a_picture())
        variant.product.producer.picture = a_picture()
        variant.product.producer.save()
    on_show(*variants)
    away = {"BACKEND": "tests.pages.test_without_the_object_store.Away"}
    settings.STORAGES = settings.STORAGES | {"default": away, "private": away}
    return variants


def test_it_is_really_away(goods):
    from django.core.files.storage import default_storage

    with pytest.raises(OSError, match="away"):
        default_storage.exists("x")


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_pages_with_pictures_answer(client, goods, lang):
    product = goods[0].product
    for path in ("", "shop/", f"shop/p/{product.slug}/", f"producers/{product.producer.slug}/"):
        answer = client.get(f"/{lang}/{path}", follow=True)
        assert answer.status_code in (200, 404 if not path else 200), path
    assert "https://media.example.org/" in client.get(f"/{lang}/shop/p/{product.slug}/").content.decode()


def test_an_order_is_placed_and_what_is_to_be_told_waits(client, goods):
    fill_cart(client, *goods)
    order = buy(client)
    assert Order.objects.get().status == "placed"
    assert client.get(f"/fr/orders/{order.token}/").status_code == 200
    assert Announcement.objects.filter(kind="order.placed").exists()
