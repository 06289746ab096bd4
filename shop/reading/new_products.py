"""What is new in one market and language, for programs that follow it."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from producers.domain.shown import shown
from producers.reading.head import absolute, written_in
from producers.reading.names import name_shown
from shop.domain.plain_words import plain
from shop.models import Listing, Market
from shop.reading.export_consents import sharing_today

NEWEST = 50


@dataclass(frozen=True)
class News:
    """One product that was put on sale; ``address`` names the country, ``id`` never changes."""

    id: str
    title: str
    summary: str
    address: str
    maker: str
    published_at: datetime
    changed_at: datetime


def new_products(market: Market, country: str, lang: str) -> list[News]:
    """Return the newest products of makers who share, written in this language. Two queries."""
    rows = Listing.objects.sold_in(market).filter(producer__in=sharing_today(), is_sold=False)
    newest = rows.select_related("product__producer").order_by("-published_at", "-product")
    return [_news(row, country, lang) for row in newest[: 2 * NEWEST] if _is_in(row, lang)][:NEWEST]


def _is_in(row: Listing, lang: str) -> bool:
    product = row.product
    return lang in written_in(product.name, product.original_language, product.text_states)


def _news(row: Listing, country: str, lang: str) -> News:
    product = row.product
    return News(
        id=absolute(f"/id/product/{product.export_id}"),
        title=plain(shown(product.name, lang, product.original_language).text),
        summary=plain(shown(product.summary, lang, product.original_language).text),
        address=f"{absolute(reverse('shop:product', args=[product.slug]))}?country={country}",
        maker=plain(name_shown(product.producer, lang).text),
        published_at=row.published_at,
        changed_at=product.last_published_at or row.published_at or timezone.now(),
    )
