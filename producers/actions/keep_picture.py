"""A photo that somebody sends becomes a picture: drawn anew without its position, its renditions ordered."""

import secrets
from typing import IO, Any

from django.core.files.images import ImageFile
from django.db import transaction
from i18nfield.strings import LazyI18nString

from producers.actions.make_renditions import order_renditions
from producers.models import Picture
from producers.uploads import checked_picture


def keep_picture(file: IO[bytes], *, title: str, language: str) -> Picture:
    """Keep a photo under a name that cannot be guessed. Raises ``UploadError`` for what is no picture."""
    content = checked_picture(file)
    suffix = str(content.name).rpartition(".")[2]
    return _keep(ImageFile(content, f"{secrets.token_hex(16)}.{suffix}"), title, language)


@transaction.atomic(durable=True)
def _keep(file: "ImageFile", title: str, language: str) -> Picture:
    model: Any = Picture._meta.get_field("image").related_model
    image = model._default_manager.create(title=secrets.token_hex(4), file=file)
    picture: Picture = Picture.objects.create(
        image=image, alt=LazyI18nString({language: title}), original_language=language
    )
    order_renditions(picture)
    return picture
