"""Ogg with Opus or Vorbis, as Firefox records it: its length stands in its last page."""

from producers.domain.containers.base import MOST_PIECES, Measured, SoundError, SoundFault, whole

MAGIC = b"OggS"
HEAD, OPUS_RATE = 27, 48_000
NO_TIME = 2**64 - 1


def measure(data: bytes) -> Measured:
    """Measure an Ogg with one stream of sound. Raises ``SoundError``."""
    place, last, serial, first = 0, 0, b"", b""
    for _count in range(MOST_PIECES):
        if place == len(data):
            break
        head = data[place : place + HEAD]
        if len(head) < HEAD or head[:5] != MAGIC + b"\0":
            raise SoundError(SoundFault.BROKEN)
        table = whole(data, place + HEAD, head[26], len(data))
        stop = whole(data, table, sum(data[place + HEAD : table]), len(data))
        if not place:
            serial, first = head[14:18], data[table:stop]
        elif head[14:18] != serial:
            raise SoundError(SoundFault.FILM)
        granule = int.from_bytes(head[6:14], "little")
        last = max(last, granule if granule != NO_TIME else 0)
        place = stop
    else:
        raise SoundError(SoundFault.TOO_LONG)
    rate, skipped = _rate(first)
    return Measured("audio/ogg", "ogg", max(0, last - skipped) / rate)


def _rate(first: bytes) -> tuple[int, int]:
    """Return samples a second, and how many at the start are not heard."""
    if first[:8] == b"OpusHead" and len(first) >= 19:
        return OPUS_RATE, int.from_bytes(first[10:12], "little")
    if first[:7] == b"\x01vorbis" and len(first) >= 30 and any(first[12:16]):
        return int.from_bytes(first[12:16], "little"), 0
    raise SoundError(SoundFault.NOT_A_SOUND)
