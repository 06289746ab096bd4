"""What search engines read of pages is known to the vocabulary, complete, and says what the page says."""

import json
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from home.testing.builders import a_consent, a_home_page, a_story, published
from producers.models import Consent, Evidence, Label
from producers.testing.builders import a_picture, a_producer
from shop.models import Material, ProductPicture, Variant
from shop.testing.builders import a_market, a_product, a_variant, on_show
from tests.oracles.node import ask
from tests.oracles.vocabulary import FILE, faults

pytestmark = pytest.mark.django_db
SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
PAGES = (
    "/fr/",
    "/fr/shop/",
    "/fr/shop/p/rug/",
    "/ar/shop/p/rug/",
    "/fr/shop/p/rug/?country=FR",
    "/fr/shop/p/bowl/",
    "/fr/shop/p/honey/",
    "/fr/shop/p/lesson/",
    "/fr/producers/tuda/",
    "/fr/stories/premier/",
)


@pytest.fixture(scope="module", autouse=True)
def built(made_once) -> Variant:
    """A rug in two sizes, a bowl made to order, perishable honey and a lesson, by a maker with a story."""
    with made_once.making():
        for code in ("ma", "eu", "world"):
            a_market(code)
        a_home_page()
        tuda = a_producer(
            name="Tuda", slug="tuda", picture=a_picture(), since=2012, sentence={"fr": "Je tisse la nuit."}
        )
        sizes = {"weight_g": 2500, "length_mm": 900, "width_mm": 200, "height_mm": 200}
        rug = a_product(producer=tuda, slug="rug", name={"fr": "Tapis", "ar": "زربية"}, hs6="570110")
        rug.materials.add(Material.objects.create(slug="wool", name={"fr": "Laine"}))
        rug.description = {"fr": "Noué à la main."}
        rug.save()
        small = a_variant(rug, sku="RUG-S", price="180.00", stock=3, **sizes)
        large = a_variant(rug, sku="RUG-L", price="1180.50", stock=0, **sizes)
        bowl = a_variant(a_product(producer=tuda, slug="bowl"), making_days=9, stock=0, cap=2, **sizes)
        honey = a_variant(a_product(producer=tuda, slug="honey", is_perishable=True), stock=5, **sizes)
        lesson = a_variant(
            a_product(producer=tuda, slug="lesson", kind="service", mode="at_place"),
            stock=4,
            starts_at=timezone.now() + timedelta(days=9),
        )
        shown = (small, large, bowl, honey, lesson)
        for product in {variant.product.slug: variant.product for variant in shown}.values():
            ProductPicture.objects.create(product=product, picture=a_picture(), position=0)
        on_show(*shown)
        story = a_story(producer=tuda, picture=a_picture())
        a_consent(story)
        published(story)
        return small


@pytest.fixture
def shop(built, made_once) -> Variant:
    return made_once.hand_out(built)


def data_of(html: str) -> list[dict]:
    return json.loads(SCRIPT.search(html)[1])["@graph"]


def test_every_page_says_what_the_vocabulary_knows(client, shop):
    for path in PAGES:
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert list(faults({"@graph": data_of(answer.content.decode())}, path)) == []


def test_a_validator_finds_no_error(client, shop):
    pages = {path: client.get(path).content.decode() for path in PAGES}
    answers = ask("markup.mjs", {"vocabulary": str(FILE), "pages": list(pages.values())})
    for path, issues in zip(pages, answers, strict=True):
        assert [issue for issue in issues if issue["severity"] == "ERROR"] == [], path


BROKEN = {
    "no price": ('"price": "180.00", ', "", 'Required attribute "price" is missing'),
    "a currency that is none": ('"priceCurrency": "MAD"', '"priceCurrency": "DH"', "Invalid type"),
    "a property that nobody knows": (
        '"priceCurrency"',
        '"colourOfTheDoor": "blue", "priceCurrency"',
        "is not supported by the schema.org specification",
    ),
}


@pytest.mark.parametrize("broken", BROKEN)
def test_what_is_broken_is_found(client, shop, broken):
    html = client.get("/fr/shop/p/rug/").content.decode()
    good, bad, complaint = BROKEN[broken]
    assert good in html
    pages = [html, html.replace(good, bad)]
    before, after = ask("markup.mjs", {"vocabulary": str(FILE), "pages": pages})
    assert not any(complaint in issue["issueMessage"] for issue in before)
    assert any(complaint in issue["issueMessage"] for issue in after)


def test_a_property_that_nobody_knows_is_no_part_of_the_vocabulary():
    assert list(faults({"@type": "Offer", "price": "1", "colourOfTheDoor": "blue"}, ""))
    assert list(faults({"@type": "Doorway"}, ""))
    assert not list(faults({"@type": "Offer", "price": "1"}, ""))


def offer_of(client, path: str) -> dict:
    return data_of(client.get(path).content.decode())[0]["offers"]


def test_an_offer_says_the_price_the_stock_and_the_terms_of_its_page(client, shop):
    html = client.get("/fr/shop/p/rug/").content.decode()
    group, maker, crumbs = data_of(html)
    small, large = (variant["offers"] for variant in group["hasVariant"])
    shown = re.search(r'data-role="price"[^>]*data-amount="(\d+)"[^>]*data-currency="(\w+)"', html)
    assert (small["price"], small["priceCurrency"]) == (f"{shown[1][:-2]}.00", shown[2]) == ("180.00", "MAD")
    assert [offer["availability"].rpartition("/")[2] for offer in (small, large)] == ["InStock", "OutOfStock"]
    assert small["hasMerchantReturnPolicy"]["merchantReturnDays"] == 7
    assert small["shippingDetails"]["shippingDestination"]["addressCountry"] == "MA"
    assert group["material"] == ["Laine"]
    assert maker["@id"] == group["manufacturer"]["@id"] == small["seller"]["@id"]
    assert crumbs["itemListElement"][-1]["item"] == group["url"]


def test_what_is_made_to_order_or_perishable_does_not_come_back(client, shop):
    for slug in ("bowl", "honey"):
        policy = offer_of(client, f"/fr/shop/p/{slug}/")["hasMerchantReturnPolicy"]
        assert policy["returnPolicyCategory"].endswith("MerchantReturnNotPermitted")


def test_a_service_is_neither_sent_nor_sent_back(client, shop):
    assert not {"shippingDetails", "hasMerchantReturnPolicy"} & set(offer_of(client, "/fr/shop/p/lesson/"))


def test_what_has_no_price_for_a_country_is_no_offer_there(client, shop):
    kinds = [node["@type"] for node in data_of(client.get("/fr/shop/p/rug/?country=FR").content.decode())]
    assert kinds == ["Organization", "BreadcrumbList"]


def test_a_proven_label_is_said_where_she_agrees_with_its_issuer_and_its_last_day(client, shop):
    until = timezone.localdate() + timedelta(days=90)
    label = Label.objects.create(code="handmade", name={"fr": "Fait main"}, covers="organisation")
    Evidence.objects.create(
        organisation=shop.product.producer, label=label, kind="visit", issuer="Centre", checked_by="A.",
        checked_on=timezone.localdate(), valid_until=until,
    )  # fmt: skip
    assert "hasCertification" not in data_of(client.get("/fr/producers/tuda/").content.decode())[0]
    Consent.objects.create(
        organisation=shop.product.producer,
        person="Tuda",
        scope="proof",
        heard_in="fr",
        given_at=timezone.now(),
    )
    said = data_of(client.get("/fr/producers/tuda/").content.decode())[0]["hasCertification"]
    assert said[0]["issuedBy"]["name"] == "Centre"
    assert said[0]["expires"] == until.isoformat()
