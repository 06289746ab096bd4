"""The kinds of things that producers may change and that are checked first. Apps add theirs when ready.

The ground floor knows no product: whoever owns a kind says how its rows are read, written and published.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Model

from producers.domain.actors import Actor
from producers.domain.grants import Permission
from producers.domain.moderation import Contents, WordKey

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from producers.models import Organisation


def _called(thing: Any, language: str) -> str:
    return str(thing)


@dataclass(frozen=True)
class Kind:
    """One kind of thing that is drafted.

    ``owner`` tells whose a thing is. ``publish(thing, revision, actor)`` makes a revision public, in the
    caller's transaction. ``contents(thing, language)`` reads all that a checker compares. ``write(thing,
    words, suggested)`` puts words into a draft that has not been saved; languages in ``suggested`` have not
    been reviewed. ``edit_url(pk)`` leads to the editor of the back office. ``permission`` is what an agent
    needs to be told of it. ``title(thing, language)`` names it in lists; ``spoken_field`` is where her
    spoken words go; ``is_multilingual`` says that one thing holds several languages.
    """

    code: str
    model: type[Model]
    label: "str | _StrPromise"
    icon: str
    permission: Permission
    owner: "Callable[[Any], Organisation]"
    publish: Callable[[Any, Any, Actor], object]
    contents: Callable[[Any, str], Contents]
    write: Callable[[Any, Mapping[WordKey, str], frozenset[str]], None]
    edit_url: Callable[[int], str]
    title: Callable[[Any, str], str] = _called
    spoken_field: str = ""
    is_multilingual: bool = False


_kinds: dict[str, Kind] = {}


def add_kind(kind: Kind) -> None:
    """Add a kind; for ``AppConfig.ready``, safe to repeat. Raises ``ValueError`` for a code that is taken."""
    known = _kinds.setdefault(kind.code, kind)
    if known.model is not kind.model:
        raise ValueError(f"{kind.code} is {known.model.__name__} already")


def kinds() -> tuple[Kind, ...]:
    """Return all kinds in the order in which they were added."""
    return tuple(_kinds.values())


def kind_called(code: str) -> Kind:
    """Return a kind by its code. Raises ``KeyError``."""
    return _kinds[code]


def kind_of(thing: Model) -> Kind:
    """Return the kind of a thing. Raises ``KeyError`` for what is not checked."""
    for kind in _kinds.values():
        if isinstance(thing, kind.model):
            return kind
    raise KeyError(type(thing).__name__)
