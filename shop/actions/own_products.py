"""What a maker does with a product of hers at once: pause it, sell it again, take it away, put it back.

Its words and photos are not touched, and nothing of it waits for anybody: buying stops at this moment.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from producers.actions.record import record
from producers.domain.actors import Actor
from shop.actions.listing import refresh_availability, refresh_listing
from shop.domain.product_states import may_undo
from shop.domain.sketch_errors import SketchError, SketchFault
from shop.models import Product

HERS = "by its maker"


@transaction.atomic(durable=True)
def pause(product: Product, *, actor: Actor) -> Product:
    """Stop selling a product; its page stays. Does nothing twice."""
    return _set_paused(product, timezone.now(), "product.pause", actor)


@transaction.atomic(durable=True)
def sell_again(product: Product, *, actor: Actor) -> Product:
    """Undo ``pause``. What the shop has taken off stays off."""
    return _set_paused(product, None, "product.sell_again", actor)


@transaction.atomic(durable=True)
def take_away(product: Product, *, actor: Actor) -> Product:
    """Take a product off the shop; for 30 days it can be put back. What is ordered stays ordered.

    What the shop had taken off before stays the shop's to put back.
    """
    row = _locked(product)
    if row.taken_away_at is None:
        now = timezone.now()
        _write(row, "product.take_away", actor, taken_away_at=now, hidden_at=row.hidden_at or now)
        refresh_listing([row.pk])
    return row


@transaction.atomic(durable=True)
def put_back(product: Product, *, actor: Actor, now: datetime | None = None) -> Product:
    """Undo ``take_away``. Raises ``SketchError`` ``TOO_LATE`` after 30 days."""
    row = _locked(product)
    if row.taken_away_at is None:
        return row
    if not may_undo(row.taken_away_at, now or timezone.now()):
        raise SketchError(SketchFault.TOO_LATE)
    is_own = row.hidden_at == row.taken_away_at
    _write(row, "product.put_back", actor, taken_away_at=None, hidden_at=None if is_own else row.hidden_at)
    refresh_listing([row.pk])
    return row


def _set_paused(product: Product, at: datetime | None, verb: str, actor: Actor) -> Product:
    row = _locked(product)
    if (row.paused_at is None) is not (at is None):
        _write(row, verb, actor, paused_at=at)
        refresh_availability([row.pk])
    return row


def _locked(product: Product) -> Product:
    row: Product = Product.objects.select_for_update(of=("self",)).get(pk=product.pk)
    return row


def _write(product: Product, verb: str, actor: Actor, **columns: datetime | None) -> None:
    before = {name: _text(getattr(product, name)) for name in columns}
    Product.objects.filter(pk=product.pk).update(**columns)
    for name, value in columns.items():
        setattr(product, name, value)
    after = {name: _text(value) for name, value in columns.items()}
    record(verb=verb, row=product, actor=actor, reason=HERS, before=before, after=after)


def _text(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
