"""MP4 with AAC or Opus, as Safari and the recorders of phones write it, whole or in fragments."""

from collections.abc import Iterator

from producers.domain.containers.base import MOST_PIECES, Measured, SoundError, SoundFault, whole

MAGIC = b"ftyp"
TOP = frozenset({b"ftyp", b"styp", b"moov", b"moof", b"mdat", b"free", b"skip", b"wide", b"sidx", b"mfra"})
CODECS = (b"mp4a", b"Opus")
OWN_DURATIONS, BASE, DESCRIPTION, DEFAULT_DURATION = 0x100, 0x1, 0x2, 0x8
OFFSET, FIRST_FLAGS = 0x1, 0x4
FIELDS = (0x100, 0x200, 0x400, 0x800)

Box = tuple[bytes, int, int]


def measure(data: bytes) -> Measured:
    """Measure an MP4 with one track of sound. Raises ``SoundError``."""
    boxes = list(_boxes(data, 0, len(data)))
    if boxes[0][0] != MAGIC:
        raise SoundError(SoundFault.NOT_A_SOUND)
    if any(name not in TOP for name, _start, _end in boxes):
        raise SoundError(SoundFault.BROKEN)
    moov = _only(boxes, b"moov")
    inside = list(_boxes(data, *moov[1:]))
    scale, units = _track(data, inside)
    default = _default_of_extension(data, inside)
    units += sum(_fragment(data, box, default) for box in boxes if box[0] == b"moof")
    if not scale or not any(name == b"mdat" for name, _start, _end in boxes):
        raise SoundError(SoundFault.BROKEN)
    return Measured("audio/mp4", "m4a", units / scale)


def _track(data: bytes, inside: list[Box]) -> tuple[int, int]:
    """Return units a second and the length in units that the head states; zero in a file of fragments."""
    tracks = [box for box in inside if box[0] == b"trak"]
    media = [list(_boxes(data, *_only(list(_boxes(data, *box[1:])), b"mdia")[1:])) for box in tracks]
    kinds = [data[start + 8 : start + 12] for one in media for _name, start, _end in [_only(one, b"hdlr")]]
    if any(kind != b"soun" for kind in kinds):
        raise SoundError(SoundFault.FILM)
    if len(kinds) != 1:
        raise SoundError(SoundFault.BROKEN)
    table = _only(list(_boxes(data, *_only(media[0], b"minf")[1:])), b"stbl")
    described = _only(list(_boxes(data, *table[1:])), b"stsd")
    if data[described[1] + 12 : described[1] + 16] not in CODECS:
        raise SoundError(SoundFault.NOT_A_SOUND)
    _name, start, end = _only(media[0], b"mdhd")
    wide = data[start] == 1
    place = start + (20 if wide else 12)
    whole(data, place, 12 if wide else 8, end)
    length = data[place + 4 : place + (12 if wide else 8)]
    stated = 0 if length == b"\xff" * len(length) else int.from_bytes(length, "big")
    return int.from_bytes(data[place : place + 4], "big"), stated


def _default_of_extension(data: bytes, inside: list[Box]) -> int:
    for box in inside:
        if box[0] == b"mvex":
            for name, start, end in _boxes(data, *box[1:]):
                if name == b"trex" and end - start >= 16:
                    return int.from_bytes(data[start + 12 : start + 16], "big")
    return 0


def _fragment(data: bytes, moof: Box, default: int) -> int:
    units = 0
    for name, start, end in _boxes(data, *moof[1:]):
        if name != b"traf":
            continue
        parts = list(_boxes(data, start, end))
        own = _default_of_fragment(data, _only(parts, b"tfhd")) or default
        units += sum(_run(data, box, own) for box in parts if box[0] == b"trun")
    return units


def _default_of_fragment(data: bytes, box: Box) -> int:
    _name, start, end = box
    flags = int.from_bytes(data[start + 1 : start + 4], "big")
    place = start + 8 + (8 if flags & BASE else 0) + (4 if flags & DESCRIPTION else 0)
    if not flags & DEFAULT_DURATION:
        return 0
    return int.from_bytes(data[place : whole(data, place, 4, end)], "big")


def _run(data: bytes, box: Box, default: int) -> int:
    _name, start, end = box
    whole(data, start, 8, end)
    flags = int.from_bytes(data[start + 1 : start + 4], "big")
    count = int.from_bytes(data[start + 4 : start + 8], "big")
    if count > MOST_PIECES:
        raise SoundError(SoundFault.TOO_LONG)
    if not flags & OWN_DURATIONS:
        return count * default
    place = start + 8 + (4 if flags & OFFSET else 0) + (4 if flags & FIRST_FLAGS else 0)
    width = 4 * sum(1 for field in FIELDS if flags & field)
    whole(data, place, count * width, end)
    starts = range(place, place + count * width, width)
    return sum(int.from_bytes(data[one : one + 4], "big") for one in starts)


def _only(boxes: list[Box], name: bytes) -> Box:
    found = [box for box in boxes if box[0] == name]
    if len(found) != 1:
        raise SoundError(SoundFault.BROKEN)
    return found[0]


def _boxes(data: bytes, start: int, end: int) -> Iterator[Box]:
    """Walk boxes side by side; one of length zero reaches to the end."""
    for _count in range(MOST_PIECES):
        if start >= end:
            return
        head = whole(data, start, 8, end)
        length, name = int.from_bytes(data[start : start + 4], "big"), data[start + 4 : head]
        if length == 1:
            head = whole(data, head, 8, end)
            length = int.from_bytes(data[head - 8 : head], "big")
        stop = whole(data, start, length or end - start, end)
        if stop < head:
            raise SoundError(SoundFault.BROKEN)
        yield name, head, stop
        start = stop
    raise SoundError(SoundFault.TOO_LONG)
