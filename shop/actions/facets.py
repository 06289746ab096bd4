"""The figures of the whole catalogue, counted by a job and read by large lists."""

from collections.abc import Iterable, Mapping

from django.db import transaction

from shop.domain.listing import Query
from shop.models import FacetCount, Market
from shop.reading.facets import count_facets
from shop.reading.narrowing import Narrowing
from shop.reading.vocabulary import vocabulary

MOST_PRODUCERS = 100


def refresh_facet_counts() -> None:
    """Count every market's catalogue anew; each market is replaced whole, so that no list sees half of it."""
    words = vocabulary()
    for market in Market.objects.order_by("pk"):
        numbers = count_facets(Query(), Narrowing(market, words), words.attributes.values())
        rows = [
            FacetCount(market=market, facet=facet, value=value, count=count)
            for facet, values in numbers.items()
            for value, count in _worth_keeping(facet, values)
        ]
        _replace(market, rows)


def _worth_keeping(facet: str, values: Mapping[str, int]) -> Iterable[tuple[str, int]]:
    """Return all values of a facet, of makers only those with most offers: a list names no more."""
    if facet != "producer":
        return values.items()
    return sorted(values.items(), key=lambda item: -item[1])[:MOST_PRODUCERS]


@transaction.atomic
def _replace(market: Market, rows: list[FacetCount]) -> None:
    FacetCount.objects.filter(market=market).delete()
    FacetCount.objects.bulk_create(rows, batch_size=1000)
