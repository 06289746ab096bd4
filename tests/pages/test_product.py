"""The page of one offer: what it says, what it never says, and in how many queries."""

import json
import re
from datetime import timedelta

import pytest
from django.utils import timezone
from moneyed import Money

from producers.models import Evidence, FormerSlug, Label
from producers.testing.builders import a_picture, a_producer, an_association, texts
from shop.models import Attribute, AttributeValue, Enquiry, Market, Product, ProductLabel, ProductPicture
from shop.testing.builders import a_category, a_fee_rule, a_market, a_product, a_variant, on_show

pytestmark = pytest.mark.django_db


def page_of(client, product: Product, lang: str = "fr", query: str = "") -> str:
    response = client.get(f"/{lang}/shop/p/{product.slug}/{query}")
    assert response.status_code == 200
    return response.content.decode()


def graph_of(page: str) -> list[dict]:
    script = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    return json.loads(script[1])["@graph"]


@pytest.fixture
def rug() -> Product:
    a_fee_rule(percent="8")
    product = a_product(name="Tapis de laine", slug="tapis", description=texts("Noué à la main."))
    a_variant(product, price="1250.00", stock=2)
    return product


def test_price_stock_and_form_stand_on_the_page(client, rug):
    page = page_of(client, rug)
    assert 'data-role="price" data-amount="125000" data-currency="MAD"' in page
    assert 'data-role="stock" data-state="here"' in page
    assert re.search(r'<form class="buy" action="/fr/cart/[^"]*" method="post" data-role="add-to-cart"', page)
    assert f'name="variant" value="{rug.variants.get().pk}"' in page
    assert '<select id="quantity" name="quantity">' in page


def test_the_breakdown_names_who_gets_each_part_and_adds_up(client):
    association = an_association(name="Amal")
    producer = a_producer(name="Aïcha", vouched_by=association)
    a_fee_rule("platform", "8")
    a_fee_rule("association", "2")
    product = a_product(producer=producer, material_percent="20")
    a_variant(product, price="100.00")
    page = page_of(client, product)
    amounts = [int(amount) for amount in re.findall(r'data-part="\w+" data-amount="(\d+)"', page)]
    assert sum(amounts) == 10000
    part = page[page.index('data-role="price-breakdown"') :]
    assert "Aïcha" in part
    assert "Amal" in part


def test_a_unique_piece_that_is_sold_keeps_its_page_and_offers_to_ask(client):
    product = a_product(is_one_of_a_kind=True)
    variant = a_variant(product, stock=1)
    variant.stock.update(allocated=1)
    page = page_of(client, product)
    assert 'data-state="sold"' in page
    assert 'data-role="add-to-cart"' not in page
    assert f"/fr/shop/p/{product.slug}/ask/" in page
    assert graph_of(page)[0]["offers"]["availability"].endswith("SoldOut")


def test_made_to_order_says_its_days_and_not_that_it_is_out_of_stock(client):
    product = a_product()
    a_variant(product, stock=0, cap=3, making_days=12)
    page = page_of(client, product)
    assert 'data-state="to_order"' in page
    assert "<bdi>12</bdi>" in page


def test_a_service_offers_its_dates_to_come_with_the_places_left(client):
    product = a_product(kind="service", mode="at_place")
    soon = timezone.now() + timedelta(days=3)
    coming = a_variant(product, starts_at=soon, stock=4)
    over = a_variant(product, starts_at=timezone.now() - timedelta(days=3), stock=4)
    page = page_of(client, product)
    assert f'id="date-{coming.pk}"' in page
    assert f'id="date-{over.pk}"' not in page
    assert "<bdi>4</bdi>" in page


def test_a_service_on_request_leads_to_the_form_that_asks(client):
    product = a_product(kind="service", mode="on_request")
    a_variant(product, price="150.00", stock=0)
    page = page_of(client, product)
    assert f"/fr/shop/p/{product.slug}/ask/" in page
    assert "offers" not in graph_of(page)[0]
    assert 'data-state="on_request"' in page


def test_the_variant_of_the_address_is_the_one_that_is_shown(client):
    product = a_product()
    a_variant(product, price="100.00")
    other = a_variant(product, price="300.00")
    for named in (other.pk, other.export_id):  # feeds know permanent ids alone
        page = page_of(client, product, query=f"?variant={named}")
        assert re.search(rf'value="{other.pk}" checked', page)
        assert 'price-large" data-role="price" data-amount="30000"' in page
    for odd in ("x", "-1", "9" * 40, "٣"):
        page_of(client, product, query=f"?variant={odd}")


def test_the_country_of_the_address_decides_the_currency_and_is_remembered(client):
    a_market("eu")
    product = a_product()
    a_variant(product, price="100.00", prices={"EUR": "12.50"})
    assert 'data-amount="1250" data-currency="EUR"' in page_of(client, product, query="?country=FR")
    assert 'data-currency="EUR"' in page_of(client, product)
    assert 'data-currency="MAD"' in page_of(client, product, query="?country=ma")
    assert 'data-currency="MAD"' in page_of(client, product, query="?country=XX")


def test_a_price_per_kilogram_stands_beside_what_is_sold_by_weight(client):
    product = a_product()
    a_variant(product, price="45.00", net_quantity="250", net_unit="g")
    assert "180" in re.search(r'data-role="unit-price">(.*?)</p>', page_of(client, product))[1]


def test_facts_and_attributes_of_the_chosen_variant_are_listed(client):
    product = a_product(category=a_category("food"), origin="MA")
    variant = a_variant(
        product, facts={"ingredients": {"fr": "amandes, miel"}, "allergens": ["nuts"], "shelf_life_days": 90}
    )
    height = Attribute.objects.create(code="height", kind="number", name=texts("Hauteur"), unit="cm")
    AttributeValue.objects.create(variant=variant, attribute=height, number="34.0")
    page = page_of(client, product)
    for said in ("amandes, miel", "Hauteur", "34\u00a0cm"):
        assert said in page


@pytest.mark.parametrize(("until", "is_shown"), [(5, True), (-1, False)])
def test_a_label_is_shown_only_while_its_proof_is_valid(client, rug, until, is_shown):
    today = timezone.localdate()
    label = Label.objects.create(code="igp", name=texts("IGP Argane"))
    evidence = Evidence.objects.create(
        organisation=rug.producer,
        label=label,
        kind="document",
        issuer="Comité IGP",
        checked_by="Sara",
        checked_on=today - timedelta(days=30),
        valid_until=today + timedelta(days=until),
    )
    ProductLabel.objects.create(product=rug, label=label, evidence=evidence)
    page = page_of(client, rug)
    assert ("IGP Argane" in page) is is_shown
    assert ("Comité IGP" in page) is is_shown


def test_a_missing_language_is_shown_in_the_original_and_says_so(client, rug):
    page = page_of(client, rug, "ar")
    assert '<span class="foreign" lang="fr" dir="ltr">Tapis de laine</span>' in page
    assert 'hreflang="ar" href="http://testserver/ar/shop/p/' not in page


def test_only_own_and_reviewed_languages_are_offered_to_search_engines(client):
    names = {"fr": "Tapis", "ar": "زربية", "en": "Rug"}
    states = {"fr": "own", "ar": "reviewed", "en": "suggested"}
    product = a_product(name=names, text_states=states)
    a_variant(product)
    page = page_of(client, product)
    offered = re.findall(r'<link rel="alternate" hreflang="(\w+)"', page)
    assert offered == ["ar", "fr"]


def test_the_canonical_address_carries_neither_country_nor_variant(client, rug):
    page = page_of(client, rug, query="?country=FR&variant=1")
    assert f'<link rel="canonical" href="http://testserver/fr/shop/p/{rug.slug}/">' in page


def test_delivery_abroad_stays_closed_says_why_and_offers_morocco(client):
    a_market("eu")
    Market.objects.filter(code="eu").update(delivers=False)
    product = a_product()
    a_variant(product, price="100.00", prices={"EUR": "12.50"})
    page = page_of(client, product, query="?country=FR")
    assert page.count('class="delivery"') == 2
    assert "France" in page
    assert "Maroc" in page[page.index('class="delivery"') :]
    assert 'data-role="add-to-cart"' in page


def test_what_has_no_price_in_a_market_is_not_called_sold_out_there(client, rug):
    a_market("eu")
    page = page_of(client, rug, query="?country=FR")
    assert 'data-state="elsewhere"' in page
    assert 'data-role="add-to-cart"' not in page
    assert "offers" not in graph_of(page)[0]


def test_delivery_at_home_is_given_as_dates(client, rug):
    page = page_of(client, rug)
    sentence = re.search(r'data-role="delivery">(.*?)</p>', page, re.DOTALL)[1]
    assert "–" in sentence


def test_a_former_address_redirects_for_good_and_an_unknown_one_is_not_found(client, rug):
    FormerSlug.objects.create(kind="product", slug="old", export_id=rug.export_id)
    response = client.get("/fr/shop/p/old/")
    assert (response.status_code, response.url) == (301, f"/fr/shop/p/{rug.slug}/")
    assert client.get("/fr/shop/p/never/").status_code == 404


@pytest.mark.parametrize("change", [{"live": False}, {"hidden_at": timezone.now()}])
def test_what_is_not_public_is_not_found(client, rug, change):
    Product.objects.filter(pk=rug.pk).update(**change)
    assert client.get(f"/fr/shop/p/{rug.slug}/").status_code == 404


def test_structured_data_says_what_the_page_says(client):
    product = a_product(name="Bol </script><b>", producer=a_producer(name="Zahra"))
    a_variant(product, price="80.00", stock=1, sku="B-1")
    a_variant(product, price="95.00", stock=0, sku="B-2")
    node, maker, crumbs = graph_of(page_of(client, product))
    assert node["@type"] == "ProductGroup"
    offers = {one["sku"]: one["offers"] for one in node["hasVariant"]}
    assert offers["B-1"]["price"] == "80.00"
    assert offers["B-1"]["availability"].endswith("/InStock")
    assert offers["B-2"]["availability"].endswith("/OutOfStock")
    assert maker["name"] == "Zahra"
    assert crumbs["itemListElement"][-1]["item"] == f"http://testserver/fr/shop/p/{product.slug}/"


def test_names_cannot_break_out_of_the_page(client):
    product = a_product(name='<script>alert(1)</script>"')
    a_variant(product)
    page = page_of(client, product)
    assert "<script>alert" not in page


def test_a_stranger_gets_no_cookie_and_the_page_may_be_shared(client, rug):
    response = client.get(f"/fr/shop/p/{rug.slug}/")
    assert not response.cookies
    assert response.headers["Cache-Control"].startswith("public")
    assert "Cookie" in response.headers["Vary"]


def test_somebody_with_a_cookie_gets_a_page_of_her_own(client, rug):
    client.cookies["country"] = "FR"
    a_market("eu")
    response = client.get(f"/fr/shop/p/{rug.slug}/")
    assert response.headers["Cache-Control"] == "private, no-store"


def crowded(size: int) -> Product:
    """Build an offer with many variants, pictures, others of hers and similar ones."""
    producer, category = a_producer(), a_category("rugs", parent=a_category("weaving"))
    a_fee_rule()
    product = a_product(producer=producer, category=category, slug=f"rug-{size}")
    variants = [a_variant(product) for _ in range(size)]
    for position in range(size):
        ProductPicture.objects.create(product=product, picture=a_picture(), position=position)
    for _ in range(size):
        variants += [a_variant(a_product(producer=producer)), a_variant(a_product(category=category))]
    on_show(*variants)
    return product


@pytest.mark.parametrize("size", [1, 7])
@pytest.mark.parametrize("country", ["", "?country=FR"])
def test_the_page_takes_at_most_eleven_queries_whatever_its_size(
    client, django_assert_max_num_queries, size, country
):
    a_market("eu")
    product = crowded(size)
    with django_assert_max_num_queries(11):  # the last asks for all pages what makers let us show
        page_of(client, product, query=country)


def test_others_by_her_and_similar_ones_are_offered_but_not_what_is_sold(client):
    product = crowded(2)
    sold = a_variant(a_product(category=product.category, is_one_of_a_kind=True, slug="sold-one"), stock=1)
    sold.stock.update(allocated=1)
    on_show(sold)
    page = page_of(client, product)
    assert page.count('data-role="product-card"') == 4
    assert "sold-one" not in page


def ask(client, product: Product, **typed: str):
    asked = {"name": "Sara", "contact": "sara@example.test", "text": "Le même en bleu ?"} | typed
    return client.post(f"/fr/shop/p/{product.slug}/ask/", asked)


def test_a_question_is_kept_and_thanked_for(client, rug):
    response = ask(client, rug)
    assert response.status_code == 302
    enquiry = Enquiry.objects.get()
    assert (enquiry.kind, enquiry.name, enquiry.language) == ("similar", "Sara", "fr")
    assert client.get(response.url).status_code == 200


@pytest.mark.parametrize(
    "typed",
    [
        {"name": ""},
        {"contact": "nobody"},
        {"contact": ""},
        {"text": " "},
        {"name": "x" * 10_000},
        {"text": "x" * 10_000},
        {"name": "Sa\x00ra"},
        {"name": "Sara\u202egnp"},
    ],
)
def test_a_question_that_cannot_be_answered_says_why_and_keeps_what_was_typed(client, rug, typed):
    response = ask(client, rug, **typed)
    assert response.status_code == 422
    assert 'data-role="error"' in response.content.decode()
    assert not Enquiry.objects.exists()


def test_a_form_of_another_site_is_refused(client, rug):
    address = f"/fr/shop/p/{rug.slug}/ask/"
    for headers in ({"origin": "https://evil.test"}, {"sec-fetch-site": "cross-site"}):
        assert client.post(address, {}, headers=headers).status_code == 403
    own = {"origin": "http://testserver", "sec-fetch-site": "same-origin"}
    assert client.post(address, {}, headers=own).status_code == 422


def test_the_editors_preview_shows_the_draft(rf, rug):
    rug.name = texts("Tapis en projet")
    response = rug.make_preview_request(preview_mode=rug.default_preview_mode)
    assert response.status_code == 200
    assert "Tapis en projet" in response.content.decode()


def test_a_product_without_variants_or_price_still_has_a_page(client):
    a_market()
    page = page_of(client, a_product())
    assert 'data-state="gone"' in page


def test_the_offer_of_the_page_is_the_price_of_the_row(client, rug):
    rug.variants.get().prices.update(amount=Money("999.50", "MAD").amount)
    assert 'data-amount="99950"' in page_of(client, rug)


@pytest.mark.parametrize("takes_card", [True, False])
def test_a_page_promises_only_the_ways_of_paying_that_there_are(client, monkeypatch, takes_card):
    a_market()
    variant = a_variant(stock=3)
    ways = {"cash": object(), **({"card": object()} if takes_card else {})}
    monkeypatch.setattr("shop.views.products.all_gateways", lambda: ways)
    page = client.get(f"/fr/shop/p/{variant.product.slug}/").content.decode()
    assert ("Carte, virement" in page) is takes_card
