"""Recordings from outside: measured by their bytes, named anew, said no to in clear words."""

from dataclasses import dataclass
from typing import IO

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from producers.domain.containers.base import SoundError, SoundFault
from producers.domain.recorded import MOST_BYTES, MOST_SECONDS, measured


@dataclass(frozen=True)
class CheckedSound:
    """A recording that may be kept: its file, its media type, its length in seconds."""

    content: "ContentFile[bytes]"
    media_type: str
    seconds: float


def checked_sound(file: IO[bytes], name: str = "voice") -> CheckedSound:
    """Return a recording of a browser or a phone: WebM, Ogg, MP4 or WAV with one voice in it.

    At most two minutes and 5 MB; no more than that is read. ``name`` is the stem of the new name. Raises
    ``SoundError``; ``sound_message`` says it to the person.
    """
    file.seek(0)
    data = file.read(MOST_BYTES + 1)
    found = measured(data)
    return CheckedSound(ContentFile(data, f"{name}.{found.suffix}"), found.media_type, found.seconds)


def sound_message(error: SoundError) -> str:
    """Return what to tell the sender, in the language that is active."""
    sentence = {
        SoundFault.EMPTY: _("Nothing was recorded. Please record it again."),
        SoundFault.TOO_BIG: _("This recording is too big: at most %(megabytes)d MB."),
        SoundFault.TOO_LONG: _("This recording is too long: at most %(minutes)d minutes."),
        SoundFault.TOO_SHORT: _("This recording is too short. Please record it again."),
        SoundFault.NOT_A_SOUND: _("This is not a recording that can be played. Please record it again."),
        SoundFault.FILM: _("This is a film. Please record your voice alone."),
        SoundFault.BROKEN: _("The recording has not arrived whole. Please send it again."),
    }[error.fault]
    return sentence % {"megabytes": MOST_BYTES // 1024 // 1024, "minutes": MOST_SECONDS // 60}
