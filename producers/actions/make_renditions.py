"""The files of a picture are made by a task, before anybody can see it; never while a page is served."""

import hashlib
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from producers.models import Picture
from producers.renditions import FALLBACK, LARGE, SUFFIXES, Rendition, large_rendition, renditions
from producers.uploads import UploadError

FOLDER = "pictures"
FORGOTTEN_AFTER = timedelta(minutes=10)


def order_renditions(picture: Picture) -> None:
    """Have the renditions made after the commit of whatever changed the picture."""
    transaction.on_commit(partial(make_renditions_task.enqueue, picture.pk))


@task()
def make_renditions_task(picture_id: int) -> None:
    """Make the renditions of a picture; one that is gone needs none."""
    picture = Picture.objects.select_related("image").filter(pk=picture_id, removal_due_at=None).first()
    if picture is not None and picture.image is not None:
        make_renditions(picture)


def make_renditions(picture: Picture) -> bool:
    """Make and store all files of a picture that has an image, then let it be shown.

    Returns False when the picture was changed meanwhile: the task of that change makes the files. Raises
    ``UploadError`` for a file that cannot be shown. Files are named by what is in them, so that a cache may
    keep them for ever and a second run changes nothing.
    """
    assert picture.image is not None  # callers choose such pictures
    with picture.image.file.open("rb") as file:
        made = renditions(file, focal_x=float(picture.focal_x), focal_y=float(picture.focal_y))
        stored = [(rendition, _store(picture, rendition)) for rendition in made]
    unchanged = Picture.objects.filter(
        pk=picture.pk,
        image=picture.image_id,
        focal_x=picture.focal_x,
        focal_y=picture.focal_y,
        removal_due_at=None,
    )
    return bool(unchanged.update(files=_listed(stored)))


def make_forgotten_renditions(limit: int = 20, *, now: datetime | None = None) -> int:
    """Make what no task has made, because it was lost or the storage was down; return how many."""
    before = (now or timezone.now()) - FORGOTTEN_AFTER
    waiting = Picture.objects.filter(
        files={}, image__isnull=False, created_at__lt=before, removal_due_at=None
    )
    made = 0
    for picture in waiting.select_related("image").order_by("-pk")[:limit]:
        try:
            made += make_renditions(picture)
        except (UploadError, OSError):
            continue  # it stays without files, which the back office shows
    return made


def make_large_renditions(limit: int = 100) -> int:
    """Make the large JPEG of pictures that were drawn before there was one; return how many.

    From the photo, or from the largest rendition where that alone is kept. What cannot be read any more keeps
    its small one, and is not tried again.
    """
    waiting = Picture.objects.exclude(files={}).exclude(files__has_key=LARGE).filter(removal_due_at=None)
    made = 0
    for picture in waiting.select_related("image").order_by("-pk")[:limit]:
        try:
            made += _add_large(picture, _large_of(picture))
        except (UploadError, FileNotFoundError):
            _add_large(picture, _small_of(picture.files))
    return made


def _large_of(picture: Picture) -> dict[str, object]:
    if picture.image is not None:
        with picture.image.file.open("rb") as photo:
            focus = {"focal_x": float(picture.focal_x), "focal_y": float(picture.focal_y)}
            made = large_rendition(photo, **focus)
    else:
        with default_storage.open(_widest(picture.files), "rb") as rendition:
            made = large_rendition(rendition)
    if made.width <= picture.files["width"]:
        return _small_of(picture.files)
    return {"path": _store(picture, made), "width": made.width, "height": made.height}


def _widest(files: dict[str, Any]) -> str:
    by_width = {int(width): path for paths in files["formats"].values() for width, path in paths.items()}
    return str(by_width[max(by_width)] if by_width else files["fallback"])


def _small_of(files: dict[str, Any]) -> dict[str, object]:
    return {"path": files["fallback"], "width": files["width"], "height": files["height"]}


@transaction.atomic(durable=True)
def _add_large(picture: Picture, large: dict[str, object]) -> bool:
    """Add it unless the picture was changed or taken away meanwhile."""
    row = Picture.objects.select_for_update(of=("self",)).filter(pk=picture.pk, removal_due_at=None).first()
    if row is None or row.files != picture.files:
        return False
    row.files = row.files | {LARGE: large}
    row.save(update_fields=["files"])
    return True


def _store(picture: Picture, rendition: Rendition) -> str:
    digest = hashlib.sha256(rendition.content).hexdigest()[:16]
    name = f"{FOLDER}/{picture.pk}-{rendition.width}-{digest}.{SUFFIXES[rendition.kind]}"
    if default_storage.exists(name):
        if default_storage.size(name) == len(rendition.content):
            return name
        default_storage.delete(name)  # somebody died while writing it
    return str(default_storage.save(name, ContentFile(rendition.content)))


def _listed(stored: list[tuple[Rendition, str]]) -> dict[str, object]:
    formats: dict[str, dict[str, str]] = {}
    large: dict[str, object] = {}
    for rendition, name in stored:
        if rendition.kind == LARGE:
            large = {"path": name, "width": rendition.width, "height": rendition.height}
        else:
            formats.setdefault(rendition.kind, {})[str(rendition.width)] = name
    fallback, name = next(pair for pair in stored if pair[0].kind == FALLBACK)
    files: dict[str, Any] = {
        "formats": formats, "fallback": name, "width": fallback.width, "height": fallback.height,
    }  # fmt: skip
    return files | {LARGE: large or _small_of(files)}
