"""What lists and pages show of a producer, as plain values."""

from dataclasses import dataclass

from producers.domain.hashed import hashed_once
from producers.domain.shown import PictureShown, Shown


@hashed_once
@dataclass(frozen=True)
class ProducerCard:
    """One producer in the directory or beside her product."""

    url: str
    name: Shown
    number: int
    place: str
    crafts: tuple[str, ...] = ()
    sentence: Shown | None = None
    picture: PictureShown | None = None
    badges: tuple[str, ...] = ()
    products: int | None = None
    export_id: str = ""
    slug: str = ""
