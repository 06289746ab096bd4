"""A finished sketch becomes a product that waits to be checked; however often it is sent, it becomes one.

Its price and its pieces are live rows that nobody has to approve: they are of no use before the product is.
"""

import secrets
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from i18nfield.strings import LazyI18nString
from moneyed import Money

from producers.actions.record import record
from producers.actions.submit import send_to_be_checked
from producers.domain.actors import Actor
from producers.models import Organisation
from producers.sounds import CheckedSound
from shop.actions.adjust_stock import receive
from shop.actions.draft_sketch import write_facts, write_pictures
from shop.actions.prices import set_price
from shop.actions.sketch_files import forget_files
from shop.actions.sketch_pictures import make_pictures
from shop.actions.sketch_sounds import move_sound, sound_of
from shop.domain.sketch_errors import SketchError, SketchFault
from shop.domain.sketches import first_missing
from shop.models import Product, ProductSketch, Stock, StockMove, Variant
from shop.reading.importing import makers_places
from shop.reading.sketch_draft import draft_of
from shop.reading.sketches import done_steps, texts_of

if TYPE_CHECKING:
    from wagtail.models import Revision

REASON = "added in the portal"
KIND = "product"
OPEN_ORDERS = 5  # of a piece made to order, at once; she changes it with her count


def send_sketch(sketch: ProductSketch, *, actor: Actor) -> Product:
    """Send a sketch to be checked: new, or new words and photos of what is on sale. Sent twice, it is one.

    Raises ``SketchError``: ``MISSING`` with ``step``, ``SUSPENDED`` for a producer who is.
    """
    if sketch.sent_at is None:
        _refuse(sketch)
        make_pictures(sketch)
    product, left = _send(sketch, actor, sound_of(sketch))
    forget_files(left)
    return product


@transaction.atomic(durable=True)
def _send(sketch: ProductSketch, actor: Actor, sound: CheckedSound | None) -> tuple[Product, tuple[str, ...]]:
    # The maker first, as whoever suspends her does: what is sent is sent before or not at all.
    maker = Organisation.objects.select_for_update(of=("self",), no_key=True).get(pk=sketch.organisation_id)
    row = ProductSketch.objects.select_for_update(of=("self",)).get(pk=sketch.pk)
    if row.sent_at is not None:
        assert row.product is not None  # a constraint says so
        return row.product, ()
    row.organisation = maker
    _refuse(row)
    product = _change(row) if row.revises else _create(row, actor)
    revision = _revision(product, row, actor)
    send_to_be_checked(product, revision=revision, actor=actor, language=row.language, kind=KIND)
    left = (move_sound(row, sound, product, actor),) if sound and row.sound == sketch.sound else ()
    row.product, row.sent_at = product, timezone.now()
    row.save()
    record(
        verb="product.sent",
        row=product,
        actor=actor,
        after={"sketch": row.key, "revision": revision.pk, "is_new": row.revises_id is None},
        for_organisation=maker,
    )
    return product, left


def _refuse(sketch: ProductSketch) -> None:
    if sketch.organisation.status == Organisation.Status.SUSPENDED:
        raise SketchError(SketchFault.SUSPENDED)
    missing = first_missing(done_steps(sketch), is_revision=sketch.revises_id is not None)
    if missing is not None:
        raise SketchError(SketchFault.MISSING, step=missing.value)


def _create(sketch: ProductSketch, actor: Actor) -> Product:
    product = draft_of(sketch)
    product.slug = f"{product.category.slug[:100]}-{secrets.token_hex(4)}"
    product.live, product.has_unpublished_changes = False, True
    product.save()
    variant = Variant.objects.create(
        product=product,
        sku=f"P{product.pk}",
        making_days=sketch.making_days if sketch.counting == ProductSketch.Counting.TO_ORDER else None,
    )
    write_facts(variant, sketch.facts)
    assert sketch.amount is not None  # the step is done
    set_price(variant, Money(Decimal(sketch.amount), sketch.currency), actor=actor, reason=REASON)
    _put_down(variant, sketch, actor)
    return product


def _put_down(variant: Variant, sketch: ProductSketch, actor: Actor) -> StockMove | None:
    place = makers_places({sketch.organisation_id})[sketch.organisation_id]
    is_made = sketch.counting == ProductSketch.Counting.TO_ORDER
    stock = Stock.objects.create(variant=variant, place_id=place, cap=OPEN_ORDERS if is_made else 0)
    return None if is_made else receive(variant, stock.place, sketch.pieces, actor=actor, reason=REASON)


def _change(sketch: ProductSketch) -> Product:
    product = sketch.revises
    assert product is not None  # the caller has looked
    return product


def _revision(product: Product, sketch: ProductSketch, actor: Actor) -> "Revision":
    draft: Any = product.get_latest_revision_as_object() if sketch.revises_id else product
    if sketch.revises_id:
        _put_words(draft, sketch)
    write_pictures(draft, sketch)
    revision: Revision = draft.save_revision()
    return revision


def _put_words(draft: Product, sketch: ProductSketch) -> None:
    texts = texts_of(draft.description, draft.original_language) | {sketch.language: sketch.words}
    draft.description = LazyI18nString({code: text for code, text in texts.items() if text})
