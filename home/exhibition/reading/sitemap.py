"""What the map of the site lists of the exhibition."""

from collections.abc import Iterator

from home.exhibition.models import Room, Work
from home.exhibition.models.drafted import Drafted
from producers.conf import languages
from producers.reading.head import in_languages, written_in
from shop.reading.sitemap import Entry, Section


def exhibition(number: int) -> Iterator[Entry]:
    """The list, every public room and every public work."""
    yield Entry(in_languages("exhibition:rooms", (), languages()))
    for room in Room.objects.public().order_by("pk").iterator(chunk_size=500):
        yield _entry("exhibition:room", room)
    for work in Work.objects.public().order_by("pk").iterator(chunk_size=500):
        yield _entry("exhibition:work", work)


def _entry(name: str, one: Drafted) -> Entry:
    known = written_in(one.title, one.original_language) or [one.original_language]
    return Entry(in_languages(name, (one.slug,), known), one.last_published_at)


SECTIONS = {"exhibition": Section(lambda: 1, exhibition)}
