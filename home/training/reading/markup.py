"""What search engines read of a course: schema.org, from the same values as the page."""

from collections.abc import Sequence
from typing import Any, Protocol

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from home.events.reading.cards import EventCard
from home.training.models import Course
from home.training.reading.cards import CourseCard
from producers.domain.shown import Shown
from producers.reading.head import absolute, written_in
from producers.reading.markup import as_script, crumbs_node

ON_SITE = "Onsite"
Node = dict[str, Any]


class Taught(Protocol):
    """What is read of one lesson."""

    @property
    def title(self) -> Shown:
        """What it is called."""


def course_markup(
    course: Course, card: CourseCard, lessons: Sequence[Taught], sessions: Sequence[EventCard], lang: str
) -> SafeString:
    """Return the course with when it is held, and the way back to the list."""
    node: Node = {
        "@type": "Course",
        "@id": f"{absolute(card.url)}#course",
        "identifier": course.export_id,
        "name": card.title.text,
        "url": absolute(card.url),
        "description": card.summary.text if card.summary else card.title.text,
        "about": card.theme_name,
        "audience": {"@type": "EducationalAudience", "audienceType": card.audience},
        "teaches": [one.title.text for one in lessons],
        "inLanguage": written_in(course.title, course.original_language) or [course.original_language],
        "isAccessibleForFree": True,
        "timeRequired": f"PT{course.hours}H",
        "provider": {"@type": "Organization", "name": getattr(settings, "WAGTAIL_SITE_NAME", "Tiwizi")},
        "image": absolute(card.picture.src) if card.picture else None,
        "hasCourseInstance": [_session(one) for one in sessions],
    }
    steps = [(_("Training"), absolute(reverse("training:courses"))), (card.title.text, absolute(card.url))]
    return as_script([{key: value for key, value in node.items() if value}, crumbs_node(steps)])


def _session(event: EventCard) -> Node:
    return {
        "@type": "CourseInstance",
        "name": event.title.text,
        "url": absolute(event.url),
        "courseMode": ON_SITE,
        "startDate": event.first_day.isoformat(),
        "location": {"@type": "Place", "name": event.place},
    }
