"""The demo's pictures: ready renditions are copied into the media storage, none is made here."""

from typing import Any

from django.core.files import File
from django.core.files.storage import default_storage

from producers.models import Picture
from storefront.demo.data import FOLDER, read, texts

READY = FOLDER / "pictures" / "renditions"
FALLBACK = "jpeg"


def load_pictures() -> None:
    """One row per picture of the manifest."""
    for stem, row in read("pictures/manifest.yaml")["pictures"].items():
        Picture.objects.update_or_create(
            key=stem,
            defaults={
                "alt": texts(row["alt"]),
                "is_illustration": row["illustration"],
                "files": _files(stem, row),
            },
        )


def _files(stem: str, row: dict[str, Any]) -> dict[str, Any]:
    formats = {
        kind: {str(width): _stored(stem, width, kind) for width in widths}
        for kind, widths in row["formats"].items()
    }
    widest = max(int(width) for width in formats[FALLBACK])
    return {
        "formats": formats,
        "fallback": formats[FALLBACK][str(widest)],
        "width": widest,
        "height": widest * 5 // 4,
    }


def _stored(stem: str, width: int, kind: str) -> str:
    """Copy one file into the media storage unless it is there."""
    name = f"{stem}-{width}.{'jpg' if kind == FALLBACK else kind}"
    path = f"demo/{name}"
    if not default_storage.exists(path):
        with (READY / name).open("rb") as content:
            default_storage.save(path, File(content))
    return path
