"""What the map of the site lists of training."""

from collections.abc import Iterator
from typing import Any

from home.training.models import Course, Guide, PracticeSheet
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
    for listed in ("guides", "practices"):
        yield Entry(in_languages(f"training:{listed}", (), languages()))
    for name, model in (("guide", Guide), ("practice", PracticeSheet)):
        for one in _public(model):
            known = written_in(one.title, one.original_language) or [one.original_language]
            yield Entry(in_languages(f"training:{name}", (one.slug,), known), one.last_published_at)
    rows = Course.objects.public().prefetch_related("lessons").order_by("pk")
    for course in rows.iterator(chunk_size=200):
        known = written_in(course.title, course.original_language) or [course.original_language]
        at = course.last_published_at
        yield Entry(in_languages("training:course", (course.slug,), known), at)
        for number in range(1, len(course.lessons.all()) + 1):
            yield Entry(in_languages("training:lesson", (course.slug, number), known), at)


def _public(model: type[Guide] | type[PracticeSheet]) -> Iterator[Any]:
    rows = model.objects.filter(live=True).order_by("pk")
    rows = rows.filter(readers="everybody") if model is PracticeSheet else rows
    yield from rows.iterator(chunk_size=500)


SECTIONS = {"training": Section(lambda: 1, training)}
