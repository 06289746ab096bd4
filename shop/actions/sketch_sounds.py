"""What she says of a product that she is putting together: it lies with the sketch until that is sent."""

import secrets
from typing import TYPE_CHECKING

from django.db import transaction

from producers.actions.recordings import lay_recording
from producers.actions.transactions import require_transaction
from producers.domain.actors import Actor
from producers.models import Organisation
from producers.sounds import CheckedSound, checked_sound
from shop.actions.sketch_files import FOLDER, forget_files
from shop.actions.sketches import open_sketch
from shop.conf import private_storage
from shop.models import ProductSketch

if TYPE_CHECKING:
    from shop.models import Product


def keep_sound(
    key: str, organisation: Organisation, sound: CheckedSound, *, language: str, actor: Actor
) -> ProductSketch:
    """Keep a recording with its sketch; one before it goes. Raises ``SketchError`` ``GONE``, ``SENT``."""
    suffix = str(sound.content.name).rpartition(".")[2]
    name = private_storage().save(f"{FOLDER}/{secrets.token_hex(16)}.{suffix}", sound.content)
    try:
        sketch, before = _keep(key, organisation, name, language, actor)
    except BaseException:
        forget_files([name])
        raise
    forget_files([before] if before else [])
    return sketch


@transaction.atomic(durable=True)
def _keep(
    key: str, organisation: Organisation, name: str, language: str, actor: Actor
) -> tuple[ProductSketch, str]:
    sketch = open_sketch(key, organisation, actor)
    before = str(sketch.sound)
    sketch.sound.name, sketch.sound_language = name, language
    sketch.save(update_fields=["sound", "sound_language", "changed_at"])
    return sketch, before


def sound_of(sketch: ProductSketch) -> CheckedSound | None:
    """Read what she said, outside of any transaction; None where she said nothing."""
    if not sketch.sound:
        return None
    with sketch.sound.open("rb") as file:
        return checked_sound(file)


def move_sound(sketch: ProductSketch, sound: CheckedSound, product: "Product", actor: Actor) -> str:
    """Hang what she said on the product that the sketch became; return the file that is left over.

    Needs the caller's transaction, which saves the sketch.
    """
    require_transaction("the voice of a sketch")
    left = str(sketch.sound)
    lay_recording(product, sound, language=sketch.sound_language, actor=actor)
    sketch.sound.name, sketch.sound_language = "", ""
    return left
