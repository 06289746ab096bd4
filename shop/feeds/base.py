"""What a dialect of feeds is: it says which entries it cannot carry, and writes the others one by one."""

from collections.abc import Iterator
from typing import BinaryIO, Protocol

from shop.domain.channels import Channel, Entry
from shop.domain.exports import LeftOut


class Dialect(Protocol):
    """A thin serialiser. It keeps no state between two files and holds one entry at a time."""

    suffix: str
    """Of the file, without a dot: ``csv``."""
    content_type: str

    def lacks(self, entry: Entry, channel: Channel) -> LeftOut | None:
        """Return why an entry cannot stand in the file, None when it can."""

    def write(self, entries: Iterator[Entry], channel: Channel, out: BinaryIO) -> None:
        """Write the whole file; ``out`` only ever grows."""
