"""A portrait stands on pages as long as she agrees, and not a day longer."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from producers.models import Consent
from producers.testing.builders import a_cooperative, a_picture, a_producer, an_owner_of
from shop.testing.builders import a_market, a_product, a_variant, on_show

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _market():
    a_market("ma")


def her_page(maker) -> str:
    return Client().get(reverse("producers:profile", args=[maker.slug])).content.decode()


def test_her_photo_is_shown_while_she_agrees_and_gone_when_she_does_not():
    maker = a_producer(picture=a_picture("fatima-face"))
    assert "fatima-face" not in her_page(maker)
    client = Client()
    client.force_login(an_owner_of(maker))
    client.post(reverse("portal:consents"), {"scope": "photo", "do": "give"})
    assert "fatima-face" in her_page(maker)
    client.post(reverse("portal:consents"), {"scope": "photo", "do": "take_back"})
    assert "fatima-face" not in her_page(maker)


def test_an_agreement_that_has_ended_shows_nothing():
    maker = a_producer(picture=a_picture("fatima-face"))
    yesterday = timezone.localdate() - timedelta(days=1)
    Consent.objects.create(
        organisation=maker,
        person="F",
        scope="photo",
        heard_in="fr",
        given_at=timezone.now(),
        valid_until=yesterday,
    )
    assert "fatima-face" not in her_page(maker)


def test_a_drawing_shows_nobody():
    picture = a_picture("a-drawing")
    picture.is_illustration = True
    picture.save()
    assert "a-drawing" in her_page(a_producer(picture=picture))


def test_a_person_who_does_not_want_her_name_shown_is_called_by_her_number():
    maker = a_producer(name="Fatima", number=17)
    rug = a_variant(a_product(producer=maker, slug="rug", name="Tapis"), stock=1)
    on_show(rug)
    client = Client()
    client.force_login(an_owner_of(maker))
    addresses = [
        reverse("producers:directory"),
        reverse("shop:catalogue"),
        reverse("shop:product", args=["rug"]),
    ]
    for do, is_named in (("give", True), ("take_back", False), ("give", True)):
        client.post(reverse("portal:consents"), {"scope": "name", "do": do})
        pages = [Client().get(address).content.decode() for address in addresses] + [her_page(maker)]
        assert [("Fatima" in page) for page in pages] == [is_named] * 4


def test_a_group_keeps_its_own_name():
    group = a_cooperative(name="Tafsut")
    Consent.objects.create(
        organisation=group,
        person="T",
        scope="name",
        heard_in="fr",
        given_at=timezone.now(),
        withdrawn_at=timezone.now(),
    )
    assert "Tafsut" in her_page(group)
