"""Makers who may make what a trade buyer looks for, read as they stand today and ranked by the pure rule."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone

from producers.models import Evidence, Organisation
from shop.domain.abroad import Closed
from shop.domain.sourcing import Candidate, Ranked, Wanted, rank
from shop.domain.territories import Territory
from shop.models import Category, Product, ProductLabel, SourcingRequest, Stock, Variant
from shop.reading.opening import openings

MOST_MAKERS = 200
HOME = Territory.MOROCCO.value
SEVERAL = (Organisation.Kind.COOPERATIVE, Organisation.Kind.GROUP)


@dataclass(frozen=True)
class MakerMatch:
    """A maker with how she was ranked, and what of hers is like it."""

    producer: Organisation
    ranked: Ranked
    products: tuple[Product, ...]


def wanted_of(request: SourcingRequest, today: date) -> Wanted:
    """Return what is looked for, as the rule reads it."""
    labels = frozenset(label.code for label in request.labels.all())
    return Wanted(request.quantity, today, request.wanted_by, labels)


def matches_for(request: SourcingRequest, *, today: date | None = None) -> list[MakerMatch]:
    """Return who may make it, the likeliest first, in a number of queries that does not grow with them."""
    on = today or timezone.localdate()
    products = _products(request)
    by_maker: defaultdict[int, list[Product]] = defaultdict(list)
    for product in products:
        by_maker[product.producer_id].append(product)
    is_of_craft = Q(crafts=request.craft_id) if request.craft_id else Q(pk__in=[])
    makers = list(
        Organisation.objects.selling()
        .filter(is_of_craft | Q(pk__in=list(by_maker)))
        .distinct()
        .order_by("pk")[:MOST_MAKERS]
    )
    candidates = _candidates(request, makers, by_maker, on)
    known = {maker.pk: maker for maker in makers}
    ranked = rank(candidates, wanted_of(request, on))
    return [MakerMatch(known[one.producer], one, tuple(by_maker[one.producer])) for one in ranked]


def below(category: int) -> list[int]:
    """Return a category and all below it; the tree is small and read whole."""
    children: defaultdict[int | None, list[int]] = defaultdict(list)
    for pk, parent in Category.objects.values_list("pk", "parent"):
        children[parent].append(pk)
    found, waiting = [], [category]
    while waiting:
        step = waiting.pop()
        found.append(step)
        waiting += children.pop(step, [])
    return found


def _products(request: SourcingRequest) -> list[Product]:
    rows = Product.objects.filter(
        category__in=below(request.category_id), kind=Product.Kind.GOOD, live=True
    ).select_related("producer", "category__parent__parent")
    return list(rows.order_by("pk")[: MOST_MAKERS * 10])


def _candidates(
    request: SourcingRequest, makers: list[Organisation], by_maker: dict[int, list[Product]], on: date
) -> list[Candidate]:
    products = [product for maker in makers for product in by_maker.get(maker.pk, ())]
    ready, at_once, days = _capacity(products)
    labels = _labels(makers, products, on)
    crafts = set(
        Organisation.objects.filter(crafts=request.craft_id, pk__in=[one.pk for one in makers]).values_list(
            "pk", flat=True
        )
        if request.craft_id
        else ()
    )
    shut = _closed(request, products, on)
    return [
        Candidate(
            producer=maker.pk,
            sells_it=bool(by_maker.get(maker.pk)),
            has_craft=maker.pk in crafts,
            ready=ready[maker.pk],
            at_once=at_once[maker.pk],
            making_days=days.get(maker.pk),
            labels=frozenset(labels[maker.pk]),
            is_group=maker.kind in SEVERAL,
            away_until=maker.away_until,
            is_market_open=not by_maker.get(maker.pk)
            or any(product.pk not in shut for product in by_maker[maker.pk]),
        )
        for maker in makers
    ]


def _capacity(products: Iterable[Product]) -> tuple[dict[int, int], dict[int, int], dict[int, int]]:
    """Return by maker what lies there unpromised, how many she takes at once, and her longest making time."""
    producers = {product.pk: product.producer_id for product in products}
    ready: defaultdict[int, int] = defaultdict(int)
    at_once: defaultdict[int, int] = defaultdict(int)
    days: dict[int, int] = {}
    rows = Stock.objects.filter(variant__product__in=list(producers), variant__is_active=True)
    for product, making, on_hand, allocated, cap in rows.values_list(
        "variant__product", "variant__making_days", "on_hand", "allocated", "cap"
    ):
        maker = producers[product]
        ready[maker] += max(0, on_hand - allocated)
        if making is not None:
            at_once[maker] += cap
            days[maker] = max(days.get(maker, 0), making)
    return ready, at_once, days


def _labels(makers: list[Organisation], products: list[Product], on: date) -> dict[int, set[str]]:
    """Return by maker the labels that are proven on a day, her own and those of her goods."""
    found: defaultdict[int, set[str]] = defaultdict(set)
    valid = Evidence.objects.valid(on)
    own = valid.filter(organisation__in=[maker.pk for maker in makers])
    for maker, code in own.values_list("organisation", "label__code"):
        found[maker].add(code)
    borne = ProductLabel.objects.filter(
        product__in=[product.pk for product in products], evidence__in=valid.values("pk")
    )
    for maker, code in borne.values_list("product__producer", "label__code"):
        found[maker].add(code)
    return found


def _closed(request: SourcingRequest, products: list[Product], on: date) -> set[int]:
    """Return the products that may not be delivered where the buyer is."""
    if request.country == HOME or not products:
        return set()
    answers = openings(products, request.country, request.market, on)
    return {pk for pk, answer in answers.items() if isinstance(answer, Closed)}


def variants_like(producers: Iterable[int]) -> dict[int, list[Variant]]:
    """Return by maker the goods of hers that a quote may be about; one query."""
    rows = Variant.objects.filter(
        product__producer__in=list(producers),
        product__kind=Product.Kind.GOOD,
        product__live=True,
        is_active=True,
    ).select_related("product__producer")
    found: defaultdict[int, list[Variant]] = defaultdict(list)
    for variant in rows.order_by("product", "position", "pk"):
        found[variant.product.producer_id].append(variant)
    return found
