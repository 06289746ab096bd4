"""What the site's map lists of the fund."""

from collections.abc import Iterator

from home.library.models import Document, SectorSeries
from producers.conf import languages
from producers.reading.head import in_languages, written_in
from shop.reading.sitemap import Entry, Section

PER_FILE = 10_000


def _files() -> int:
    highest = Document.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    return -(-highest // PER_FILE)


def _entries(number: int) -> Iterator[Entry]:
    """The list stands at the head of the first file."""
    if number == 1:
        yield Entry(in_languages("library:list", (), languages()))
        yield Entry(in_languages("library:support", (), languages()))
        yield from _series()
        yield Entry(in_languages("library:rooms", (), languages()))
    ids = ((number - 1) * PER_FILE + 1, number * PER_FILE)
    rows = Document.objects.public().filter(pk__range=ids).order_by("pk")
    for one in rows.only("slug", "title", "original_language", "last_published_at").iterator(chunk_size=500):
        written = written_in(one.title, one.original_language) or [one.original_language]
        yield Entry(in_languages("library:document", (one.slug,), written), one.last_published_at)


def _series() -> Iterator[Entry]:
    yield Entry(in_languages("library:all_series", (), languages()))
    for one in SectorSeries.objects.filter(live=True).order_by("pk"):
        written = written_in(one.title, one.original_language) or [one.original_language]
        yield Entry(in_languages("library:series", (one.slug,), written), one.last_published_at)


LIBRARY = Section(_files, _entries)
