"""Pictures of what a trade buyer looks for: drawn anew, kept small, taken away again."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from django.core.files.base import ContentFile, File
from django.db import transaction

from producers.actions.record import record
from producers.domain.actors import Actor
from shop.actions.small_pictures import small_jpeg
from shop.actions.sourcing import lock_request
from shop.conf import private_storage
from shop.domain.errors import RefusedError, Why
from shop.domain.trade_quotes import MOST_PICTURES, PICTURE_SIDE, SMALL_SIDE
from shop.domain.trade_states import SourcingStatus
from shop.models import SourcingPhoto, SourcingRequest


@dataclass(frozen=True)
class Drawn:
    """A picture that was looked into: the hash of what was sent, and what is kept of it in both sizes."""

    sha256: str
    whole: bytes
    small: bytes


def draw_pictures(files: "Sequence[File[bytes]]") -> list[Drawn]:
    """Look into what was sent, before anything is written; each picture once.

    Raises ``BAD_FILE`` with ``reason`` ``too_many`` for more than ``MOST_PICTURES``, or what is wrong with
    one of them.
    """
    if len(files) > MOST_PICTURES:
        raise RefusedError(Why.BAD_FILE, reason="too_many")
    found: dict[str, Drawn] = {}
    for file in files:
        content = file.read()
        if not content:
            raise RefusedError(Why.BAD_FILE, reason="empty")
        sha256 = hashlib.sha256(content).hexdigest()
        if sha256 not in found:
            found[sha256] = Drawn(sha256, *small_jpeg(content, PICTURE_SIDE, SMALL_SIDE, quality=75))
    return list(found.values())


def add_pictures(request: SourcingRequest, pictures: Sequence[Drawn], *, actor: Actor) -> int:
    """Keep pictures with a request, those that are there already left out; return how many are new.

    Raises ``BAD_FILE`` with ``reason`` ``too_many`` when there would be more than ``MOST_PICTURES``,
    ``TOO_LATE`` for a request that is closed; then none is kept.
    """
    kept: list[str] = []
    is_written = False
    try:
        # The files may lie on another machine, so they are written before the transaction.
        laid = [(one, _lay(one.whole, kept), _lay(one.small, kept)) for one in pictures]
        new = _write(request, laid, actor)
        is_written = True
    finally:
        used = _names(request) if is_written else set()
        for name in set(kept) - used:
            private_storage().delete(name)
    return new


@transaction.atomic(durable=True)
def take_picture_away(photo: SourcingPhoto, *, actor: Actor) -> None:
    """Show a picture to nobody any more; its files go with it. Taken away twice it is gone."""
    lock_request(photo.request)
    found = SourcingPhoto.objects.filter(pk=photo.pk).first()
    if found is None:
        return
    names = (str(found.file.name), str(found.small.name))
    record(verb="sourcingphoto.taken_away", row=photo.request, actor=actor, before={"photo": found.pk})
    found.delete()
    for name in names:
        transaction.on_commit(partial(private_storage().delete, name))


@transaction.atomic(durable=True)
def _write(request: SourcingRequest, laid: Sequence[tuple[Drawn, str, str]], actor: Actor) -> int:
    locked = lock_request(request)
    if locked.status != SourcingStatus.OPEN:
        raise RefusedError(Why.TOO_LATE)
    there = set(locked.photos.values_list("sha256", flat=True))
    new = [row for row in laid if row[0].sha256 not in there]
    if len(there) + len(new) > MOST_PICTURES:
        raise RefusedError(Why.BAD_FILE, reason="too_many")
    for drawn, whole, small in new:
        SourcingPhoto.objects.create(request=locked, file=whole, small=small, sha256=drawn.sha256)
    if new:
        record(verb="sourcingrequest.pictures", row=locked, actor=actor, after={"new": len(new)})
    return len(new)


def _lay(content: bytes, kept: list[str]) -> str:
    """Store a file; its name tells nothing."""
    digest = hashlib.sha256(content).hexdigest()
    kept.append(private_storage().save(f"requests/{digest}.jpg", ContentFile(content)))
    return kept[-1]


def _names(request: SourcingRequest) -> set[str]:
    rows = SourcingPhoto.objects.filter(request=request).values_list("file", "small")
    return {name for row in rows for name in row}
