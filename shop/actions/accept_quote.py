"""An accepted quote becomes an order: through the same models, payments and books as one from a cart."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from producers.actions.announce import announce
from producers.domain.actors import BUYER, Actor
from shop.actions.draft import write_draft
from shop.actions.move import move
from shop.actions.prepare import check_entries
from shop.actions.trade_buyers import require_verified
from shop.actions.trade_quotes import lock_quote
from shop.domain.errors import RefusedError, Why
from shop.domain.trade_states import QuoteStatus
from shop.models import Cart, Order, Place, Stock, TradeQuote, TradeQuoteLine, Variant
from shop.reading.legal import accepted_versions
from shop.reading.trade_quotes import as_cart_quote
from shop.reading.trade_ways import ways_to_pay_advance

MOST_DAYS = 32_000


@transaction.atomic(durable=True)
def accept_quote(
    quote: TradeQuote,
    *,
    entries: Mapping[str, Any],
    method: str,
    lang: str,
    actor: Actor = BUYER,
    now: datetime | None = None,
) -> Order:
    """Turn a quote into a draft order that its advance places. Accepted twice, it is the same order.

    ``entries`` are those of the checkout: contact, address, accepted texts. Nothing is priced anew. Raises
    ``QUOTE_OVER`` for one that was answered, replaced or is past its day, ``NOT_VERIFIED``, ``CONTACT``,
    ``ADDRESS``, ``TEXTS_NOT_ACCEPTED``, ``METHOD_NOT_OFFERED``, ``SHORT``; then nothing has changed.
    """
    locked, at = lock_quote(quote), now or timezone.now()
    if locked.order is not None:
        return locked.order
    today = timezone.localdate(at)
    if locked.status != QuoteStatus.SENT or locked.valid_until < today:
        raise RefusedError(Why.QUOTE_OVER)
    request = locked.request
    require_verified(request.buyer)
    if entries.get("country") != request.country:
        raise RefusedError(Why.ADDRESS, fields={})
    if method not in ways_to_pay_advance(locked):
        raise RefusedError(Why.METHOD_NOT_OFFERED, reason="unknown", limit=None)
    cart = Cart.objects.create(
        user=request.buyer.user, country=request.country, checkout=dict(entries), closed_at=at
    )
    variants = {line.pk: _sold_as(line, today) for line in locked.lines.select_related("variant__product")}
    texts = accepted_versions(today)
    quoted = as_cart_quote(locked, cart, variants, now=at)
    check_entries(cart, quoted, method, texts)
    order = write_draft(cart, quoted, method=method, lang=lang, texts=texts, now=at, advance=locked.advance)
    move(locked, QuoteStatus.ACCEPTED, actor=actor, ended_at=at, order=order)
    announce("quote.accepted", key=f"quote:{locked.pk}:accepted", quote=locked.pk)
    return order


def _sold_as(line: TradeQuoteLine, today: Any) -> Variant:
    """Make what is sold: like the variant that was quoted, but with pieces of its own to promise.

    It is on sale nowhere, so what is made for trade takes nothing from what single buyers are promised.
    """
    like = line.variant
    days = max(0, min(MOST_DAYS, (line.ready_on - today) // timedelta(days=1)))
    variant: Variant = Variant.objects.create(
        product=like.product,
        sku=f"{like.sku[:28]}-T{line.pk}",
        name=like.name,
        position=like.position,
        is_active=False,
        making_days=days,
        weight_g=like.weight_g,
        length_mm=like.length_mm,
        width_mm=like.width_mm,
        height_mm=like.height_mm,
        net_quantity=like.net_quantity,
        net_unit=like.net_unit,
        facts=like.facts,
    )
    producer = like.product.producer
    place, _is_new = Place.objects.get_or_create(
        organisation=producer, kind=Place.Kind.MAKER, defaults={"name": producer.name}
    )
    Stock.objects.create(place=place, variant=variant, cap=line.quantity)
    return variant
