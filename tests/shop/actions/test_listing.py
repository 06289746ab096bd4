from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from moneyed import Money

from producers.models import Announcement
from producers.testing.builders import a_producer
from shop.actions.listing import refresh_availability, refresh_listing, refresh_past_dates
from shop.models import Listing, Price, SearchRow, Stock, Variant
from shop.reading.listed import Reason, WhyNot, why_not_listed
from shop.testing.builders import a_category, a_fee_rule, a_market, a_place, a_product, a_stock, a_variant

pytestmark = pytest.mark.django_db


def listing(variant: Variant, market: str = "ma") -> Listing | None:
    return Listing.objects.filter(product=variant.product, market__code=market).first()


def test_a_product_is_listed_at_its_lowest_price_with_the_makers_share():
    a_fee_rule(percent="10")
    variant = a_variant(price="300.00")
    a_variant(variant.product, price="180.00")
    refresh_listing([variant.product_id])
    row = listing(variant)
    assert row.amount == Money("180.00", "MAD")
    assert (row.has_several_prices, row.maker_percent) == (True, 90)
    assert (row.is_available, row.is_sold, row.making_days) == (True, False, None)
    assert (row.producer_id, row.category_id) == (variant.product.producer_id, variant.product.category_id)


def test_a_market_lists_only_what_has_a_price_in_its_currency():
    a_market("eu")
    variant = a_variant()
    refresh_listing([variant.product_id])
    assert listing(variant, "eu") is None
    Price.objects.create(variant=variant, amount=Money("18.00", "EUR"))
    refresh_listing([variant.product_id])
    assert listing(variant, "eu").amount == Money("18.00", "EUR")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"live": False}, WhyNot.DRAFT),
        ({"hidden_at": timezone.now()}, WhyNot.HIDDEN),
    ],
)
def test_what_is_not_public_leaves_the_list_and_the_search(change, why):
    variant = a_variant()
    refresh_listing([variant.product_id])
    assert listing(variant)
    assert SearchRow.objects.exists()
    type(variant.product).objects.filter(pk=variant.product_id).update(**change)
    refresh_listing([variant.product_id])
    assert listing(variant) is None
    assert not SearchRow.objects.exists()
    assert why_not_listed(variant.product, a_market()) == (Reason(why),)


def test_nobody_who_is_not_approved_sells():
    variant = a_variant(a_product(producer=a_producer(status="suspended")))
    refresh_listing([variant.product_id])
    assert listing(variant) is None
    assert why_not_listed(variant.product, a_market()) == (Reason(WhyNot.PRODUCER_NOT_ACTIVE),)


def test_a_market_refuses_what_lacks_a_required_fact_and_says_which():
    category = a_category(
        "soap", parent=a_category("cosmetics", requires=["inci"]), requires=["net_quantity"]
    )
    variant = a_variant(a_product(category=category))
    refresh_listing([variant.product_id])
    assert listing(variant) is None
    reason = Reason(WhyNot.MISSING_FACTS, ("inci", "net_quantity"))
    assert why_not_listed(variant.product, a_market()) == (reason,)
    facts = {"inci": "Sodium olivate", "net_quantity": Decimal(100)}
    Variant.objects.update(facts={"inci": facts["inci"]}, net_quantity=facts["net_quantity"], net_unit="g")
    refresh_listing([variant.product_id])
    assert listing(variant)


def test_one_variant_without_the_fact_is_enough_to_refuse():
    product = a_product(category=a_category("food", requires=["allergens"]))
    a_variant(product, facts={"allergens": []})
    assert why_not_listed(product, a_market()) == ()
    a_variant(product)
    assert why_not_listed(product, a_market()) == (Reason(WhyNot.MISSING_FACTS, ("allergens",)),)


def test_a_service_on_request_is_listed_without_a_price():
    a_market()
    product = a_product(kind="service", mode="on_request")
    refresh_listing([product.pk])
    row = Listing.objects.get(product=product)
    assert (row.amount, row.is_available) == (None, True)


def test_a_workshop_leaves_the_list_when_its_last_date_is_over():
    product = a_product(kind="service")
    variant = a_variant(product, starts_at=timezone.now() + timedelta(hours=1))
    refresh_listing([product.pk])
    assert listing(variant)
    Variant.objects.update(starts_at=timezone.now() - timedelta(hours=1))
    refresh_listing([product.pk])
    assert listing(variant) is None
    assert Reason(WhyNot.PAST) in why_not_listed(product, a_market())


def test_a_job_finds_the_workshops_that_are_over():
    now = timezone.now()
    over = a_variant(a_product(kind="service"), starts_at=now + timedelta(hours=1))
    ahead = a_variant(a_product(kind="service"), starts_at=now + timedelta(days=9))
    partly = a_variant(a_product(kind="service"), starts_at=now + timedelta(hours=1), stock=2)
    a_variant(partly.product, starts_at=now + timedelta(days=9), stock=0)
    goods = a_variant()
    refresh_listing([variant.product_id for variant in (over, ahead, partly, goods)])
    assert refresh_past_dates(now=now) == 0
    Variant.objects.filter(pk__in=[over.pk, partly.pk]).update(starts_at=now)
    assert refresh_past_dates(now=now) == 2
    assert listing(over) is None
    assert listing(ahead)
    assert listing(goods)
    assert not listing(partly).is_available
    assert refresh_past_dates(now=now + timedelta(days=3)) == 0


def test_a_sold_piece_stays_in_the_list_as_sold():
    variant = a_variant(a_product(is_one_of_a_kind=True), stock=1)
    refresh_listing([variant.product_id])
    Stock.objects.update(allocated=1)
    refresh_availability([variant.product_id])
    row = listing(variant)
    assert (row.is_available, row.is_sold) == (False, True)


def test_days_of_making_stand_in_the_list_only_when_nothing_is_there():
    variant = a_variant(stock=1, cap=5, making_days=12)
    refresh_listing([variant.product_id])
    assert listing(variant).making_days is None
    Stock.objects.update(allocated=1)
    refresh_availability([variant.product_id])
    assert (listing(variant).is_available, listing(variant).making_days) == (True, 12)


def test_a_market_sells_only_from_its_places():
    europe = a_market("eu")
    variant = a_variant(stock=0, prices={"EUR": "20.00"})
    hub = a_place(variant.product.producer, "hub", country="FR")
    hub.markets.add(europe)
    a_stock(variant, pieces=2, place=hub)
    refresh_listing([variant.product_id])
    assert not listing(variant).is_available
    assert listing(variant, "eu").is_available
    type(hub).objects.filter(pk=hub.pk).update(is_selling=False)
    refresh_availability([variant.product_id])
    assert not listing(variant, "eu").is_available


def test_words_are_folded_once_for_each_language_of_the_site(settings):
    settings.WAGTAIL_CONTENT_LANGUAGES = [("fr", "Français"), ("ar", "العربية")]
    producer = a_producer(name={"fr": "Atelier Tazzla", "ar": "ورشة تازلا"}, region="MA-09")
    product = a_product(producer=producer, name={"fr": "Théière émaillée", "ar": "إبريق شاي"})
    product.tags.add("Été")
    product.save()
    a_variant(product)
    refresh_listing([product.pk])
    rows = {row.language: row for row in SearchRow.objects.all()}
    assert rows.keys() == {"fr", "ar"}
    assert rows["fr"].title == "theiere emaillee"
    assert {"atelier", "tazzla", "ete", "rugs", "souss"} <= set(rows["fr"].text.split())
    assert "theiere" in rows["ar"].text
    assert "تازلا" in rows["ar"].text


def test_a_missing_language_is_found_by_the_original(settings):
    settings.WAGTAIL_CONTENT_LANGUAGES = [("fr", "Français"), ("ar", "العربية")]
    variant = a_variant(a_product(name="Panier"))
    refresh_listing([variant.product_id])
    assert set(SearchRow.objects.values_list("language", "title")) == {("fr", "panier"), ("ar", "panier")}


def test_the_search_index_hears_of_it_after_the_commit():
    variant = a_variant()
    refresh_listing([variant.product_id])
    announced = Announcement.objects.get(kind="catalogue.changed")
    assert announced.payload == {"products": [variant.product_id]}


def test_queries_do_not_grow_with_the_products(django_assert_max_num_queries, django_assert_num_queries):
    few = [a_variant().product_id]
    many = few + [a_variant().product_id for _ in range(12)]
    refresh_listing(many)
    with django_assert_max_num_queries(30) as of_few:
        refresh_listing(few)
    with django_assert_num_queries(len(of_few)):
        refresh_listing(many)
    Stock.objects.update(allocated=3)
    with django_assert_max_num_queries(10):
        refresh_availability(many)


def test_a_second_time_changes_nothing():
    variant = a_variant()
    refresh_listing([variant.product_id])
    before = Listing.objects.values().get(), list(SearchRow.objects.values())
    refresh_listing([variant.product_id])
    assert (Listing.objects.values().get(), list(SearchRow.objects.values())) == before
