"""Every prompt there is. A screen names one by its code; its words stand here once, for eye and ear alike."""

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


def add_prompts(*prompts: Prompt) -> None:
    """Have prompts recorded; one with the same code takes the other's place."""
    _known.update((prompt.code, prompt) for prompt in prompts)


def prompts() -> tuple[Prompt, ...]:
    """Return all prompts in the order in which they were added: that of the screens."""
    return tuple(_known.values())


def find_prompt(code: str) -> Prompt | None:
    """Return the prompt of a code."""
    return _known.get(code)
