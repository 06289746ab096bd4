"""Her voice as a page plays it: approved recordings alone."""

from dataclasses import dataclass
from typing import Any

from django.core.files.storage import default_storage
from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject

from producers.domain.shown import Shown, direction
from producers.models import Recording

FIELDS = ("public_name", "media_type", "seconds", "language", "transcript", "transcript_language")


@dataclass(frozen=True)
class SoundShown:
    """A recording for ``producers/elements/listen.html``; ``transcript`` is empty where none was written."""

    url: str
    media_type: str
    seconds: int
    language: str
    transcript: Shown

    @property
    def length(self) -> str:
        """Minutes and seconds, as players write them."""
        return f"{self.seconds // 60}:{self.seconds % 60:02}"


def approved_sound(kind: str, key: str = "pk") -> Subquery:
    """Return an annotation that brings a thing's approved recording along, without a query of its own."""
    rows = Recording.objects.filter(
        kind=kind, object_id=OuterRef(key), state=Recording.State.APPROVED
    ).exclude(public_name="")
    return Subquery(rows.values(told=JSONObject(**{name: name for name in FIELDS}))[:1])


def sound_shown(told: dict[str, Any] | None, lang: str) -> SoundShown | None:
    """Return what ``approved_sound`` has brought, for a page in ``lang``."""
    if not told:
        return None
    written = told["transcript_language"] or told["language"]
    return SoundShown(
        url=default_storage.url(told["public_name"]),
        media_type=told["media_type"],
        seconds=round(float(told["seconds"])),
        language=told["language"],
        transcript=Shown(told["transcript"], written, direction(written), is_fallback=written != lang),
    )
