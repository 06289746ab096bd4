"""A product is put together screen by screen; each answer is kept at once, so that leaving loses nothing."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from producers.actions.record import record
from producers.domain.actors import Actor
from producers.domain.met import check_met
from producers.models import Organisation
from shop.actions.sketch_files import forget_files
from shop.domain.sketch_errors import SketchError, SketchFault
from shop.models import Product, ProductSketch, SketchPhoto
from shop.reading.sketches import texts_of

ANSWERS = frozenset(
    {"category", "facts", "hours", "material", "amount", "currency", "counting", "pieces", "making_days",
     "words", "language"}
)  # fmt: skip


@transaction.atomic(durable=True)
def answer(
    key: str, organisation: Organisation, answers: Mapping[str, Any], *, actor: Actor, seen: str | None = None
) -> ProductSketch:
    """Keep what she has said on one screen. The first answer makes the sketch, whoever sends it twice.

    ``seen`` is the mark of the words that she changes. Raises ``SketchError``: ``GONE`` for another's key,
    ``SENT`` for what was sent already; and ``producers.domain.met.MetError`` for words that others changed.
    """
    if unknown := set(answers) - ANSWERS:
        raise ValueError(f"a sketch has no {sorted(unknown)}")
    sketch = open_sketch(key, organisation, actor)
    check_met(sketch.words, answers.get("words", ""), seen=seen)
    for name, value in answers.items():
        setattr(sketch, name, value)
    sketch.save()
    return sketch


def open_sketch(key: str, organisation: Organisation, actor: Actor) -> ProductSketch:
    """Return a sketch that may still change, locked, made when it is new. Needs the caller's transaction."""
    sketch, is_new = ProductSketch.objects.select_for_update(of=("self",)).get_or_create(
        key=key, defaults={"organisation": organisation}
    )
    if sketch.organisation_id != organisation.pk:
        raise SketchError(SketchFault.GONE)
    if sketch.sent_at is not None:
        raise SketchError(SketchFault.SENT)
    if is_new:
        record(verb="sketch.begun", row=sketch, actor=actor, for_organisation=organisation)
    return sketch


@transaction.atomic(durable=True)
def begin_change(product: Product, *, actor: Actor, language: str) -> ProductSketch:
    """Begin new words and photos for a product, from what it shows now; one that is begun is gone on with."""
    there = ProductSketch.objects.select_for_update(of=("self",)).filter(revises=product, sent_at=None)
    if begun := there.first():
        return begun
    newest = product.get_latest_revision_as_object()
    sketch = ProductSketch.objects.create(
        organisation=product.producer,
        revises=product,
        category=product.category,
        words=texts_of(newest.description, newest.original_language).get(language, ""),
        language=language,
    )
    SketchPhoto.objects.bulk_create(
        SketchPhoto(
            sketch=sketch, position=place, picture_id=one.picture_id, sha256=f"picture-{one.picture_id}"
        )
        for place, one in enumerate(newest.pictures.all())
    )
    record(verb="sketch.begun", row=sketch, actor=actor, for_organisation=product.producer)
    return sketch


def throw_away(sketch: ProductSketch, *, actor: Actor) -> None:
    """Forget a sketch that was not sent, and its files. Raises ``SketchError`` ``SENT``."""
    files = _drop(sketch, actor)
    forget_files(files)


@transaction.atomic(durable=True)
def _drop(sketch: ProductSketch, actor: Actor) -> list[str]:
    row = ProductSketch.objects.select_for_update(of=("self",)).filter(pk=sketch.pk).first()
    if row is None:
        return []
    if row.sent_at is not None:
        raise SketchError(SketchFault.SENT)
    files = [name for photo in row.photos.all() for name in (photo.file.name, photo.small.name) if name]
    files += [str(row.sound)] if row.sound else []
    record(verb="sketch.dropped", row=row, actor=actor, for_organisation=row.organisation)
    row.delete()
    return files
