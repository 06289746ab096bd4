"""What stands in the file of a channel, entry by entry, and what does not, each with its reason."""

import json
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import partial
from io import BytesIO
from typing import Any, BinaryIO

from shop.actions.feed_parts import in_order, in_two, may_split
from shop.domain.channels import Channel, Entry
from shop.domain.exports import ExportMaker, LeftOut
from shop.feeds.base import Dialect, InParts, NamesGroups
from shop.reading.dfc_groups import groups_among
from shop.reading.exports import Chunk, Left, chunks, has_more_than, judged, judged_of

LONG = 4_000
"""Rows from which on a copy of the process saves more than it costs."""


@dataclass
class Counted:
    """What was seen while a file was written."""

    items: int = 0
    left: Counter[str] = field(default_factory=Counter)
    makers: set[str] = field(default_factory=set)

    def add(self, other: "Counted") -> None:
        """Count what was seen in a part of the file."""
        self.items += other.items
        self.left += other.left
        self.makers |= other.makers


@dataclass(frozen=True)
class Part:
    """What became of one chunk."""

    content: bytes
    reasons: bytes
    counted: Counted


def fill(
    out: Any, reasons: BinaryIO, channel: Channel, writer: Dialect, most: int | None, with_second: bool
) -> Counted:
    """Write a whole file, and a line for each item that is left out; return what was seen.

    A dialect that has parts is written chunk by chunk, a long file by two processes. Where only so many items
    may stand in it, one has to be counted after the other.
    """
    if isinstance(writer, InParts) and most is None:
        return _in_parts(out, reasons, channel, writer, with_second)
    counted = Counted()
    entries = _routed(judged(channel, lacks=writer.lacks), channel, reasons, counted, most)
    if isinstance(writer, NamesGroups):
        writer.write_with_groups(entries, channel, out, partial(_groups, channel, counted))
    else:
        writer.write(entries, channel, out)
    return counted


def _groups(
    channel: Channel, counted: Counted, makers: Collection[str]
) -> Iterator[tuple[ExportMaker, tuple[str, ...]]]:
    """Return the groups of makers; what a group has agreed to counts for the file as well."""
    for group in groups_among(channel, makers):
        counted.makers.add(group.maker.id)
        yield group.maker, group.members


def _in_parts(out: Any, reasons: BinaryIO, channel: Channel, writer: Any, with_second: bool) -> Counted:
    counted, make = Counted(), partial(_part, writer, channel)
    shared = in_two if with_second and may_split() and has_more_than(LONG) else in_order
    out.write(writer.head(channel))
    for part in shared(chunks(channel), make):
        out.write(part.content)
        reasons.write(part.reasons)
        counted.add(part.counted)
    out.write(writer.end(channel))
    return counted


def _part(writer: Any, channel: Channel, chunk: Chunk) -> Part:
    """Make of a chunk what stands in the file: in either process, without a question to the database."""
    counted, reasons = Counted(), BytesIO()
    found = judged_of(chunk, channel, writer.lacks)
    content = writer.body(_routed(found, channel, reasons, counted, None), channel)
    return Part(content, reasons.getvalue(), counted)


def _routed(
    found: Iterator[Entry | Left], channel: Channel, reasons: BinaryIO, counted: Counted, most: int | None
) -> Iterator[Entry]:
    """Give the dialect what it can carry, and note the rest with its reason."""
    for one in found:
        if isinstance(one, Entry) and (most is None or counted.items < most):
            counted.items += 1
            counted.makers.add(one.maker.id)
            yield one
            continue
        left = Left(one.item.id, LeftOut.TOO_MANY, one.item, one.maker) if isinstance(one, Entry) else one
        counted.left[left.why.value] += 1
        if left.why is not LeftOut.NOT_CHOSEN:
            reasons.write(_line(left, channel))


def _line(left: Left, channel: Channel) -> bytes:
    names = [one.name for one in (left.item, left.maker) if one]
    said = [name.get(channel.language) or next(iter(name.values()), "") for name in names]
    line = {"id": left.id, "why": left.why.value, "names": said, "slug": left.item.slug if left.item else ""}
    return json.dumps(line, ensure_ascii=False).encode() + b"\n"
