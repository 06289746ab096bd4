"""Photos of a sketch come one by one; the same one again, after a lost answer, is the one that is there."""

from typing import IO

from django.db import transaction
from django.db.models import Max

from producers.domain.actors import Actor
from producers.models import Organisation
from shop.actions.sketch_files import LaidPhoto, digest_of, forget_files, lay_photo
from shop.actions.sketches import open_sketch
from shop.domain.sketch_errors import SketchError, SketchFault
from shop.domain.sketches import MOST_PHOTOS
from shop.models import SketchPhoto


def add_photo(key: str, organisation: Organisation, file: IO[bytes], *, actor: Actor) -> SketchPhoto:
    """Keep a photo: upright, without its position, where no address serves it.

    Raises ``SketchError``: ``BAD_PICTURE``, ``TOO_MANY``, ``GONE``, ``SENT``. The others stay as they are.
    """
    sha256 = digest_of(file)
    there = SketchPhoto.objects.filter(
        sketch__key=key, sketch__organisation=organisation, sketch__sent_at=None, sha256=sha256
    ).first()
    if there is not None:
        return there
    laid = lay_photo(file, sha256)
    try:
        photo = _keep(key, organisation, laid, actor)
    except SketchError:
        forget_files((laid.name, laid.small))
        raise
    if photo.file.name != laid.name:  # the same file was sent twice at once
        forget_files((laid.name, laid.small))
    return photo


@transaction.atomic(durable=True)
def _keep(key: str, organisation: Organisation, laid: LaidPhoto, actor: Actor) -> SketchPhoto:
    sketch = open_sketch(key, organisation, actor)
    there = sketch.photos.filter(sha256=laid.sha256).first()
    if there is not None:
        return there
    if sketch.photos.count() >= MOST_PHOTOS:
        raise SketchError(SketchFault.TOO_MANY, most=MOST_PHOTOS)
    last = sketch.photos.aggregate(last=Max("position"))["last"]
    sketch.save(update_fields=["changed_at"])
    return SketchPhoto.objects.create(
        sketch=sketch,
        position=0 if last is None else last + 1,
        file=laid.name,
        small=laid.small,
        sha256=laid.sha256,
    )


def drop_photo(key: str, organisation: Organisation, pk: int, *, actor: Actor) -> None:
    """Take a photo out of a sketch; one that is gone already is no error. Raises ``GONE``, ``SENT``."""
    forget_files(_take_out(key, organisation, pk, actor))


@transaction.atomic(durable=True)
def _take_out(key: str, organisation: Organisation, pk: int, actor: Actor) -> list[str]:
    sketch = open_sketch(key, organisation, actor)
    photo = sketch.photos.filter(pk=pk).first()
    if photo is None:
        return []
    names = [name for name in (photo.file.name, photo.small.name) if name]
    photo.delete()
    return names
