"""What the map of the site lists of the awards."""

from collections.abc import Iterator

from home.awards.domain.editions import State
from home.awards.models import Edition
from producers.conf import languages
from producers.reading.head import in_languages, written_in
from shop.reading.sitemap import Entry, Section


def awards(number: int) -> Iterator[Entry]:
    """The list and every public edition."""
    yield Entry(in_languages("awards:editions", (), languages()))
    yield Entry(in_languages("awards:gallery", (), languages()))
    rows = Edition.objects.public().order_by("pk")
    for edition in rows.iterator(chunk_size=500):
        known = written_in(edition.title, edition.original_language) or [edition.original_language]
        yield Entry(in_languages("awards:edition", (edition.slug,), known), edition.last_published_at)
        if edition.state == State.PUBLISHED:
            yield Entry(in_languages("awards:ceremony", (edition.slug,), known), edition.last_published_at)


SECTIONS = {"awards": Section(lambda: 1, awards)}
