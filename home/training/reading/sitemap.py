"""What the map of the site lists of training."""

from collections.abc import Iterator

from home.training.models import Course
from home.training.tool_words import TOOLS
from producers.conf import languages
from producers.reading.head import in_languages, written_in
from shop.reading.sitemap import Entry, Section


def training(number: int) -> Iterator[Entry]:
    """The list, and every public course with its lessons."""
    yield Entry(in_languages("training:courses", (), languages()))
    yield Entry(in_languages("training:tools", (), languages()))
    for tool, *_rest in TOOLS:
        yield Entry(in_languages("training:tool", (tool,), languages()))
    rows = Course.objects.public().prefetch_related("lessons").order_by("pk")
    for course in rows.iterator(chunk_size=200):
        known = written_in(course.title, course.original_language) or [course.original_language]
        at = course.last_published_at
        yield Entry(in_languages("training:course", (course.slug,), known), at)
        for number in range(1, len(course.lessons.all()) + 1):
            yield Entry(in_languages("training:lesson", (course.slug, number), known), at)


SECTIONS = {"training": Section(lambda: 1, training)}
