"""WebM with Opus or Vorbis, as Chrome and Android record it: its length stands in its last block."""

from collections.abc import Iterator

from producers.domain.containers.base import MOST_PIECES, Measured, SoundError, SoundFault, whole

MAGIC = b"\x1a\x45\xdf\xa3"
HEAD, SEGMENT, INFO, TRACKS, CLUSTER = 0x1A45DFA3, 0x18538067, 0x1549A966, 0x1654AE6B, 0x1F43B675
SEEK, CUES, TAGS, VOID, CRC = 0x114D9B74, 0x1C53BB6B, 0x1254C367, 0xEC, 0xBF
IN_SEGMENT = frozenset({INFO, TRACKS, CLUSTER, SEEK, CUES, TAGS, VOID, CRC})
DOC_TYPE, SCALE = 0x4282, 0x2AD7B1
TRACK, TRACK_TYPE, CODEC = 0xAE, 0x83, 0x86
TIME, SIMPLE, GROUP, BLOCK = 0xE7, 0xA3, 0xA0, 0xA1
AUDIO, CODECS = 2, (b"A_OPUS", b"A_VORBIS")
LAST_BLOCK = 0.06  # seconds that the last block itself lasts, at most

Element = tuple[int, int, int]
"""An element's id, and where its content starts and ends."""


def measure(data: bytes) -> Measured:
    """Measure a WebM with sound alone. Raises ``SoundError``."""
    elements = list(_elements(data, 0, len(data)))
    if [one[0] for one in elements if one[0] != VOID] != [HEAD, SEGMENT]:
        raise SoundError(SoundFault.NOT_A_SOUND)
    if _first(data, elements[0], DOC_TYPE) not in (b"webm", b"matroska"):
        raise SoundError(SoundFault.NOT_A_SOUND)
    segment = next(one for one in elements if one[0] == SEGMENT)
    scale, last, tracks = 1_000_000, -1, 0
    for element in _elements(data, segment[1], segment[2]):
        if element[0] not in IN_SEGMENT:
            raise SoundError(SoundFault.BROKEN)
        if element[0] == INFO:
            scale = int.from_bytes(_first(data, element, SCALE), "big") or scale
        elif element[0] == TRACKS:
            tracks += _sound_tracks(data, element)
        elif element[0] == CLUSTER:
            last = max(last, _last_time(data, element))
    if not tracks or last < 0:
        raise SoundError(SoundFault.BROKEN)
    return Measured("audio/webm", "webm", last * scale / 1e9 + LAST_BLOCK)


def _sound_tracks(data: bytes, tracks: Element) -> int:
    found = 0
    for entry in _elements(data, tracks[1], tracks[2]):
        if entry[0] != TRACK:
            continue
        if int.from_bytes(_first(data, entry, TRACK_TYPE), "big") != AUDIO:
            raise SoundError(SoundFault.FILM)
        if _first(data, entry, CODEC) not in CODECS:
            raise SoundError(SoundFault.NOT_A_SOUND)
        found += 1
    return found


def _last_time(data: bytes, cluster: Element) -> int:
    base, last = 0, 0
    for code, start, end in _elements(data, cluster[1], cluster[2]):
        if code == TIME:
            base = int.from_bytes(data[start:end], "big")
        elif code == SIMPLE:
            last = max(last, _relative(data, start, end))
        elif code == GROUP:
            blocks = [one for one in _elements(data, start, end) if one[0] == BLOCK]
            last = max([last, *(_relative(data, one[1], one[2]) for one in blocks)])
    return base + last


def _relative(data: bytes, start: int, end: int) -> int:
    """A block starts with its track and its time after the cluster's."""
    _track, place = _number(data, start, end, keeps_mark=False)
    whole(data, place, 2, end)
    return int.from_bytes(data[place : place + 2], "big", signed=True)


def _first(data: bytes, parent: Element, code: int) -> bytes:
    for found, start, end in _elements(data, parent[1], parent[2]):
        if found == code:
            return data[start:end].rstrip(b"\0")
    return b""


def _elements(data: bytes, start: int, end: int) -> Iterator[Element]:
    """Walk the elements side by side. One of unknown length reaches to the next of its own level."""
    for _count in range(MOST_PIECES):
        if start >= end:
            return
        code, place = _number(data, start, end, keeps_mark=True)
        width = 8 - data[place].bit_length() + 1 if place < end and data[place] else 9
        length, place = _number(data, place, end, keeps_mark=False)
        is_open = length == (1 << (7 * width)) - 1 and code in (SEGMENT, CLUSTER)
        stop = _open_end(data, place, end, code) if is_open else whole(data, place, length, end)
        yield code, place, stop
        start = stop
    raise SoundError(SoundFault.TOO_LONG)


def _open_end(data: bytes, start: int, end: int, code: int) -> int:
    if code == SEGMENT:
        return end
    place = start
    while place < end:
        inner, after = _number(data, place, end, keeps_mark=True)
        if inner in IN_SEGMENT - {VOID, CRC}:
            return place
        length, after = _number(data, after, end, keeps_mark=False)
        place = whole(data, after, length, end)
    return end


def _number(data: bytes, start: int, end: int, *, keeps_mark: bool) -> tuple[int, int]:
    """Read a number whose first bits tell its width; an id keeps them, a length does not."""
    first = data[start] if start < end else 0
    width = 9 - first.bit_length()
    if not first or (keeps_mark and width > 4):
        raise SoundError(SoundFault.BROKEN)
    stop = whole(data, start, width, end)
    value = int.from_bytes(data[start:stop], "big")
    return (value if keeps_mark else value & ((1 << (7 * width)) - 1)), stop
