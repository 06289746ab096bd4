"""The rows that lists and searches read, kept true in the transaction that changes what they say."""

import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from producers.actions.announce import announce
from producers.compiled import Compiled
from shop.models import Listing, Market, SearchRow, Variant
from shop.reading.listed import Shelf, shelf, stock_shelf
from shop.reading.rulebook import rulebook
from shop.reading.search_texts import search_rows

SHOWN = [
    "producer", "category", "region", "amount", "amount_currency", "has_several_prices", "maker_percent",
    "is_available", "is_sold", "making_days", "published_at",
]  # fmt: skip
STATES = ["is_available", "is_sold", "making_days"]
CATALOGUE_CHANGED = "catalogue.changed"
LATELY = timedelta(days=2)
BATCH = 200


@transaction.atomic
def refresh_listing(product_ids: Iterable[int]) -> None:
    """Recompute how every market lists these products, and the words by which a search finds them.

    A product loses its row in a market that may not show it (``shop.reading.listed.why_not_listed`` says
    why) and its words when no market shows it. The number of queries does not grow with the products.
    """
    ids = sorted(set(product_ids))
    if not ids:
        return
    _lock(ids)
    read = shelf(ids)
    rows = [
        _row(read, pk, listed_in)
        for pk in sorted(read.products)
        for listed_in in read.markets
        if not read.why_not(read.products[pk], listed_in)
    ]
    _keep_only(ids, rows)
    Listing.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["product", "market"], update_fields=SHOWN
    )
    _write_words(ids, read, {row.product_id for row in rows})


@transaction.atomic
def refresh_availability(product_ids: Iterable[int]) -> None:
    """Recompute only whether one can have these products; for every change of stock."""
    ids = sorted(set(product_ids))
    rows = _lock(ids) if ids else []
    if not rows:
        return
    read = stock_shelf(ids)
    markets = {market.pk: market for market in read.markets}
    changed = []
    for row in rows:
        states = read.states(read.products[row.product_id], markets[row.market_id])
        if states != (row.is_available, row.is_sold, row.making_days):
            row.is_available, row.is_sold, row.making_days = states
            changed.append(row)
    Listing.objects.bulk_update(changed, STATES)


def refresh_past_dates(*, now: datetime | None = None) -> int:
    """Bring lists up to date with the day, since no change does: workshops over, makers back from being away.

    Returns how many products were looked at: those with no date ahead, those with one just over, and those
    of makers who have just come back.
    """
    now = now or timezone.now()
    dates = Variant.objects.filter(product=OuterRef("product"), is_active=True, starts_at__isnull=False)
    just_over = dates.filter(starts_at__lte=now, starts_at__gt=now - LATELY)
    is_over = Exists(dates) & ~Exists(dates.filter(starts_at__gt=now))
    listed = Listing.objects.filter(is_over | Exists(just_over) | _is_just_back(now)).values_list(
        "product", flat=True
    )
    products = sorted(set(listed))
    for start in range(0, len(products), BATCH):
        refresh_listing(products[start : start + BATCH])
    return len(products)


def _is_just_back(now: datetime) -> Q:
    today = timezone.localdate(now)
    return Q(producer__away_until__lt=today, producer__away_until__gte=today - LATELY)


def _lock(product_ids: Sequence[int]) -> list[Listing]:
    """Take the rows in one order, so that two orders that share products never wait in a circle."""
    return list(_locked(products=list(product_ids)))


@Compiled
def _locked(*, products: list[int]) -> QuerySet[Listing]:
    return Listing.objects.filter(product__in=products).order_by("pk").select_for_update(of=("self",))


def _row(read: Shelf, product_id: int, market: Market) -> Listing:
    product = read.products[product_id]
    listed = read.listed(product, market)
    return Listing(
        product=product,
        market=market,
        producer_id=product.producer_id,
        category_id=product.category_id,
        region=product.producer.region,
        amount=listed.amount,
        has_several_prices=listed.has_several_prices,
        maker_percent=listed.maker_percent,
        is_available=listed.is_available,
        is_sold=listed.is_sold,
        making_days=listed.making_days,
        published_at=product.first_published_at or product.created_at,
    )


def _keep_only(product_ids: Sequence[int], rows: Sequence[Listing]) -> None:
    kept = {(row.product_id, row.market_id) for row in rows}
    there = Listing.objects.filter(product__in=product_ids).values_list("pk", "product", "market")
    gone = [pk for pk, product, market in there if (product, market) not in kept]
    if gone:
        Listing.objects.filter(pk__in=gone).delete()


def _write_words(product_ids: Sequence[int], read: Shelf, listed: set[int]) -> None:
    """Write the words now; the index, which may be a server, follows after the commit."""
    unlisted = set(product_ids) - listed
    if unlisted:
        SearchRow.objects.filter(product__in=unlisted).delete()
    SearchRow.objects.bulk_create(
        search_rows(listed, read.book or rulebook()),
        update_conflicts=True,
        unique_fields=["product", "language"],
        update_fields=["title", "text"],
    )
    if listed:
        announce(
            CATALOGUE_CHANGED, key=f"{CATALOGUE_CHANGED}/{secrets.token_hex(12)}", products=sorted(listed)
        )
