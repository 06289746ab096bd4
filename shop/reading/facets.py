"""How many offers each choice of a facet leaves: with the other filters applied, without its own."""

from collections import defaultdict
from collections.abc import Callable

from django.db.models import CharField, Count, F, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from shop.domain.listing import Query, changed
from shop.models import AttributeValue, FacetCount, Market, Product, ProductLabel
from shop.models.querysets import ListingQuerySet
from shop.reading.vocabulary import ATTRIBUTE

Counts = dict[str, dict[str, int]]
Narrow = Callable[[Query], ListingQuerySet]
STORED_FROM = 5000
TOTAL = ("", "")


def count_facets(query: Query, narrow: Narrow) -> Counts:
    """Count every facet of a list in one query. ``narrow`` returns the rows that a query leaves."""
    parts = [
        _plain(narrow(_without(query, "category")), "category", "category"),
        _plain(narrow(_without(query, "region")), "region", "region"),
        _plain(narrow(_without(query, "producer")), "producer", "producer"),
        _tied(
            Product.techniques.through.objects, "product", narrow(_without(query, "technique")), "technique"
        ),
        _tied(Product.materials.through.objects, "product", narrow(_without(query, "material")), "material"),
        _labels(narrow(_without(query, "label"))),
        *_attributes(query, narrow),
    ]
    counts: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for facet, value, count in parts[0].union(*parts[1:], all=True):
        counts[facet][value] = count
    return dict(counts)


def stored_counts(market: Market) -> Counts | None:
    """Return the counts of a whole large catalogue as a job has stored them; None where it is small."""
    rows = FacetCount.objects.filter(market=market).values_list("facet", "value", "count")
    stored = {(facet, value): count for facet, value, count in rows}
    if stored.get(TOTAL, 0) < STORED_FROM:
        return None
    counts: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for (facet, value), count in stored.items():
        counts[facet][value] = count
    return dict(counts)


def _plain(rows: ListingQuerySet, facet: str, column: str) -> QuerySet:
    return _counted(rows, Value(facet, output_field=CharField()), column, Count("pk"))


def _tied(ties: QuerySet, to: str, rows: ListingQuerySet, facet: str) -> QuerySet:
    ties = ties.filter(**{f"{to}__in": rows.order_by().values("product")})
    return _counted(ties, Value(facet, output_field=CharField()), facet, Count(to, distinct=True))


def _labels(rows: ListingQuerySet) -> QuerySet:
    return _tied(proven_labels(), "product", rows, "label")


def proven_labels() -> QuerySet:
    """Labels of products whose evidence counts today. No evidence, no label."""
    today = timezone.localdate()
    proofs = ProductLabel.objects.filter(evidence__withdrawn_at=None)
    return proofs.exclude(evidence__valid_until__lt=today)


def _attributes(query: Query, narrow: Narrow) -> list[QuerySet]:
    """Chosen attributes are counted each without its own choice, the rest in one go."""
    chosen = [code for code, _ in query.attributes]
    rest = _values(narrow(query)).exclude(attribute__code__in=chosen)
    own = [_values(narrow(_without(query, ATTRIBUTE + code))).filter(attribute__code=code) for code in chosen]
    return [_counted_values(values) for values in (rest, *own)]


def _values(rows: ListingQuerySet) -> QuerySet:
    return AttributeValue.objects.filter(
        variant__product__in=rows.order_by().values("product"),
        variant__is_active=True,
        attribute__is_filter=True,
        choice__isnull=False,
    )


def _counted_values(values: QuerySet) -> QuerySet:
    facet = Concat(Value(ATTRIBUTE), F("attribute__code"), output_field=CharField())
    return _counted(values, facet, "choice", Count("variant__product", distinct=True))


def _counted(rows: QuerySet, facet: object, column: str, count: Count) -> QuerySet:
    named = rows.order_by().annotate(facet_=facet, value_=Cast(column, CharField()))
    return named.values("facet_", "value_").annotate(count_=count).values_list("facet_", "value_", "count_")


def _without(query: Query, facet: str) -> Query:
    return changed(query, **{facet: ()})
