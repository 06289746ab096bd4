"""One example or more of each kind of letter: what happened, and to whom. The modules beside add theirs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from producers.domain.told import Told
from producers.models import Organisation
from shop.models import Order
from tests.letters.people import Person
from tests.letters.world import World


@dataclass(frozen=True)
class Example:
    """What happened. ``payload`` is announced, as ``announced`` if the letter is called otherwise.

    ``send`` writes the letter where none is announced. ``told`` narrows the readers of the kind, where it
    depends on what it is about. ``people`` are those readers who are neither buyer nor maker, ``about``
    others of whom nobody reads anything, ``named`` makers whose names other makers may read, ``user`` whose
    pages the links lead to where that is not A. What ``is_shared`` is a page of B's as well.
    """

    payload: Mapping[str, Any] | None = None
    send: Callable[[], object] | None = None
    announced: str = ""
    order: Order | None = None
    makers: tuple[Organisation, ...] = ()
    people: Mapping[Told, tuple[Any, ...]] = field(default_factory=dict)
    about: tuple[Person, ...] = ()
    told: frozenset[Told] | None = None
    named: tuple[Organisation, ...] = ()
    user: Any = None
    is_shared: bool = False


@dataclass(frozen=True)
class Scene:
    """What an example is made in. ``has_mail`` is False where nobody gave an e-mail, only a phone."""

    world: World
    kind: str
    has_mail: bool

    def contact(self, name: str, digit: int) -> dict[str, str]:
        """Return how somebody new is reached."""
        mail = f"{name.lower()}@private.test" if self.has_mail else ""
        return {"phone": f"+21266222222{digit}", "email": mail}


Maker = Callable[[Scene], Example]
EXAMPLES: dict[str, list[Maker]] = {}


def example(*kinds: str) -> Callable[[Maker], Maker]:
    """Add an example for these kinds of letter."""

    def add(make: Maker) -> Maker:
        for kind in kinds:
            EXAMPLES.setdefault(kind, []).append(make)
        return make

    return add
