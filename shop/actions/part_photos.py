"""Pictures that a maker takes of an order: kept small and without their place, looked at, taken down."""

import hashlib

from django.core.files.base import ContentFile, File
from django.db import transaction

from producers.actions.record import record
from producers.domain.actors import Actor
from shop.actions.fulfil import lock_part
from shop.actions.move import move
from shop.actions.small_pictures import small_jpeg
from shop.conf import private_storage
from shop.domain.errors import RefusedError, Why
from shop.domain.part_photos import LONGEST_SIDE, MOST_PHOTOS, PhotoKind
from shop.domain.states import PartStatus, PhotoStatus
from shop.models import PartPhoto, ProducerOrder

# A picture of the work fits while it is in her hands; one of the parcel also on the day that it leaves.
_FITS = {
    PhotoKind.PROGRESS: {PartStatus.ACCEPTED, PartStatus.MAKING, PartStatus.PACKED},
    PhotoKind.PARCEL: {
        PartStatus.ACCEPTED,
        PartStatus.MAKING,
        PartStatus.PACKED,
        PartStatus.PARTLY_SHIPPED,
        PartStatus.SHIPPED,
    },
}


def add_photo(part: ProducerOrder, kind: PhotoKind, file: "File[bytes] | None", *, actor: Actor) -> PartPhoto:
    """Keep a picture of a part where no address serves it; the same file again is the one that is there.

    It is drawn anew at most ``LONGEST_SIDE`` pixels long, so that it does not tell where it was taken. Raises
    ``NOT_UNDER_WAY`` when the part is not in her hands, ``BAD_FILE`` with ``reason`` ``empty``, ``too_big``,
    ``kind`` or ``too_many``.
    """
    content = file.read() if file else b""
    if not content:
        raise RefusedError(Why.BAD_FILE, reason="empty")
    sha256 = hashlib.sha256(content).hexdigest()
    known = PartPhoto.objects.filter(part=part, kind=kind, sha256=sha256).first()
    if known is not None:
        return known
    _check(part, kind)
    # The file may lie on another machine, so it is written before the transaction; its name tells nothing.
    name = private_storage().save(f"parts/{sha256}.jpg", ContentFile(small_jpeg(content, LONGEST_SIDE)[0]))
    row: PartPhoto | None = None
    try:
        row = _write(part, kind, name, sha256, actor)
    finally:
        if row is None or row.file.name != name:  # refused after all, or somebody else was faster
            private_storage().delete(name)
    return row


@transaction.atomic(durable=True)
def check_photo(photo: PartPhoto, *, actor: Actor, reason: str = "") -> PartPhoto:
    """Say that somebody has looked at it and that the buyer may see it. Raises ``IllegalMoveError``."""
    return _judge(photo, PhotoStatus.CHECKED, actor, reason)


@transaction.atomic(durable=True)
def take_photo_down(photo: PartPhoto, *, actor: Actor, reason: str) -> PartPhoto:
    """Let nobody outside see it any more. Raises ``IllegalMoveError``."""
    return _judge(photo, PhotoStatus.TAKEN_DOWN, actor, reason)


def _judge(photo: PartPhoto, new: PhotoStatus, actor: Actor, reason: str) -> PartPhoto:
    locked: PartPhoto = PartPhoto.objects.locked().get(pk=photo.pk)
    move(locked, new, actor=actor, reason=reason)
    return locked


@transaction.atomic(durable=True)
def _write(part: ProducerOrder, kind: PhotoKind, name: str, sha256: str, actor: Actor) -> PartPhoto:
    locked = lock_part(part)
    _check(locked, kind)
    row, is_new = PartPhoto.objects.get_or_create(
        part=locked, kind=kind.value, sha256=sha256, defaults={"file": name, "stage": locked.status}
    )
    if is_new:
        record(verb="partphoto.added", row=row, actor=actor, after={"part": locked.pk, "kind": kind.value})
    return row


def _check(part: ProducerOrder, kind: PhotoKind) -> None:
    if part.status not in _FITS[kind]:
        raise RefusedError(Why.NOT_UNDER_WAY)
    if PartPhoto.objects.filter(part=part, kind=kind).count() >= MOST_PHOTOS:
        raise RefusedError(Why.BAD_FILE, reason="too_many")
