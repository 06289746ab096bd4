"""My products: what a maker sees of her own, and does at once."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from producers.actions.moderate import send_back
from producers.domain.moderation import Seen
from producers.models import Act, Organisation, Submission
from producers.testing.builders import a_producer, an_agent_for, an_owner_of
from shop.actions.send_sketch import send_sketch
from shop.models import Price, Product, ProductSketch, Stock, Variant
from shop.testing.builders import a_fee_rule, a_market, a_product, a_variant, on_show
from shop.testing.sketches import HERSELF, a_photo, a_sketch

pytestmark = pytest.mark.django_db
LIST = "/fr/portal/products/"


@pytest.fixture
def maker() -> Organisation:
    a_market()
    a_fee_rule(percent="10")
    return a_producer(name="Fatima")


@pytest.fixture
def rug(maker) -> Variant:
    variant = a_variant(a_product(producer=maker), price="180.00", stock=3)
    on_show(variant)
    return variant


@pytest.fixture
def client(maker) -> Client:
    client = Client()
    client.force_login(an_owner_of(maker))
    return client


def at(variant: Variant, name: str = "product") -> str:
    return reverse(f"shop_portal:{name}", args=[variant.product_id])


def states(client: Client) -> list[str]:
    page = client.get(LIST).content.decode()
    return [part.split('"')[0] for part in page.split('data-state="')[1:]]


def test_the_list_says_how_each_stands(client, maker, rug):
    a_variant(a_product(producer=maker, live=False), stock=1)
    a_variant(a_product(producer=maker, paused_at=timezone.now()), stock=1)
    a_variant(a_product(producer=maker), stock=0)
    send_sketch(a_sketch(maker), actor=HERSELF)
    assert states(client) == ["waiting", "sold_out", "paused", "draft", "on_sale"]
    page = client.get(LIST).content.decode()
    assert "180" in page


def test_a_hundred_products_ask_no_more_than_three(client, maker, django_assert_max_num_queries):
    for _number in range(12):
        a_variant(a_product(producer=maker))
    with django_assert_max_num_queries(25):
        client.get(LIST)


def test_what_was_sent_back_says_why_in_pictures(client, maker):
    send_sketch(a_sketch(maker), actor=HERSELF)
    sent = Submission.objects.get()
    send_back(
        sent,
        seen=Seen(sent.revision_id, None),
        reasons=["too_dark"],
        actor=HERSELF,
        note="Près du jour",
    )
    product = Product.objects.get()
    assert states(client) == ["sent_back"]
    page = client.get(reverse("shop_portal:product", args=[product.pk])).content.decode()
    assert 'data-role="reasons"' in page
    assert "#tz-moon" in page
    assert "Près du jour" in page


def test_one_more_and_one_less_by_one_tap(client, rug):
    client.post(at(rug), {"do": "made_more", "seen": "3"})
    client.post(at(rug), {"do": "sold_elsewhere", "seen": "4"})
    client.post(at(rug), {"do": "miscounted", "seen": "3"})
    assert Stock.objects.get().on_hand == 2


def test_a_tap_that_comes_twice_counts_once_and_says_so(client, rug):
    client.post(at(rug), {"do": "made_more", "seen": "3"})
    answer = client.post(at(rug), {"do": "made_more", "seen": "3"})
    assert answer.status_code == 422
    assert 'data-role="error"' in answer.content.decode()
    assert 'name="seen" value="4"' in answer.content.decode()
    assert Stock.objects.get().on_hand == 4


@pytest.mark.parametrize(
    "form", [{}, {"do": "made_more"}, {"do": "made_more", "seen": "9" * 40}, {"do": "x"}]
)
def test_a_form_that_says_nothing_changes_nothing(client, rug, form):
    assert client.post(at(rug), form).status_code == 422
    assert Stock.objects.get().on_hand == 3


def test_it_is_paused_and_sold_again(client, rug):
    client.post(at(rug), {"do": "pause"})
    assert states(client) == ["paused"]
    assert client.get(reverse("shop:product", args=[rug.product.slug])).status_code == 200
    client.post(at(rug), {"do": "sell"})
    assert states(client) == ["on_sale"]


def test_it_is_taken_away_after_a_look_and_put_back(client, rug):
    assert client.get(at(rug, "product_take_away")).status_code == 200
    assert states(client) == ["on_sale"]
    client.post(at(rug), {"do": "take_away"})
    assert states(client) == ["taken_away"]
    assert client.get(reverse("shop:product", args=[rug.product.slug])).status_code != 200
    client.post(at(rug), {"do": "put_back"})
    assert states(client) == ["on_sale"]


def test_after_thirty_days_it_cannot_be_put_back(client, rug):
    client.post(at(rug), {"do": "take_away"})
    Product.objects.update(taken_away_at=timezone.now() - timedelta(days=31))
    assert client.post(at(rug), {"do": "put_back"}).status_code == 422
    assert states(client) == ["taken_away"]


def test_a_price_holds_at_once_and_is_written_down(client, rug):
    looked = client.post(at(rug, "product_price"), {"amount": "200", "do": "look"}).content.decode()
    assert "180" in looked
    assert Price.objects.get().amount.amount == Decimal(180)
    client.post(at(rug, "product_price"), {"amount": "200"})
    assert Price.objects.get().amount.amount == Decimal(200)
    act = Act.objects.get(verb="price.set")
    assert (act.before, act.after) == ({"MAD": "180.00"}, {"MAD": "200.00"})


@pytest.mark.parametrize("typed", ["", "0", "-1", "123456789012", "x"])
def test_a_price_that_is_none_changes_nothing(client, rug, typed):
    answer = client.post(at(rug, "product_price"), {"amount": typed})
    assert answer.status_code == 422
    assert 'id="amount-error"' in answer.content.decode()
    assert Price.objects.get().amount.amount == Decimal(180)


def test_new_photos_and_words_wait_while_the_old_ones_stay(client, rug):
    began = client.post(at(rug, "product_words"))
    key = ProductSketch.objects.get().key
    assert began.url == reverse("shop_portal:add_photos", args=[key])
    client.post(began.url, {"photo": a_photo()})
    assert client.post(began.url, {"do": "next"}).url == reverse("shop_portal:add_words", args=[key])
    client.post(reverse("shop_portal:add_words", args=[key]), {"words": "Nouvelle laine"})
    preview = reverse("shop_portal:add_preview", args=[key])
    assert client.get(preview).status_code == 200
    assert "Nouvelle laine" in client.get(reverse("shop_portal:add_page", args=[key])).content.decode()
    client.post(preview)
    rug.product.refresh_from_db()
    assert rug.product.live
    assert not rug.product.description
    assert Submission.objects.get().is_new is False
    assert states(client) == ["on_sale"]


def test_away_stops_buying_and_leaves_her_pages(client, maker, rug):
    client.post("/fr/portal/products/away/", {"days": "7"})
    maker.refresh_from_db()
    assert maker.away_until == timezone.localdate() + timedelta(days=7)
    assert states(client) == ["away"]
    assert client.get(reverse("shop:product", args=[rug.product.slug])).status_code == 200
    client.post("/fr/portal/products/away/", {"do": "back"})
    maker.refresh_from_db()
    assert maker.away_until is None


@pytest.mark.parametrize(
    "form", [{}, {"until": "1999-01-01"}, {"until": "x"}, {"until": "9999-12-31"}, {"days": "8"}]
)
def test_a_day_that_is_none_is_refused(client, maker, form):
    assert client.post("/fr/portal/products/away/", form).status_code == 422
    maker.refresh_from_db()
    assert maker.away_until is None


def test_anothers_product_is_not_there(client):
    hers = a_variant(a_product(producer=a_producer()), price="180.00", stock=3)
    for name in ("product", "product_price", "product_words", "product_take_away"):
        assert client.get(at(hers, name)).status_code in (404, 405), name
        assert client.post(at(hers, name), {"do": "made_more", "seen": "3", "amount": "1"}).status_code in (
            404,
            405,
        )
    assert Stock.objects.get().on_hand == 3
    assert Price.objects.get().amount.amount == Decimal(180)


def test_who_may_count_may_not_change_the_price(maker, rug):
    helper = Client()
    helper.force_login(an_agent_for(maker, permission="manage_stock"))
    page = helper.get(at(rug)).content.decode()
    assert 'data-role="more"' in page
    assert 'data-role="pause"' not in page
    assert helper.get(at(rug, "product_price")).status_code == 404
    assert helper.post(at(rug), {"do": "pause"}).status_code == 422
    assert states(helper) == ["on_sale"]
    helper.post(at(rug), {"do": "made_more", "seen": "3"})
    assert Act.objects.get(verb="stock.adjustment").for_organisation == maker


def test_a_count_that_waited_meets_another_and_both_are_shown(client, rug):
    client.post(at(rug), {"do": "made_more", "seen": "3"})
    headers = {"X-Sent-Key": "a-key-of-a-phone", "X-Sent-For": rug.product.producer.export_id}
    late = {"do": "miscounted", "seen": "3", "sent_end": "1"}
    answer = client.post(at(rug), late, headers=headers)
    assert answer.status_code == 409
    met = answer.json()
    assert met["mine"][-1] == ["Pièces chez vous", "2"]
    assert met["theirs"] == [["Pièces chez vous", "4"]]
    assert Stock.objects.get().on_hand == 4
    for _ in range(2):
        kept = client.post(at(rug), late | {"seen": met["seen"]}, headers=headers)
        assert kept.json()["done"]
    assert Stock.objects.get().on_hand == 3


def queued(client, rug, amount: str, seen: str):
    headers = {"X-Sent-Key": f"key-of-{amount}", "X-Sent-For": rug.product.producer.export_id}
    form = {"amount": amount, "seen": seen, "sent_end": "1"}
    return client.post(at(rug, "product_price"), form, headers=headers)


def test_a_price_that_waited_meets_another_one_and_both_are_shown(client, rug):
    seen = client.get(at(rug, "product_price")).context["seen"]
    client.post(at(rug, "product_price"), {"amount": "205"})
    answer = queued(client, rug, "190", seen)
    assert answer.status_code == 409
    met = answer.json()
    assert ("190" in met["mine"][0][1], "205" in met["theirs"][0][1]) == (True, True)
    assert rug.prices.get().amount.amount == 205
    assert queued(client, rug, "190", met["seen"]).status_code == 200
    assert rug.prices.get().amount.amount == 190
