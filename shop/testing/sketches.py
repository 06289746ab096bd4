"""Sketches of products for tests, and photos as phones send them."""

import io
from typing import Any

from PIL import Image

from producers.domain.actors import Actor
from producers.domain.export_ids import new_export_id
from producers.models import Organisation
from producers.testing.builders import a_producer
from shop.actions.sketch_photos import add_photo
from shop.actions.sketches import answer
from shop.models import ProductSketch
from shop.testing.builders import a_category, a_market

HERSELF = Actor(None, "herself")
ANSWERS: dict[str, Any] = {"amount": 180, "counting": "unique", "pieces": 1, "words": "", "language": "fr"}


def a_photo(colour: str = "red", *, size: tuple[int, int] = (300, 400), kind: str = "JPEG") -> io.BytesIO:
    """Return a photo of one colour, as bytes; two colours are two photos."""
    content = io.BytesIO()
    Image.new("RGB", size, colour).save(content, kind)
    content.seek(0)
    content.name = f"{colour}.{kind.lower()}"
    return content


def a_sketch(
    organisation: Organisation | None = None, *, photos: int = 1, actor: Actor = HERSELF, **answers: Any
) -> ProductSketch:
    """Build a sketch that lacks nothing; an answer that is ``None`` is left out."""
    a_market()
    maker, key = organisation or a_producer(), new_export_id()
    given = ANSWERS | {"category": a_category()} | answers
    sketch = answer(
        key, maker, {name: value for name, value in given.items() if value is not None}, actor=actor
    )
    for number in range(photos):
        add_photo(key, maker, a_photo(f"#{(number + 1) * 32:02x}3366"), actor=actor)
    return sketch
