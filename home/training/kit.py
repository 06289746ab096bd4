"""The printed kit of whoever teaches a course: what to bring, each lesson with its cards, its practice."""

from typing import Any

from django.template.loader import get_template
from django.utils import translation
from django.utils.translation import gettext as _

from home.training.models import Course
from home.training.reading.cards import course_card
from home.training.reading.course import lessons_of
from home.training.signs_drawn import sign_svg
from producers.domain.shown import direction, shown, spoken
from shop.papers.press import print_paper


def print_kit(course: Course, *, lang: str) -> bytes:
    """Set the kit as a PDF, dated as the course was published. Raises ``NoPressError``."""
    with translation.override(spoken(lang)):
        data = _data(course, lang)
    return print_paper("kit", data, at=course.last_published_at or course.created_at)


def _data(course: Course, lang: str) -> dict[str, Any]:
    card, own = course_card(course, lang), course.original_language
    sprite = get_template("producers/elements/sprite.html").render()
    needed = shown(course.needed, lang, own)
    return {
        "lang": spoken(lang),
        "dir": direction(lang),
        "title": card.title.text,
        "foot": card.title.text,
        "facts": " · ".join((_("Kit of the trainer"), str(card.theme_name), str(card.audience), card.length)),
        "summary": card.summary.text if card.summary else "",
        "needed_head": _("To bring"),
        "needed": [line.strip() for line in needed.text.splitlines() if line.strip()],
        "steps_head": _("So it goes"),
        "steps": [
            _("Show the picture, and ask what everybody sees. Then say the words of the card."),
            _("After the cards comes the practice: everybody does it with her own things."),
            _("Nobody has to read or write. Nobody is tested, and nobody is compared."),
        ],
        "practice_head": _("Practice"),
        "lessons": [
            {
                "title": f"{one.number}. {one.title.text}",
                "cards": [[sign_svg(each.sign, sprite), each.text.text] for each in one.cards],
                "practice": one.practice.text if one.practice else "",
            }
            for one in lessons_of(course, lang)
        ],
    }
