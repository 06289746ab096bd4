"""WAV, for browsers that record nothing smaller."""

from producers.domain.containers.base import Measured, SoundError, SoundFault, whole

MAGIC, KIND = b"RIFF", b"WAVE"
PLAIN = frozenset({1, 3, 0xFFFE})  # whole numbers, floating point, the wider head of either


def measure(data: bytes) -> Measured:
    """Measure a WAV that is not compressed. Raises ``SoundError``."""
    if whole(data, 8, int.from_bytes(data[4:8], "little"), len(data)) != len(data):
        raise SoundError(SoundFault.BROKEN)
    place, rate, length = 12, 0, 0
    while place < len(data):
        whole(data, place, 8, len(data))
        name, size = data[place : place + 4], int.from_bytes(data[place + 4 : place + 8], "little")
        start, stop = place + 8, whole(data, place + 8, size, len(data))
        if name == b"fmt ":
            if int.from_bytes(data[start : start + 2], "little") not in PLAIN:
                raise SoundError(SoundFault.NOT_A_SOUND)
            rate = int.from_bytes(data[start + 8 : start + 12], "little")
        elif name == b"data":
            length += size
        place = stop + size % 2
    if not rate or not length:
        raise SoundError(SoundFault.BROKEN)
    return Measured("audio/wav", "wav", length / rate)
