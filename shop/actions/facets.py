"""The figures of the whole catalogue, counted by a job and read by large lists."""

from django.db import transaction

from shop.domain.listing import Query
from shop.models import FacetCount, Market
from shop.reading.facets import count_facets
from shop.reading.narrowing import Narrowing
from shop.reading.vocabulary import vocabulary


def refresh_facet_counts() -> None:
    """Count every market's catalogue anew; each market is replaced whole, so that no list sees half of it."""
    words = vocabulary()
    for market in Market.objects.order_by("pk"):
        numbers = count_facets(Query(), Narrowing(market, words), words.attributes.values())
        rows = [
            FacetCount(market=market, facet=facet, value=value, count=count)
            for facet, values in numbers.items()
            for value, count in values.items()
        ]
        _replace(market, rows)


@transaction.atomic
def _replace(market: Market, rows: list[FacetCount]) -> None:
    FacetCount.objects.filter(market=market).delete()
    FacetCount.objects.bulk_create(rows, batch_size=1000)
