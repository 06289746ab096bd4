"""The photos of a sketch become pictures when it is sent, so that whoever checks it can see them.

Until then they lie in the private storage. From then on they lie under names that cannot be guessed, in no
list and on no page, until the product is approved.
"""

import secrets

from django.core.files.images import ImageFile
from django.db import transaction
from i18nfield.strings import LazyI18nString

from producers.actions.make_renditions import order_renditions
from producers.models import Picture
from producers.models.pictures import site_images
from shop.models import ProductSketch, SketchPhoto


def make_pictures(sketch: ProductSketch) -> None:
    """Make a picture of each photo that has none. Safe to repeat, and to run twice at once."""
    for photo in sketch.photos.filter(picture=None):
        with photo.file.open("rb") as file:
            suffix = str(photo.file.name).rpartition(".")[2]
            _make(photo, ImageFile(file, name=f"{secrets.token_hex(16)}.{suffix}"), sketch)


@transaction.atomic(durable=True)
def _make(photo: SketchPhoto, file: "ImageFile", sketch: ProductSketch) -> None:
    row = SketchPhoto.objects.select_for_update(of=("self",)).filter(pk=photo.pk).first()
    if row is None or row.picture_id is not None:
        return
    image = site_images().create(title=f"{sketch.key}-{row.position}", file=file)
    row.picture = Picture.objects.create(
        image=image,
        alt=sketch.category.name if sketch.category else LazyI18nString(""),
        original_language=sketch.language,
    )
    row.save(update_fields=["picture"])
    order_renditions(row.picture)
