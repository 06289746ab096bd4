"""A picture as it is shown: only renditions that are ready, or none."""

from typing import Any

from django.core.files.storage import default_storage
from wagtail.models import ReferenceIndex

from producers.domain.shown import PictureShown, Source, shown
from producers.models import Picture

BEST_FIRST = ("avif", "webp")


def picture_shown(picture: Picture | None, lang: str) -> PictureShown | None:
    """Return the picture with its sources, or None where there is none or its renditions are not made yet."""
    if picture is None or not picture.files or picture.removal_due_at:
        return None
    files = picture.files
    return PictureShown(
        src=default_storage.url(files["fallback"]),
        width=files["width"],
        height=files["height"],
        alt=shown(picture.alt, lang, picture.original_language),
        sources=tuple(
            _source(kind, files["formats"][kind]) for kind in BEST_FIRST if files["formats"].get(kind)
        ),
        is_illustration=picture.is_illustration,
    )


def is_used(image: Any) -> bool:
    """Say whether a picture shows this image, or anything else that Wagtail knows of."""
    if Picture.objects.filter(image=image).exists():
        return True
    rows = ReferenceIndex.get_references_to(image).select_related("content_type")
    mine = (Picture._meta.app_label, Picture._meta.model_name)
    return any((row.content_type.app_label, row.content_type.model) != mine for row in rows)


def _source(kind: str, paths: dict[str, str]) -> Source:
    by_width = sorted(paths.items(), key=lambda item: int(item[0]))
    return Source(
        f"image/{kind}", ", ".join(f"{default_storage.url(path)} {width}w" for width, path in by_width)
    )
