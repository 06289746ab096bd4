"""What the map of the site lists of the agenda."""

from collections.abc import Iterator

from home.events.models import Event
from producers.conf import languages
from producers.reading.head import in_languages, written_in
from shop.reading.sitemap import Entry, Section


def agenda(number: int) -> Iterator[Entry]:
    """The agenda itself and every public event, also those that are over or cancelled."""
    yield Entry(in_languages("events:agenda", (), languages()))
    rows = Event.objects.public().only("slug", "title", "original_language", "changed_at").order_by("pk")
    for event in rows.iterator(chunk_size=500):
        known = written_in(event.title, event.original_language) or [event.original_language]
        yield Entry(in_languages("events:event", (event.slug,), known), event.changed_at)


SECTIONS = {"agenda": Section(lambda: 1, agenda)}
