"""Adding a product without any script: every step by plain forms, from the photos to the product."""

import io
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from producers.models import Act, Organisation
from producers.testing.builders import a_producer, an_agent_for, an_owner_of
from shop.models import Product, ProductSketch, Stock
from shop.testing.builders import (
    a_category,
    a_fee_rule,
    a_market,
    a_product,
    a_variant,
    on_show,
)
from shop.testing.facts import a_choice, a_material, a_number
from shop.testing.sketches import HERSELF, a_photo, a_sketch

pytestmark = pytest.mark.django_db


@pytest.fixture
def maker() -> Organisation:
    a_market()
    a_fee_rule(percent="10")
    return a_producer(name="Fatima")


@pytest.fixture
def client(maker) -> Client:
    return client_of(maker)


def client_of(maker: Organisation) -> Client:
    client = Client()
    client.force_login(an_owner_of(maker))
    return client


def begin(client: Client) -> str:
    """Return the key that the first screen has drawn."""
    address = client.get(reverse("shop_portal:add")).url
    return address.rstrip("/").split("/")[-2]


def at(step: str, key: str) -> str:
    return reverse(f"shop_portal:add_{step}", args=[key])


def filled(client: Client, **given) -> str:
    """Go through all screens up to the preview."""
    category = a_category()
    key = begin(client)
    client.post(at("photos", key), {"photo": [a_photo("red"), a_photo("blue"), a_photo("green")]})
    client.post(at("kind", key), {"category": category.slug})
    client.post(at("price", key), {"amount": given.get("amount", "180")})
    client.post(at("count", key), {"counting": "unique"})
    client.post(at("words", key), {"words": given.get("words", "Ma grand-mère m’a appris.")})
    return key


def test_from_the_photos_to_a_product_that_waits(client, maker):
    category, colour, width = a_category(), a_choice("colour", "red", "blue"), a_number("width")
    category.attributes.add(colour, width)
    wool = a_material("wool")
    key = begin(client)
    assert not ProductSketch.objects.exists()  # looking writes nothing

    photos = [a_photo("red"), a_photo("blue"), a_photo("green")]
    assert client.post(at("photos", key), {"photo": photos}).status_code == 302
    assert client.get(at("photos", key)).content.count(b"data-photo=") == 3
    assert client.post(at("photos", key), {"do": "next"}).url == at("kind", key)
    assert client.post(at("kind", key), {"category": category.slug}).url == at("facts", key)
    page = client.get(at("facts", key)).content.decode()
    assert 'name="a.colour"' in page
    answers = {"a.colour": "red", "a.width": "120,5", "materials": ["wool", "silk"]}
    assert client.post(at("facts", key), answers).url == at("price", key)
    looked = client.post(at("price", key), {"amount": "180", "do": "look"}).content.decode()
    assert "162" in looked  # a tenth is the platform's
    assert client.post(at("price", key), {"amount": "180"}).url == at("count", key)
    assert client.post(at("count", key), {"counting": "unique"}).url == at("preview", key)
    assert client.post(at("words", key), {"words": "Ma grand-mère"}).url == at("preview", key)
    page = client.get(at("preview", key)).content.decode()
    assert 'data-amount="18000"' in page
    assert client.post(at("preview", key)).url == at("done", key)
    assert client.get(at("done", key)).status_code == 200

    product = Product.objects.get()
    assert (product.producer, product.live, product.is_one_of_a_kind) == (maker, False, True)
    variant = product.variants.get()
    values = {value.attribute.code: value for value in variant.attribute_values.all()}
    assert values["colour"].choice.code == "red"
    assert values["width"].number == Decimal("120.5")
    assert list(product.materials.all()) == [wool]
    assert Stock.objects.get(variant=variant).on_hand == 1
    assert Act.objects.filter(verb="product.sent").count() == 1


def test_the_same_form_sent_twice_makes_one_product(client):
    key = filled(client)
    for _time in range(3):
        assert client.post(at("preview", key)).url == at("done", key)
    assert Product.objects.count() == 1


def test_the_whole_page_is_the_one_of_the_shop(client):
    key = filled(client, words="Laine de mes brebis")
    page = client.get(at("page", key)).content.decode()
    assert 'class="product-columns"' in page
    assert "Laine de mes brebis" in page
    assert 'data-amount="18000"' in page
    assert at("photos", key) in page  # her photos, from an address of her own
    assert "noindex" in page
    assert not Product.objects.exists()


def test_what_was_left_is_found_again(client):
    key = begin(client)
    client.post(at("photos", key), {"photo": a_photo()})
    client.post(at("kind", key), {"category": a_category().slug})
    page = client.get(reverse("shop_portal:add")).content.decode()
    assert at("price", key) in page
    assert client.get(reverse("shop_portal:add"), {"new": "1"}).status_code == 302


@pytest.mark.parametrize("typed", ["0", "-5", "123456789012", "", "abc", "1.234"])
def test_a_price_that_is_none_is_refused_beside_its_field(client, typed):
    key = begin(client)
    client.post(at("kind", key), {"category": a_category().slug})
    answer = client.post(at("price", key), {"amount": typed})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="amount-error"' in page
    assert f'value="{typed}"' in page  # what she typed is still there
    assert ProductSketch.objects.get().amount is None


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"counting": "pieces", "pieces": "0"}, "pieces-error"),
        ({"counting": "pieces", "pieces": "-1"}, "pieces-error"),
        ({"counting": "pieces", "pieces": "123456789012"}, "pieces-error"),
        ({"counting": "to_order", "making_days": "0"}, "days-error"),
        ({"counting": "to_order", "making_days": "9999"}, "days-error"),
        ({}, "pieces-error"),
    ],
)
def test_a_count_that_is_none_is_refused_beside_its_field(client, form, field):
    key = begin(client)
    client.post(at("kind", key), {"category": a_category().slug})
    answer = client.post(at("count", key), form)
    assert answer.status_code == 422
    assert f'id="{field}"' in answer.content.decode()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<!doctype html><script>alert(1)</script>",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"PK\3\4",
    ],
)
def test_what_is_no_photo_is_named_and_the_others_stay(client, content):
    wrong = io.BytesIO(content)
    wrong.name = "photo.jpg"
    key = begin(client)
    client.post(at("photos", key), {"photo": a_photo("red")})
    answer = client.post(at("photos", key), {"photo": [wrong, a_photo("blue")]})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count("data-photo=") == 2
    assert 'data-role="error"' in page
    again = {"photo": wrong_again(content)}
    answer = client.post(at("photos", key), again, headers={"Accept": "application/json"})
    assert (answer.status_code, bool(answer.json()["message"])) == (422, True)


def wrong_again(content: bytes) -> io.BytesIO:
    file = io.BytesIO(content)
    file.name = "photo.png"
    return file


def test_the_script_sends_one_by_one_and_may_send_again(client):
    key = begin(client)
    told = [
        client.post(at("photos", key), {"photo": a_photo()}, headers={"Accept": "application/json"}).json()
        for _time in range(2)
    ]
    assert told[0] == told[1]
    answer = client.get(told[0]["url"])
    assert answer["Content-Type"] == "image/jpeg"
    assert "no-store" in answer["Cache-Control"]


def test_without_a_photo_she_does_not_go_on(client):
    key = begin(client)
    answer = client.post(at("photos", key), {"do": "next"})
    assert answer.status_code == 422
    assert not ProductSketch.objects.exists()


def test_a_photo_is_taken_out_again(client):
    key = begin(client)
    client.post(at("photos", key), {"photo": [a_photo("red"), a_photo("blue")]})
    pk = ProductSketch.objects.get().photos.first().pk
    client.post(at("photos", key), {"do": "drop", "photo": pk})
    client.post(at("photos", key), {"do": "drop", "photo": "9" * 40})
    assert ProductSketch.objects.get().photos.count() == 1


def test_hostile_words_are_words(client):
    hostile = "<script>alert(1)</script>\u202e[x](javascript:alert(1))" + "x" * 100_000
    key = filled(client, words=hostile)
    sketch = ProductSketch.objects.get()
    assert len(sketch.words) == 4000
    assert "\u202e" not in sketch.words
    page = client.get(at("page", key)).content.decode()
    assert "<script>alert(1)" not in page
    assert 'href="javascript' not in page


def test_nothing_is_sent_while_she_is_suspended_and_her_work_stays(client):
    key = filled(client)
    Organisation.objects.update(status=Organisation.Status.SUSPENDED)
    answer = client.post(at("preview", key))
    assert answer.status_code == 422
    assert 'data-role="error"' in answer.content.decode()
    assert not Product.objects.exists()
    assert ProductSketch.objects.get().sent_at is None


def test_anothers_sketch_is_not_there(client):
    hers = a_sketch(a_producer())
    photo = hers.photos.get()
    steps = ("photos", "kind", "facts", "price", "gets", "help", "count", "words", "preview", "page", "done")
    for step in steps:
        assert client.get(at(step, hers.key)).status_code == 404, step
        assert client.post(at(step, hers.key), {"amount": "1", "do": "next"}).status_code in (404, 405), step
    assert client.post(at("drop", hers.key)).status_code == 404
    assert client.get(reverse("shop_portal:add_photo", args=[hers.key, photo.pk])).status_code == 404
    assert ProductSketch.objects.get().amount == hers.amount


def test_an_address_that_nobody_has_drawn_is_not_there(client):
    assert client.get(at("photos", "short")).status_code == 404


def test_an_agent_needs_the_permission_and_is_written_down(maker):
    helper = Client()
    helper.force_login(an_agent_for(maker, permission="manage_stock"))
    assert helper.get(reverse("shop_portal:add")).status_code == 404
    other = Client()
    other.force_login(an_agent_for(maker, permission="manage_products"))
    key = filled(other)
    other.post(at("preview", key))
    act = Act.objects.get(verb="product.sent")
    assert act.for_organisation == maker
    assert act.actor_id


def test_what_is_missing_is_asked_for_first(client):
    key = begin(client)
    client.post(at("photos", key), {"photo": a_photo()})
    assert client.get(at("preview", key)).url == at("kind", key)
    assert client.get(at("price", key)).url == at("kind", key)
    client.post(at("kind", key), {"category": a_category().slug})
    assert client.get(at("page", key)).url == at("price", key)


def test_what_was_sent_leads_to_its_end(client, maker):
    sketch = a_sketch(maker)
    client.post(at("preview", sketch.key))
    for step in ("photos", "price", "count", "words", "preview"):
        assert client.get(at(step, sketch.key)).url == at("done", sketch.key), step
    assert client.post(at("words", sketch.key), {"words": "late"}).url == at("done", sketch.key)
    assert ProductSketch.objects.get().words == ""


def test_a_craft_opens_what_belongs_to_it_and_her_last_choice_comes_first(client, maker):
    weaving = a_category("weaving")
    rugs = a_category("rugs", parent=weaving)
    a_variant(a_product(producer=maker, category=rugs))
    key = begin(client)
    page = client.get(at("kind", key)).content.decode()
    assert page.index('data-role="last"') < page.index('data-kind="weaving"')
    assert 'href="?in=weaving"' in page
    inside = client.get(at("kind", key), {"in": "weaving"}).content.decode()
    assert 'data-kind="rugs"' in inside
    assert client.post(at("kind", key), {"category": "nothing"}).status_code == 422


def test_the_helper_counts_hours_and_material_and_she_takes_the_price_or_not(client):
    key = begin(client)
    client.post(at("kind", key), {"category": a_category().slug})
    answer = client.post(at("help", key), {"hours": "10", "material": "50"})
    page = answer.content.decode()
    assert 'value="255"' in page  # 229.20 are owed, a tenth of 255 is the platform's
    assert 'data-role="suggestion"' in page
    assert ProductSketch.objects.get().amount is None
    client.post(at("help", key), {"hours": "10", "material": "50", "pick": "255"})
    sketch = ProductSketch.objects.get()
    assert (sketch.amount, sketch.hours, sketch.material) == (Decimal(255), Decimal(10), Decimal(50))
    client.post(at("price", key), {"amount": "100"})
    assert ProductSketch.objects.get().amount == Decimal(100)  # advice, never a bar


def test_the_helper_never_blocks_and_never_says_less_than_nothing(client):
    key = begin(client)
    client.post(at("kind", key), {"category": a_category().slug})
    assert 'data-role="no-suggestion"' in client.post(at("help", key), {}).content.decode()
    answer = client.post(at("help", key), {"hours": "-3", "material": "x"})
    assert answer.status_code == 422
    assert 'id="hours-error"' in answer.content.decode()


def test_what_she_gets_is_told_as_she_types(client):
    key = begin(client)
    client.post(at("kind", key), {"category": a_category().slug})
    assert "162" in client.get(at("gets", key), {"amount": "180"}).json()["gets"]
    for typed in ("", "0", "-1", "x" * 1000, "123456789012"):
        assert client.get(at("gets", key), {"amount": typed}).json() == {"gets": ""}


def test_similar_prices_are_there_to_pick(client):
    category = a_category()
    for price in ("150.00", "200.00"):
        on_show(a_variant(a_product(category=category), price=price))
    key = begin(client)
    client.post(at("kind", key), {"category": category.slug})
    page = client.get(at("price", key)).content.decode()
    assert [f'name="pick" value="{price}"' in page for price in (150, 175, 200)] == [True] * 3
    client.post(at("price", key), {"pick": "175", "amount": ""})
    assert ProductSketch.objects.get().amount == Decimal(175)


def test_made_to_order_has_days(client):
    key = begin(client)
    client.post(at("kind", key), {"category": a_category().slug})
    client.post(at("count", key), {"counting": "to_order", "days": "14"})
    sketch = ProductSketch.objects.get()
    assert (sketch.counting, sketch.making_days) == ("to_order", 14)


def test_a_sketch_is_thrown_away(client, maker):
    sketch = a_sketch(maker, actor=HERSELF)
    assert client.get(at("drop", sketch.key)).url == at("photos", sketch.key)
    assert client.post(at("drop", sketch.key)).url == reverse("portal:home")
    assert not ProductSketch.objects.exists()


@pytest.mark.parametrize("lang", ["fr", "ar", "en"])
def test_every_screen_answers_in_her_language_with_few_questions(maker, lang, django_assert_max_num_queries):
    client, sketch = client_of(maker), a_sketch(maker, photos=3)
    for step in ("photos", "kind", "facts", "price", "help", "count", "words", "preview"):
        address = at(step, sketch.key).replace("/fr/", f"/{lang}/", 1)
        with django_assert_max_num_queries(30):
            answer = client.get(address)
        assert answer.status_code == 200
        assert f'<html lang="{lang}"' in answer.content.decode()


def test_two_write_words_for_one_product_and_neither_is_lost(client):
    key = begin(client)
    client.post(at("photos", key), {"photo": a_photo()})
    seen = client.get(at("words", key)).context["seen"]
    client.post(at("words", key), {"words": "De laine.", "seen": seen})
    page = client.post(at("words", key), {"words": "De coton.", "seen": seen})
    assert page.status_code == 409
    assert ProductSketch.objects.get().words == "De laine."
    text = page.content.decode()
    assert ("De laine." in text, 'value="De coton."' in text) == (True, True)
    client.post(at("words", key), {"words": "De coton.", "seen": page.context["seen"]})
    assert ProductSketch.objects.get().words == "De coton."
