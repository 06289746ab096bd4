"""What makers let us show of themselves today: asked once for all, remembered until one changes it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.utils import timezone

from producers.editions.memory import remembered
from producers.models import Consent

Scope = Consent.Scope


@dataclass(frozen=True)
class ShownOf:
    """Keys of organisations. ``faces`` agree today; ``names_back`` have taken their name back for good."""

    faces: frozenset[int]
    names_back: frozenset[int]


_held: ContextVar[list[ShownOf] | None] = ContextVar("tiwizi_shown_of", default=None)


@contextmanager
def asked_once() -> Iterator[None]:
    """Around the reading of one page: what may not be remembered is asked once, not for each maker."""
    token = _held.set([])
    try:
        yield
    finally:
        _held.reset(token)


def shown_of() -> ShownOf:
    """Return who agrees to what; remembered for a day at most."""
    held = _held.get()
    if held is None:
        return _remembered()
    if not held:
        held.append(_remembered())
    return held[0]


def _remembered() -> ShownOf:
    return remembered("shown of makers", ("offers",), (), _read)


def _read() -> ShownOf:
    today = timezone.localdate()
    rows = Consent.objects.filter(scope__in=(Scope.PHOTO, Scope.NAME))
    faces, names, back = set(), set(), set()
    for maker, scope, until, withdrawn in rows.values_list(
        "organisation", "scope", "valid_until", "withdrawn_at"
    ):
        is_live = withdrawn is None and (until is None or until >= today)
        if scope == Scope.PHOTO and is_live:
            faces.add(maker)
        elif scope == Scope.NAME:
            (back if withdrawn else names).add(maker)
    return ShownOf(frozenset(faces), frozenset(back - names))
