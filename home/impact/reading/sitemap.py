"""The pages of the figures for search engines: those of this year, and the frozen years that hold."""

from collections.abc import Iterator

from home.impact.models import Edition
from home.impact.reading.sheets import latest_editions
from producers.conf import languages
from producers.figures import figures
from producers.reading.head import in_languages
from shop.reading.sitemap import Entry


def impact_pages(number: int) -> Iterator[Entry]:
    """Yield each page with its address in every language: one query."""
    yield Entry(in_languages("impact:impact", (), languages()))
    for figure in figures():
        yield Entry(in_languages("impact:figure", (figure.code,), languages()))
    for edition in latest_editions(Edition.objects.all()):
        yield Entry(in_languages("impact:edition", (edition.slug,), languages()), edition.at)
