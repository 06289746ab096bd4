"""Who sells what a maker makes: the contract and the invoice are with the seller, the maker is credited."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from producers.compiled import Compiled
from producers.domain.shown import shown
from producers.models import Organisation
from shop.models import Market, SellerOfRecord


def sellers_of_record(producers: Iterable[Organisation], market: Market, on: date) -> dict[int, Organisation]:
    """Return who sells for each of these makers in a market on a day, by maker; one query.

    The newest row that has begun counts, one for the market before one for all; without any she sells
    herself.
    """
    found = {producer.pk: producer for producer in producers}
    known = _rows(market=market.pk, producers=list(found)) if found else ()
    begun = [row for row in known if row.since <= on]
    # Sorted so that what counts more overwrites what counts less.
    for row in sorted(begun, key=lambda row: (row.market_id is not None, row.since)):
        found[row.producer_id] = row.seller
    return found


@Compiled
def _rows(*, market: int, producers: list[int]) -> QuerySet[SellerOfRecord]:
    rows = SellerOfRecord.objects.filter(Q(market=market) | Q(market=None), producer__in=producers)
    return rows.select_related("seller")


def seller_of_record(producer: Organisation, market: Market, on: date) -> Organisation:
    """Return who sells for one maker in a market on a day."""
    return sellers_of_record([producer], market, on)[producer.pk]


def legal_name(seller: Organisation) -> str:
    """Return the name that a seller has in law, else the one she is known by, if possible in French."""
    return seller.legal_name or shown(seller.name, "fr", seller.original_language).text
