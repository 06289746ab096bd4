"""A query whose SQL is written once finds what Django's own finds, for other values and other lengths too."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.db.models import Count, F, QuerySet
from django.utils import timezone

from producers.compiled import Compiled, CompiledUpdate
from producers.models import Organisation
from producers.testing.builders import an_organisation
from shop.models import CartLine
from shop.testing.builders import a_cart, a_variant

pytestmark = pytest.mark.django_db


@Compiled
def _some(kind: str, *, numbers: list[int], after: datetime, slug: str) -> QuerySet[Organisation]:
    rows = Organisation.objects.filter(number__in=numbers, created_at__gt=after).exclude(slug=slug)
    return rows.filter(kind=kind).select_related("vouched_by").order_by("number")


def _same(kind, numbers, after, slug):
    return list(_some._build(kind, numbers=numbers, after=after, slug=slug))


def test_it_finds_the_same_for_each_length_kind_and_moment():
    made = [an_organisation() for _ in range(4)]
    numbers = [one.number for one in made]
    before, later = timezone.now() - timedelta(days=1), timezone.now() + timedelta(days=1)
    for kind in (made[0].kind, "centre"):
        for asked in (numbers, numbers[:2], [*numbers[2:], 99_999], numbers[1:3]):
            for after in (before, later):
                for slug in ("", made[1].slug):
                    found = list(_some(kind, numbers=asked, after=after, slug=slug))
                    assert found == _same(kind, asked, after, slug)
    assert list(_some(made[0].kind, numbers=numbers, after=before, slug="")) == made


def test_it_reads_related_rows_and_asks_once(django_assert_num_queries):
    voucher = an_organisation()
    made = an_organisation(vouched_by=voucher)
    for _again in range(2):
        with django_assert_num_queries(1):
            (found,) = _some(made.kind, numbers=[made.number], after=timezone.now() - timedelta(1), slug="")
            assert found.vouched_by.name == voucher.name


@Compiled
def _lines(*, cart: int) -> QuerySet[CartLine]:
    rows = CartLine.objects.filter(cart=cart).select_related("variant__product__producer__vouched_by")
    rows = rows.defer("variant__product__description", "quantity").annotate(twice=F("quantity") * 2)
    return rows.order_by("pk")


def _said(row):
    """All that an object holds, with what belongs to it."""
    own = {name: value for name, value in vars(row).items() if name != "_state"}
    state = row._state
    below = {name: one and _said(one) for name, one in state.fields_cache.items() if name != "cart"}
    return type(row), own, (state.adding, state.db), below, row.get_deferred_fields()


def test_objects_are_those_that_django_makes(django_assert_num_queries):
    cart = a_cart(a_variant(), (a_variant(starts_at=timezone.now()), 3))
    for _again in range(4):  # read by Django's cursor first, by the name of its plan then
        ours, djangos = list(_lines(cart=cart.pk)), list(_lines._build(cart=cart.pk))
        assert [_said(one) for one in ours] == [_said(one) for one in djangos]
        assert [one.seen for one in ours] == [one.seen for one in djangos]
    with django_assert_num_queries(0):
        assert [one.twice for one in ours] == [2, 6]
        assert ours[0].variant.product.producer.vouched_by is None
    with django_assert_num_queries(1):
        assert ours[0].quantity == 1


@Compiled
def _counts(*, pks: list[int]) -> QuerySet[Organisation]:
    return Organisation.objects.filter(pk__in=pks).order_by().values_list("kind").annotate(many=Count("pk"))


def test_values_and_sums_come_as_rows():
    made = [an_organisation() for _ in range(3)]
    assert list(_counts(pks=[one.pk for one in made])) == [(made[0].kind, 3)]
    assert list(_counts(pks=[made[0].pk])) == [(made[0].kind, 1)]


def test_a_value_that_the_query_changes_is_refused():
    changed = Compiled(lambda *, number: Organisation.objects.filter(number=number + 1))
    with pytest.raises(ValueError, match="as it is"):
        changed(number=7)


@pytest.mark.django_db(transaction=True)
def test_threads_do_not_see_each_others_values():
    made = [an_organisation() for _ in range(8)]
    find = Compiled(lambda *, pk: Organisation.objects.filter(pk=pk))

    def ask(pk: int) -> set[int]:
        try:
            return {one.pk for _again in range(20) for one in find(pk=pk)}
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(ask, [one.pk for one in made])) == [{one.pk} for one in made]


@CompiledUpdate
def _raise(*, pks: list[int], slug: str, by: int):
    return Organisation.objects.filter(pk__in=pks, slug=slug), {"since": F("since") + by}


def test_an_update_changes_the_rows_that_it_names_and_says_how_many():
    first, second = an_organisation(since=1990), an_organisation(since=1990)
    for _again in range(2):
        assert _raise(pks=[first.pk, second.pk], slug=first.slug, by=2) == 1
    assert _raise(pks=[second.pk], slug=first.slug, by=5) == 0
    assert _raise(pks=[second.pk], slug=second.slug, by=5) == 1
    years = Organisation.objects.filter(pk__in=[first.pk, second.pk]).order_by("pk")
    assert list(years.values_list("since", flat=True)) == [1994, 1995]
