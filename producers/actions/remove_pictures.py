"""Take pictures off: hidden at once, their files gone from every storage soon after."""

from collections.abc import Iterable
from datetime import datetime

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from producers.actions.record import record
from producers.domain.actors import Actor
from producers.models import Picture
from producers.reading.pictures import is_used
from producers.renditions import LARGE


@transaction.atomic
def hide_pictures(pictures: Iterable[Picture], *, actor: Actor, reason: str) -> int:
    """Show these pictures nowhere from now on; ``remove_hidden_pictures`` removes their files."""
    hidden = 0
    for picture in pictures:
        rows = Picture.objects.filter(pk=picture.pk, removal_due_at=None)
        if rows.update(removal_due_at=timezone.now()):
            record(verb="picture.hide", row=picture, actor=actor, reason=reason)
            hidden += 1
    return hidden


def remove_hidden_pictures(limit: int = 50, *, now: datetime | None = None) -> int:
    """Remove what hidden pictures have in the storage; whoever dies in between is followed by the next."""
    due = Picture.objects.filter(removal_due_at__lte=now or timezone.now()).select_related("image")
    removed = 0
    for picture in due.order_by("removal_due_at")[:limit]:
        try:
            _remove(picture)
        except OSError:
            continue  # the storage is down: it stays due
        removed += 1
    return removed


def files_of(picture: Picture) -> set[str]:
    """Return the paths of all its renditions."""
    if not picture.files:
        return set()
    formats, large = picture.files["formats"].values(), picture.files.get(LARGE)
    alone = [picture.files["fallback"], *([large["path"]] if large else [])]
    return {*alone, *(path for paths in formats for path in paths.values())}


def _remove(picture: Picture) -> None:
    remove_files(files_of(picture))
    Picture.objects.filter(pk=picture.pk).update(files={}, image=None, removal_due_at=None)
    if picture.image and not is_used(picture.image):
        picture.image.delete()  # its own listeners remove its file and Wagtail's renditions


def remove_files(names: Iterable[str]) -> None:
    """Remove files of pictures; one that is gone already is no error."""
    for name in names:
        default_storage.delete(name)
