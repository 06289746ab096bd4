"""The files of a picture are made by a task, before anybody can see it; never while a page is served."""

import hashlib
from datetime import datetime, timedelta
from functools import partial

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from producers.models import Picture
from producers.renditions import FALLBACK, SUFFIXES, Rendition, renditions
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
    for rendition, name in stored:
        formats.setdefault(rendition.kind, {})[str(rendition.width)] = name
    fallback, name = next(pair for pair in stored if pair[0].kind == FALLBACK)
    return {"formats": formats, "fallback": name, "width": fallback.width, "height": fallback.height}
