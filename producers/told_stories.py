"""Stories about producers, told by an app above, for pages that do not know that app.

A page that shows producers asks for the newest story of each, and links to it.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from producers.domain.shown import Shown


@dataclass(frozen=True)
class ToldStory:
    """A story that the public may read today: where it stands, and what it is called."""

    url: str
    title: Shown


Read = Callable[[Collection[int], str], Mapping[int, ToldStory]]
"""Given keys of producers and a language, the newest story of each. A fixed number of queries."""
_readers: list[Read] = []


def add_stories(read: Read) -> None:
    """Have a reader asked for stories; for ``AppConfig.ready``. Safe to repeat."""
    if read not in _readers:
        _readers.append(read)


def stories_about(producers: Collection[int], lang: str) -> dict[int, ToldStory]:
    """Return the newest story of each producer who has one; the first reader's where several know one."""
    found: dict[int, ToldStory] = {}
    for read in _readers:
        found = {**read(producers, lang), **found}
    return found
