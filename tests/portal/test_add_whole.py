"""A whole product at once: what is right is kept, what is not is asked for, and it is one sketch."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from producers.domain.export_ids import new_export_id
from producers.models import Grant, Recording
from producers.testing.builders import a_producer, an_agent_for, an_owner_of
from shop.models import Product, ProductSketch
from shop.testing.builders import a_category, a_fee_rule, a_market
from shop.testing.facts import a_number
from shop.testing.sketches import a_photo
from tests.portal.test_spoken import a_voice

pytestmark = pytest.mark.django_db
WHOLE = "/fr/portal/add/whole/"


@pytest.fixture
def maker():
    a_market()
    a_fee_rule(percent="10")
    maker = a_producer(name="Fatima")
    rugs = a_category("rugs", parent=a_category("weaving"))
    rugs.attributes.add(a_number("width"))
    return maker


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def client(maker) -> Client:
    return client_of(an_owner_of(maker))


def a_form(key: str, **more):
    said = {"key": key, "category": "rugs", "a.width": "120", "amount": "180", "counting": "unique"}
    return said | {"words": "De laine.", "photo": [a_photo("red"), a_photo("blue")]} | more


def queued(client, maker, form, key="key-of-the-item"):
    headers = {"X-Sent-Key": key, "X-Sent-For": maker.export_id}
    return client.post(WHOLE, form | {"sent_end": "1"}, headers=headers)


def test_all_at_once_is_one_sketch_that_opens_to_be_looked_at(client):
    key = new_export_id()
    answer = client.post(WHOLE, a_form(key))
    assert answer.url == reverse("shop_portal:add_preview", args=[key])
    sketch = ProductSketch.objects.get()
    assert (sketch.category.slug, sketch.amount, sketch.counting) == ("rugs", 180, "unique")
    assert (sketch.facts, sketch.words, sketch.photos.count()) == ({"width": "120"}, "De laine.", 2)
    assert client.get(answer.url).status_code == 200
    client.post(answer.url)
    assert Product.objects.count() == 1


def test_the_same_item_from_two_tabs_and_again_after_it_was_sent_is_one_product(client, maker):
    key = new_export_id()
    photos = {"photo": a_photo("red")}
    first = queued(client, maker, a_form(key) | photos)
    assert first.json() == {"done": True, "location": reverse("shop_portal:add_preview", args=[key])}
    client.post(reverse("shop_portal:add_preview", args=[key]))
    again = queued(client, maker, a_form(key) | {"photo": a_photo("red")})
    assert again.json() == first.json()
    other_tab = queued(client, maker, a_form(key) | {"photo": a_photo("red")}, key="another-key")
    assert other_tab.json()["location"] == reverse("shop_portal:add_done", args=[key])
    assert (ProductSketch.objects.count(), Product.objects.count()) == (1, 1)


def test_what_is_wrong_is_asked_for_and_the_rest_stays(client, maker):
    key = new_export_id()
    answer = client.post(WHOLE, a_form(key, amount="-5", photo=[a_photo("red")]))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert ('id="amount-error"' in page, 'value="-5"' in page, f'value="{key}"' in page) == (True, True, True)
    assert ProductSketch.objects.get().photos.count() == 1


def test_from_the_phone_what_is_wrong_is_asked_for_on_its_screen(client, maker):
    key = new_export_id()
    answer = queued(client, maker, a_form(key, amount="abc"))
    assert answer.status_code == 200
    assert client.get(answer.json()["location"]).url == reverse("shop_portal:add_price", args=[key])


def test_photos_of_the_phone_come_one_by_one_and_once(client, maker):
    address = reverse("shop_portal:add_photos", args=[new_export_id()])
    headers = {"X-Sent-For": maker.export_id, "Accept": "application/json"}
    send = lambda name, photo: client.post(  # noqa: E731  # said where it is used
        address, {"photo": photo, "sent_end": "1"}, headers=headers | {"X-Sent-Key": f"key-of-item-{name}"}
    )
    assert [send("0", a_photo("red")).status_code for _ in range(2)] == [200, 200]
    assert send("1", a_photo("blue")).json()["done"] is True
    wrong = send("2", SimpleUploadedFile("x.jpg", b"<html>"))
    assert wrong.status_code == 422
    assert wrong.json()["message"]
    assert ProductSketch.objects.get().photos.count() == 2


def test_a_photo_that_was_cut_off_is_not_taken(client, maker):
    address = reverse("shop_portal:add_photos", args=[new_export_id()])
    headers = {"X-Sent-For": maker.export_id, "X-Sent-Key": "key-of-item-0"}
    assert client.post(address, {"photo": a_photo("red")}, headers=headers).status_code == 503
    assert not ProductSketch.objects.exists()


def test_her_voice_goes_with_the_sketch_and_hangs_on_the_product(client, maker):
    key = new_export_id()
    client.post(WHOLE, a_form(key, sound=a_voice()))
    assert ProductSketch.objects.get().sound
    assert not Recording.objects.exists()
    preview = reverse("shop_portal:add_preview", args=[key])
    assert 'data-role="sound"' in client.get(preview).content.decode()
    client.post(preview)
    sketch, recording = ProductSketch.objects.get(), Recording.objects.get()
    assert (recording.kind, recording.object_id) == ("product", sketch.product_id)
    assert not sketch.sound


def test_a_sound_that_is_none_is_said_and_the_rest_is_kept(client, maker):
    answer = client.post(WHOLE, a_form(new_export_id(), sound=SimpleUploadedFile("v.webm", b"<html>")))
    assert answer.status_code == 422
    assert ProductSketch.objects.get().amount == 180


@pytest.mark.parametrize("key", ["", "x", "a" * 23, "../../../../etc/passwd"])
def test_a_key_that_is_none_is_not_there(client, key):
    assert client.post(WHOLE, a_form(key)).status_code == 404
    assert not ProductSketch.objects.exists()


def test_anothers_key_and_a_grant_that_does_not_allow_it_do_nothing(client, maker):
    key = new_export_id()
    stranger = client_of(an_owner_of(a_producer()))
    client.post(WHOLE, a_form(key))
    assert stranger.post(WHOLE, a_form(key, amount="1")).status_code == 404
    counting = client_of(an_agent_for(maker, permission="manage_stock"))
    assert counting.post(WHOLE, a_form(new_export_id())).status_code == 404
    assert ProductSketch.objects.get().amount == 180


def test_the_home_says_what_is_still_to_be_sent(client):
    client.post(WHOLE, a_form(new_export_id()))
    home = client.get("/fr/portal/").content.decode()
    assert "1 produit à regarder et à envoyer" in home
    assert WHOLE in home


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_the_screen_asks_the_database_little(client, lang, django_assert_max_num_queries):
    client.get(f"/{lang}/portal/add/whole/")
    with django_assert_max_num_queries(26):
        assert client.get(f"/{lang}/portal/add/whole/").status_code == 200


def test_a_screen_that_was_kept_for_another_one_is_not_taken_for_hers(maker):
    agent = an_agent_for(maker, permission="manage_products")
    other = a_producer(name="Zohra")
    Grant.objects.create(giver=other, receiver=Grant.objects.get().receiver, permission="manage_products")
    client = client_of(agent)
    client.post("/fr/portal/for/", {"for": maker.slug})
    assert client.post(WHOLE, a_form(new_export_id(), whom=other.export_id)).status_code == 404
    assert not ProductSketch.objects.exists()
    assert queued(client, other, a_form(new_export_id(), whom=other.export_id)).status_code == 200
    assert ProductSketch.objects.get().organisation == other
