"""The steps of adding a product, in a line, and what each one still lacks."""

from collections.abc import Collection
from enum import StrEnum

MOST_PHOTOS = 6
MOST_PIECES = 9_999
MOST_DAYS = 365


class Step(StrEnum):
    """The screens in their order."""

    PHOTOS = "photos"
    KIND = "kind"
    FACTS = "facts"
    PRICE = "price"
    COUNT = "count"
    WORDS = "words"
    PREVIEW = "preview"


NEEDED = (Step.PHOTOS, Step.KIND, Step.PRICE, Step.COUNT)
"""The steps without which nothing can be sent; the others may be passed over."""
LIVE = frozenset({Step.PRICE, Step.COUNT, Step.KIND, Step.FACTS})
"""What changes at once and is never drafted: a revision of a product on sale asks for none of it."""


def steps_of(*, is_revision: bool) -> tuple[Step, ...]:
    """Return the screens of a new product, or of new words and photos for one that is there.

    Words for a new product stand beside the line, a tap away from the preview: nobody has to pass them.
    """
    aside = LIVE if is_revision else {Step.WORDS}
    return tuple(step for step in Step if step not in aside)


def after(step: Step, *, is_revision: bool) -> Step:
    """Return the screen that follows; the last one follows itself."""
    steps = steps_of(is_revision=is_revision)
    return steps[min(steps.index(step) + 1, len(steps) - 1)] if step in steps else Step.PREVIEW


def before(step: Step, *, is_revision: bool) -> Step | None:
    """Return the screen that the back arrow leads to, ``None`` on the first."""
    steps = steps_of(is_revision=is_revision)
    if step not in steps:
        return Step.PREVIEW
    place = steps.index(step)
    return steps[place - 1] if place else None


def first_missing(done: Collection[Step], *, is_revision: bool) -> Step | None:
    """Return the first screen that has to be answered before anything can be sent, ``None`` for none."""
    steps = steps_of(is_revision=is_revision)
    return next((step for step in NEEDED if step in steps and step not in done), None)
