"""What a kind of requirement is: how it is known, what a row of it refers to, where she goes to meet it."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.utils.functional import Promise

from producers.domain.requirements import Nature
from producers.models import Organisation, ProducerRequirement

# Given makers and a row, it returns the keys of those of whom it is true, in one query or none.
Reads = Callable[[Collection[Organisation], ProducerRequirement], set[int]]


@dataclass(frozen=True)
class RequirementKind:
    """One kind. ``needs`` names the fields of a row without which it cannot be judged.

    ``reads`` is asked of computed kinds alone. ``url_name`` is the page of the portal where she meets it;
    empty where that is the page of the requirements itself.
    """

    code: str
    label: str | Promise
    nature: Nature
    icon: str
    needs: tuple[str, ...] = ()
    reads: Reads | None = None
    url_name: str = ""


_kinds: dict[str, RequirementKind] = {}


def add_requirement_kind(kind: RequirementKind) -> None:
    """Make a kind known; adding it again replaces it."""
    _kinds[kind.code] = kind


def kind_of(code: str) -> RequirementKind | None:
    """Return a kind, None where nobody has added it."""
    return _kinds.get(code)


def all_kinds() -> tuple[RequirementKind, ...]:
    """Return the kinds that are known, by code."""
    return tuple(_kinds[code] for code in sorted(_kinds))


def is_judgeable(requirement: ProducerRequirement) -> bool:
    """Say whether its kind is known and everything it refers to is there."""
    kind = kind_of(requirement.kind)
    return kind is not None and all(getattr(requirement, name) is not None for name in kind.needs)
