"""The ten principles of fair trade as a self-assessment: what is asked, and when enough is answered.

An answer is hers; it proves nothing by itself. A visit looks at the same principles, and only what somebody
has seen becomes evidence.
"""

from collections.abc import Mapping
from enum import StrEnum


class Said(StrEnum):
    """What she answers, by a picture."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class Principle(StrEnum):
    """The ten, in the order in which they are asked."""

    OPPORTUNITY = "opportunity"
    TRANSPARENCY = "transparency"
    PRACTICES = "practices"
    PAYMENT = "payment"
    CHILDREN = "children"
    EQUALITY = "equality"
    CONDITIONS = "conditions"
    SKILLS = "skills"
    PROMOTION = "promotion"
    ENVIRONMENT = "environment"


QUESTIONS: Mapping[Principle, tuple[str, ...]] = {
    Principle.OPPORTUNITY: ("small_makers", "own_income"),
    Principle.TRANSPARENCY: ("sees_accounts", "decides_together"),
    Principle.PRACTICES: ("orders_kept", "advance_paid"),
    Principle.PAYMENT: ("price_agreed", "paid_in_time", "enough_to_live"),
    Principle.CHILDREN: ("no_child_labour", "children_at_school"),
    Principle.EQUALITY: ("same_pay", "free_to_join"),
    Principle.CONDITIONS: ("safe_place", "rest"),
    Principle.SKILLS: ("learns", "teaches"),
    Principle.PROMOTION: ("true_words", "tells_others"),
    Principle.ENVIRONMENT: ("local_materials", "little_waste"),
}
LEAST_ANSWERS = 2
"""Of each principle. Fewer would let one say yes to what is easy and leave the rest out."""
MUST_BE_YES = frozenset({"no_child_labour"})
"""Here a "partly" is a no: whoever cannot say yes is called, and nothing is sent."""


def principle_of(question: str) -> Principle | None:
    """Return the principle that a question belongs to, None for one that is none."""
    return next((one for one, questions in QUESTIONS.items() if question in questions), None)


def is_enough(principle: Principle, answers: Mapping[str, str]) -> bool:
    """Say whether enough of one principle is answered. Answers to what is not asked do not count."""
    given = [question for question in QUESTIONS[principle] if answers.get(question) in set(Said)]
    return len(given) >= min(LEAST_ANSWERS, len(QUESTIONS[principle]))


def missing(answers: Mapping[str, str]) -> tuple[Principle, ...]:
    """Return the principles of which not enough is answered, in their order."""
    return tuple(one for one in Principle if not is_enough(one, answers))


def stops(answers: Mapping[str, str]) -> tuple[str, ...]:
    """Return the questions whose answer keeps the whole from being sent."""
    return tuple(sorted(one for one in MUST_BE_YES if one in answers and answers[one] != Said.YES))
