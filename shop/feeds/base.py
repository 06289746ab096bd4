"""What a dialect of feeds is: it says which entries it cannot carry, and writes the others one by one."""

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import BinaryIO, Protocol, runtime_checkable

from shop.domain.channels import Channel, Entry
from shop.domain.exports import ExportMaker, LeftOut

GroupsOf = Callable[[Collection[str]], Iterable[tuple[ExportMaker, tuple[str, ...]]]]
"""From permanent ids of makers to their groups, each with those of them who belong to it."""


class Dialect(Protocol):
    """A thin serialiser. It keeps no state between two files and holds one entry at a time."""

    suffix: str
    """Of the file, without a dot: ``csv``."""
    content_type: str

    def lacks(self, entry: Entry, channel: Channel) -> LeftOut | None:
        """Return why an entry cannot stand in the file, None when it can."""

    def write(self, entries: Iterator[Entry], channel: Channel, out: BinaryIO) -> None:
        """Write the whole file; ``out`` only ever grows."""


@runtime_checkable
class InParts(Protocol):
    """What a dialect has besides when its file is a head, one text for each entry, and an end.

    Its parts may then be made by several processes: they give the same file as ``write``.
    """

    def head(self, channel: Channel) -> bytes:
        """Return what stands before the first entry."""

    def body(self, entries: Iterator[Entry], channel: Channel) -> bytes:
        """Return what is said of some entries, which follow one another."""

    def end(self, channel: Channel) -> bytes:
        """Return what stands behind the last entry."""


@runtime_checkable
class NamesGroups(Protocol):
    """What a dialect has besides when its file tells of groups of makers, and not of makers alone."""

    def write_with_groups(
        self, entries: Iterator[Entry], channel: Channel, out: BinaryIO, groups: GroupsOf
    ) -> None:
        """Write the whole file; ``groups`` is asked once, for the makers who stand in it."""
