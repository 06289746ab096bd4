"""What a recording is, by its bytes: neither its name nor the type that its sender states is believed."""

from producers.domain.containers import mp4, ogg, wav, webm
from producers.domain.containers.base import Measured, SoundError, SoundFault

MOST_SECONDS, MOST_BYTES = 120, 5 * 1024 * 1024
FEWEST_SECONDS = 0.5


def measured(data: bytes) -> Measured:
    """Return what a recording of at most two minutes and 5 MB is. Raises ``SoundError``.

    The whole file has to be one container with one track of sound: nothing before it, nothing behind it.
    """
    if not data:
        raise SoundError(SoundFault.EMPTY)
    if len(data) > MOST_BYTES:
        raise SoundError(SoundFault.TOO_BIG)
    found = _read(data)
    if found.seconds > MOST_SECONDS + 1:
        raise SoundError(SoundFault.TOO_LONG)
    if found.seconds < FEWEST_SECONDS:
        raise SoundError(SoundFault.TOO_SHORT)
    return found


def _read(data: bytes) -> Measured:
    try:
        if data.startswith(webm.MAGIC):
            return webm.measure(data)
        if data.startswith(ogg.MAGIC):
            return ogg.measure(data)
        if data[4:8] == mp4.MAGIC:
            return mp4.measure(data)
        if data.startswith(wav.MAGIC) and data[8:12] == wav.KIND:
            return wav.measure(data)
    except IndexError as error:
        raise SoundError(SoundFault.BROKEN) from error
    raise SoundError(SoundFault.NOT_A_SOUND)
