"""Every prompt there is. A screen names one by its code; its words stand here once, for eye and ear alike."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Prompt:
    """One thing that is said. ``icon`` shows whoever records it which screen it is for.

    ``voices`` are those that need it, empty for all: not every language counts with the same words.
    """

    code: str
    icon: str
    text: "str | Promise"
    voices: frozenset[str] = frozenset()

    def is_needed_in(self, voice: str) -> bool:
        """Say whether a voice is whole only with this prompt."""
        return not self.voices or voice in self.voices


_known: dict[str, Prompt] = {}
Source = Callable[[str], Iterable[Prompt]]
"""Given a code, the prompt of it; given none, all."""
_sources: dict[str, Source] = {}


def add_prompts(*prompts: Prompt) -> None:
    """Have prompts recorded; one with the same code takes the other's place."""
    _known.update((prompt.code, prompt) for prompt in prompts)


def prompts() -> tuple[Prompt, ...]:
    """Return all prompts in the order in which they were added: that of the screens."""
    return tuple(_known.values())


def find_prompt(code: str) -> Prompt | None:
    """Return the prompt of a code."""
    return _known.get(code)


def add_prompt_source(start: str, source: Source) -> None:
    """Have things of the database recorded too: ``start`` is how their codes begin."""
    _sources[start] = source


def sourced_prompts() -> tuple[Prompt, ...]:
    """Return what the sources have: no screen of the portal, so no voice lacks it. Asks the database."""
    return tuple(prompt for source in _sources.values() for prompt in source(""))


def find_recorded(code: str) -> Prompt | None:
    """Return the prompt of a code, of a screen or of a source. Asks the database for the latter."""
    source = next((source for start, source in _sources.items() if code.startswith(start)), None)
    return find_prompt(code) or (next(iter(source(code)), None) if source else None)
