"""The cards of lessons, as things that somebody says at the recording desk."""

from collections.abc import Iterable

from home.training.models import Card
from home.training.reading.course import prompt_code
from producers.prompts.known import Prompt

MOST_CARDS = 1000


def card_prompts(code: str = "") -> Iterable[Prompt]:
    """Return the cards of public courses, or the one of a code."""
    rows = Card.objects.filter(lesson__course__live=True).order_by(
        "lesson__course", "lesson", "sort_order", "pk"
    )
    if code:
        rows = rows.filter(export_id=code.partition(".")[2])
    return [Prompt(prompt_code(one), one.sign, one.text) for one in rows[:MOST_CARDS]]
