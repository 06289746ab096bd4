"""What the screens of training say aloud, and the cards of lessons, for the recording desk."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from home.training.models import Card
from home.training.reading.course import prompt_code
from producers.prompts.known import Prompt

MOST_CARDS = 1000
TRAINING = (
    Prompt(
        "training.projects",
        "heart",
        _("Here are the people with a project whom you follow, and those near you whom nobody follows yet."),
    ),
    Prompt(
        "training.project",
        "heart",
        _("Talk with her, write down what was said and when you meet next. Read it to her first."),
    ),
    Prompt(
        "training.write_down",
        "plus",
        _("Write down somebody who wants to make and sell. You follow her from now on."),
    ),
    Prompt("training.sheet", "edit", _("Ask her, and write what she answers. What is missing can wait.")),
    Prompt(
        "training.producer",
        "star",
        _("All is taken from her sheet. Ask her what may be shown, then touch the big button."),
    ),
    Prompt(
        "training.trainer",
        "book",
        _("Here you see which steps to become a trainer you have gone, and what to do next."),
    ),
)


def card_prompts(code: str = "") -> Iterable[Prompt]:
    """Return the cards of public courses, or the one of a code."""
    rows = Card.objects.filter(lesson__course__live=True).order_by(
        "lesson__course", "lesson", "sort_order", "pk"
    )
    if code:
        rows = rows.filter(export_id=code.partition(".")[2])
    return [Prompt(prompt_code(one), one.sign, one.text) for one in rows[:MOST_CARDS]]
