"""The demo's reading room: a week, kinds of readers, and who comes in these days."""

from datetime import date

from home.library.actions.visits import arrive, book_visit
from home.library.domain.room import Half, Reader
from home.library.models import Document, Opening, ReaderKind, Room
from home.library.reading.room import days_to_come
from producers.domain.actors import Actor
from storefront.demo.data import read, texts

LOADER = Actor(None, "demo")


def load_reading_room() -> None:
    """Open the room and book some seats; a second run changes nothing."""
    data = read("reading_room.yaml")
    row = data["room"]
    words = {"name": texts(row["name"]), "description": texts(row["description"])}
    room, is_new = Room.objects.get_or_create(
        slug=row["slug"], defaults={**words, "seats": row["seats"], "is_fictional": True}
    )
    if not is_new:
        return
    Opening.objects.bulk_create(
        Opening(room=room, weekday=day, half=Half(half), opens_at=opens, closes_at=closes)
        for half, (opens, closes) in row["hours"].items()
        for day in row["days"][half]
    )
    kinds = [
        ReaderKind.objects.create(name=texts(name), position=place)
        for place, name in enumerate(data["kinds"])
    ]
    _book(Room.objects.get(pk=room.pk), data["readers"], kinds)


def _book(room: Room, readers: list[str], kinds: list[ReaderKind]) -> None:
    """Each reader takes a half day of those to come; who has one of today has come."""
    shelf = list(Document.objects.public().filter(is_fictional=True).order_by("pk")[:5])
    halves = [slot.key for day in days_to_come(room)[:4] for slot in day.slots]
    for place, name in enumerate(readers):
        day, _dot, half = halves[place % len(halves)].partition(".")
        kind = kinds[place % len(kinds)]
        reader = Reader(name, kind.pk, phone=f"+21266200{place:04}", wants_call=place % 3 == 0)
        wanted = shelf[place % len(shelf)] if shelf and place % 2 else None
        visit = book_visit(room, date.fromisoformat(day), half, reader, actor=LOADER, document=wanted)
        if place == 0:
            arrive(room, visit.code, actor=LOADER)
