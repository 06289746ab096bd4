"""Lists of offers: searches, odd addresses, what search engines see, and how many queries a page takes."""

import json
import re

import pytest
from django.utils import timezone

from producers.models import FormerSlug
from producers.testing.builders import a_picture, a_producer
from shop.actions.search_words import refresh_search_words
from shop.models import Listing, Product, ProductPicture
from shop.testing.builders import a_category, a_market, a_product, a_variant, on_show

pytestmark = pytest.mark.django_db


def names(response) -> list[str]:
    return [card.name.text for card in response.context["list"].cards]


def a_shown(
    name: str | dict[str, str] = "Tapis de laine", *, price: str = "100.00", stock: int = 1, **fields
):
    """Build an offer that lists and searches know."""
    product = a_product(name=name, **fields)
    on_show(a_variant(product, price=price, stock=stock))
    return product


def test_an_empty_shop_shows_its_way_on(client):
    a_market()
    page = client.get("/fr/shop/")
    assert page.status_code == 200
    assert 'data-role="nothing-found"' in page.content.decode()


def test_a_shop_without_a_market_says_so_instead_of_failing(client):
    assert client.get("/fr/shop/").status_code == 404


def test_cards_carry_name_price_share_maker_and_place(client):
    a_shown(producer=a_producer(name="Aïcha", region="MA-05"))
    card = client.get("/fr/shop/").content.decode()
    card = card[card.index('data-role="product-card"') :]
    for said in ("Tapis de laine", 'data-amount="10000"', "Aïcha", "Béni Mellal"):
        assert said in card


@pytest.mark.parametrize(
    "question", ["théière", "THEIERE", "theiere bleue", "théïère", "  Théière  ", "theie", "bleu"]
)
def test_a_search_finds_whatever_accents_and_cases_one_types(client, question):
    a_shown("Théière bleue")
    a_shown("Tapis")
    assert names(client.get("/fr/shop/", {"q": question})) == ["Théière bleue"]


def test_a_search_in_arabic_folds_letters_and_marks(client):
    a_shown({"fr": "Tapis d’Azilal", "ar": "زربيّة أزيلال"})
    for question in ("زربية", "زربيه", "ازيلال", "زَرْبِيَّة"):
        assert len(names(client.get("/ar/shop/", {"q": question}))) == 1, question


def test_a_search_finds_what_is_not_translated_yet(client):
    a_shown({"fr": "Babouches"})
    assert names(client.get("/ar/shop/", {"q": "babouches"})) == ["Babouches"]


def test_a_search_keeps_to_the_filters_and_to_the_public(client):
    red = a_shown("Tapis rouge", producer=a_producer(region="MA-01"))
    a_shown("Tapis bleu", producer=a_producer(region="MA-05"))
    hidden = a_shown("Tapis caché")
    Product.objects.filter(pk=hidden.pk).update(hidden_at=timezone.now())
    on_show(*hidden.variants.all())
    response = client.get("/fr/shop/", {"q": "tapis", "region": "MA-01"})
    assert names(response) == [red.name.localize("fr")]
    assert "Tapis caché" not in names(client.get("/fr/shop/", {"q": "tapis"}))


@pytest.mark.parametrize(
    "question",
    [
        "a" * 5000,
        "mot " * 1500,
        "\u064b\u064c\u0301",
        "!!! --- ???",
        "' OR 1=1 --",
        "'; DROP TABLE tiwizi_shop_product; --",
        "<script>alert(1)</script>",
        "\u202e\u200f\x00",
        "AND OR NOT NEAR(",
        '"unbalanced',
        "col:umn * ^ ~",
        "😀",
        "%%__\\",
        "\ud83d",
    ],
)
def test_odd_questions_are_answered(client, question):
    a_shown()
    response = client.get("/fr/shop/", {"q": question.encode("utf-8", "surrogatepass")})
    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()


def test_nothing_found_shows_the_spelling_tried_and_four_ways_on(client):
    a_shown()
    page = client.get("/fr/shop/", {"q": "zzzz"}).content.decode()
    part = page[page.index('data-role="nothing-found"') :]
    assert "zzzz" in part
    assert "/fr/shop/c/rugs/" in part
    assert "?region=MA-01" in part
    assert "/fr/pages/contact/" in part


@pytest.mark.parametrize(
    "query",
    [
        "region=XX",
        "region=",
        "category=nope",
        "technique=nope&material=nope&label=nope",
        "producer=nope",
        "producer=%00",
        "a.nope=1",
        "a.=x",
        "a.%F0%9F%98%80=x",
        "sort=nope",
        "sort=relevance",
        "price_min=abc",
        "price_min=-5",
        "price_min=1e99",
        "price_min=NaN&price_max=inf",
        "price_min=500&price_max=1",
        "price_max=0.0001",
        "available=yes",
        "available=1&available=0",
        "q=%FF%FE",
        "country=XX",
        "country=" + "A" * 500,
        "&".join(f"region=MA-{number:02}" for number in range(1, 99)),
        "&".join(f"technique=t{number}" for number in range(500)),
    ],
)
def test_values_that_do_not_exist_are_ignored(client, query):
    a_shown()
    for path in ("/fr/shop/", "/fr/shop/c/rugs/"):
        assert client.get(f"{path}?{query}").status_code == 200


@pytest.mark.parametrize("page", ["0", "-1", "3", "x", "1.5", "9" * 40, "٢", "501", "%00"])
def test_a_page_that_does_not_exist_is_not_found(client, page, settings):
    settings.SHOP = settings.SHOP | {"PAGE_SIZE": 1}
    a_shown()
    a_shown("Bol")
    assert client.get("/fr/shop/?page=2").status_code == 200
    assert client.get(f"/fr/shop/?page={page}").status_code == 404


def test_pages_are_real_addresses_that_keep_the_filters(client, settings):
    settings.SHOP = settings.SHOP | {"PAGE_SIZE": 2}
    maker = a_producer(slug="aicha", region="MA-05")
    for number in range(5):
        a_shown(f"Tapis {number}", producer=maker)
    pages = client.get("/fr/shop/?region=MA-05&sort=price").context["list"].pages
    assert pages.next_url == "/fr/shop/?region=MA-05&sort=price&page=2"
    assert [link.label for link in pages.links] == ["1", "2", "3"]
    last = client.get("/fr/shop/?region=MA-05&sort=price&page=3").context["list"].pages
    assert (last.next_url, last.shown_to, last.total) == ("", 5, 5)


def test_a_category_shows_what_is_below_it_and_its_own_words(client):
    weaving = a_category("weaving", description={"fr": "Tout ce qui sort du métier."})
    a_shown("Tapis", category=a_category("rugs", parent=weaving))
    a_shown("Bol", category=a_category("clay"))
    response = client.get("/fr/shop/c/weaving/")
    assert names(response) == ["Tapis"]
    assert "Tout ce qui sort du métier." in response.content.decode()
    assert [crumb.label.text for crumb in response.context["list"].crumbs][-1] == "Weaving"


def test_a_former_category_redirects_and_an_unknown_one_is_not_found(client):
    a_market()
    category = a_category("weaving")
    FormerSlug.objects.create(kind="category", slug="old", export_id=str(category.pk))
    response = client.get("/fr/shop/c/old/")
    assert (response.status_code, response.url) == (301, "/fr/shop/c/weaving/")
    assert client.get("/fr/shop/c/never/").status_code == 404


def test_each_market_lists_what_it_sells_at_its_own_price(client):
    a_market("eu")
    both, home = a_product(name="Tapis"), a_product(name="Bol")
    on_show(a_variant(both, price="100.00", prices={"EUR": "12.50"}), a_variant(home, price="50.00"))
    assert sorted(names(client.get("/fr/shop/"))) == ["Bol", "Tapis"]
    response = client.get("/fr/shop/?country=FR")
    assert names(response) == ["Tapis"]
    assert 'data-amount="1250" data-currency="EUR"' in response.content.decode()
    assert names(client.get("/fr/shop/")) == ["Tapis"]


def test_one_address_is_canonical_and_a_filtered_list_is_not_indexed(client):
    a_shown(producer=a_producer(region="MA-05"))
    for query in ("", "?country=MA", "?sort=price", "?region=MA-05&available=1"):
        page = client.get(f"/fr/shop/{query}").content.decode()
        assert '<link rel="canonical" href="http://testserver/fr/shop/">' in page, query
    assert (
        'name="robots" content="noindex' in client.get("/fr/shop/?region=MA-05&available=1").content.decode()
    )
    assert 'name="robots"' not in client.get("/fr/shop/").content.decode()


def test_structured_data_lists_the_offers(client):
    product = a_shown("Tapis </script>")
    page = client.get("/fr/shop/").content.decode()
    script = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    items = json.loads(script[1])["@graph"][0]["mainEntity"]["itemListElement"]
    assert [item["url"] for item in items] == [f"http://testserver/fr/shop/p/{product.slug}/"]


def test_chips_take_one_filter_off_and_keep_the_others(client):
    a_shown(producer=a_producer(slug="aicha", region="MA-05"))
    page = client.get("/fr/shop/?region=MA-05&producer=aicha&price_max=200&available=1").context["list"]
    assert sorted(chip.url for chip in page.chips) == [
        "/fr/shop/?producer=aicha&price_max=200&available=1",
        "/fr/shop/?region=MA-05&price_max=200&available=1",
        "/fr/shop/?region=MA-05&producer=aicha&available=1",
        "/fr/shop/?region=MA-05&producer=aicha&price_max=200",
    ]


def test_a_sold_piece_stays_in_the_list_as_sold(client):
    product = a_product(is_one_of_a_kind=True)
    variant = a_variant(product, stock=1)
    variant.stock.update(allocated=1)
    on_show(variant)
    page = client.get("/fr/shop/").content.decode()
    assert "product-card-sold" in page
    assert "product-card" not in client.get("/fr/shop/?available=1").context["list"].cards


def a_crowd(size: int) -> None:
    """List so many offers of as many makers, each with pictures."""
    category = a_category("rugs", parent=a_category("weaving"))
    variants = []
    for number in range(size):
        product = a_product(name=f"Tapis {number}", category=category, producer=a_producer())
        ProductPicture.objects.create(product=product, picture=a_picture(), position=0)
        variants.append(a_variant(product))
    on_show(*variants)


@pytest.mark.parametrize("size", [30, 300])
def test_a_list_takes_at_most_thirteen_queries_whatever_its_size(client, django_assert_max_num_queries, size):
    a_crowd(size)
    refresh_search_words()
    addresses = [
        "/fr/shop/",
        "/fr/shop/?page=2",
        "/fr/shop/?q=tapis&region=MA-07&sort=price",
        "/fr/shop/?q=tapis",
        "/fr/shop/?region=MA-07&available=1&price_min=10&producer=producer-3",
        "/fr/shop/c/weaving/?category=rugs",
    ]
    client.get("/fr/shop/")  # the first list of a process reads the sets that the others are counted from
    for number, address in enumerate(addresses):
        Listing.objects.filter(pk=Listing.objects.order_by("pk")[number].pk).update(making_days=number)
        with django_assert_max_num_queries(13):
            assert client.get(address).status_code == 200


def test_a_long_list_is_not_counted_to_its_end(client, monkeypatch):
    monkeypatch.setattr("shop.reading.catalogue.MOST_COUNTED", 3)
    a_crowd(30)
    pages = client.get("/fr/shop/").context["list"].pages
    assert pages.total is None
    assert pages.next_url == "/fr/shop/?page=2"
    assert client.get("/fr/shop/?page=2").context["list"].pages.next_url == ""


def test_listings_belong_to_one_market_each(client):
    a_market("world")
    a_shown()
    assert Listing.objects.count() == 1


def counts_of(client, address: str, facet: str) -> dict[str, int | None]:
    page = client.get(address).context["list"]
    return {value.code: value.count for one in page.facets if one.code == facet for value in one.values}


def test_counts_follow_every_change_at_once(client, django_assert_max_num_queries):
    for region, size in (("MA-01", 6), ("MA-05", 2)):
        maker = a_producer(region=region, slug=f"maker-{region}".lower())
        on_show(*(a_variant(a_product(producer=maker)) for _ in range(size)))
    assert counts_of(client, "/fr/shop/", "region") == {"MA-01": 6, "MA-05": 2}
    Listing.objects.filter(region="MA-05").update(is_available=False)
    assert counts_of(client, "/fr/shop/", "available") == {"1": 6}
    assert counts_of(client, "/fr/shop/?region=MA-05", "available") == {}
    assert counts_of(client, "/fr/shop/?region=MA-01", "category") == {"rugs": 6}
    Listing.objects.filter(region="MA-01").order_by("pk").first().delete()
    assert counts_of(client, "/fr/shop/", "region") == {"MA-01": 5, "MA-05": 2}
    with django_assert_max_num_queries(12):
        client.get("/fr/shop/?region=MA-01&available=1")
