"""What is recorded of the portal's prompts."""

from collections.abc import Mapping

from django.core.files.storage import default_storage

from producers.domain.voices import best, voices_for
from producers.editions.memory import remembered
from producers.models import PromptRecording
from producers.prompts.heard import voice_now


def recorded() -> Mapping[tuple[str, str], str]:
    """Return the address of every recording, by prompt and voice; remembered until one changes."""
    return remembered("prompts", ("prompts",), (), _read)


def sound_of(code: str, lang: str) -> str:
    """Return the address of a prompt in the listener's voice, empty when nobody has recorded it."""
    return best(recorded(), code, voices_for(voice_now(), lang))


def _read() -> Mapping[tuple[str, str], str]:
    rows = PromptRecording.objects.values_list("code", "voice", "file")
    return {(code, voice): default_storage.url(file) for code, voice, file in rows}
