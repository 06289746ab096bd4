"""Content is drafted, commerce is live: publishing a newer or an older text moves no piece and no price."""

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from moneyed import Money

from producers.domain.actors import Actor
from producers.models import Act
from shop.actions.adjust_stock import receive
from shop.actions.prices import set_price
from shop.actions.publish_product import hide, publish, show_again
from shop.models import Allocation, Listing, OrderLine, Price, Product, SearchRow, Stock, Variant
from shop.testing.builders import a_product, a_variant, on_show, texts
from shop.testing.orders import a_placed_order

pytestmark = pytest.mark.django_db
EDITOR = Actor(5, "Editor")
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("publish"), st.integers(0, 9)),
        st.tuples(st.just("write"), st.integers(0, 99)),
        st.tuples(st.just("price"), st.integers(100, 900)),
        st.tuples(st.just("receive"), st.integers(1, 5)),
        st.tuples(st.just("hide"), st.booleans()),
    ),
    max_size=12,
)


def drafted(product: Product, name: str) -> object:
    fresh = Product.objects.get(pk=product.pk).get_latest_revision_as_object()
    fresh.name = texts(name)
    return fresh.save_revision()


def commerce() -> list[object]:
    tables = (Variant, Price, Stock, Allocation, OrderLine)
    return [list(table.objects.order_by("pk").values()) for table in tables]


@given(STEPS)
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None
)
def test_no_publication_touches_variants_prices_stock_or_what_was_sold(steps):
    with transaction.atomic():
        variant = a_variant(stock=3)
        product = variant.product
        revisions = [product.save_revision()]
        a_placed_order(variant)
        for step, value in steps:
            before, hidden = commerce(), Product.objects.get(pk=product.pk).hidden_at
            if step == "publish":
                publish(product, revision=revisions[value % len(revisions)], actor=EDITOR)
                assert commerce() == before
                assert Product.objects.get(pk=product.pk).hidden_at == hidden
            elif step == "write":
                revisions.append(drafted(product, f"Texte {value}"))
                assert commerce() == before
            elif step == "price":
                set_price(variant, Money(value, "MAD"), actor=EDITOR)
            elif step == "receive":
                receive(variant, variant.stock.get().place, value, actor=EDITOR)
            else:
                (hide if value else show_again)(product, actor=EDITOR, reason="test")
        transaction.set_rollback(True)


def test_a_draft_is_shown_to_nobody_until_it_is_published():
    variant = a_variant(a_product(name="Tapis", live=False))
    product = variant.product
    drafted(product, "Tapis de Taznakht")
    on_show(variant)
    assert not Listing.objects.exists()
    publish(product, actor=EDITOR)
    assert product.live
    assert product.name.data["fr"] == "Tapis de Taznakht"
    assert Listing.objects.get().product == product
    assert SearchRow.objects.get(language="fr").title == "tapis de taznakht"
    assert Act.objects.get(verb="product.publish").before == {"live": False, "revision": None}


def test_an_older_text_can_be_published_again():
    product = a_variant(a_product(name="Premier")).product
    first = product.save_revision()
    drafted(product, "Second")
    publish(product, actor=EDITOR)
    assert product.name.data["fr"] == "Second"
    publish(product, revision=first, actor=EDITOR)
    assert product.name.data["fr"] == "Premier"


def test_the_revision_of_another_product_is_refused():
    other = a_product().save_revision()
    with pytest.raises(ValueError, match="something else"):
        publish(a_product(), revision=other, actor=EDITOR)


def test_what_is_taken_off_leaves_the_lists_and_publishing_does_not_bring_it_back():
    variant = a_variant()
    product = variant.product
    product.save_revision()
    on_show(variant)
    hide(product, actor=EDITOR, reason="complaint")
    hide(product, actor=EDITOR, reason="complaint")
    assert not Listing.objects.exists()
    publish(product, actor=EDITOR)
    assert product.hidden_at
    assert not Listing.objects.exists()
    show_again(product, actor=EDITOR)
    assert Listing.objects.exists()
    verbs = Act.objects.filter(kind="product").values_list("verb", flat=True)
    assert list(verbs) == ["product.hide", "product.publish", "product.show"]


def test_the_lists_follow_whatever_publishes():
    variant = a_variant()
    product = variant.product
    product.save_revision().publish()
    assert Listing.objects.exists()
    Product.objects.get(pk=product.pk).unpublish()
    assert not Listing.objects.exists()


def test_a_scheduled_text_does_not_undo_what_happened_since():
    product = a_variant().product
    revision = product.save_revision()
    Product.objects.filter(pk=product.pk).update(hidden_at=timezone.now())
    type(revision).objects.get(pk=revision.pk).publish()
    assert Product.objects.get(pk=product.pk).hidden_at
