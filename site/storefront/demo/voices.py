"""The portal's prompts in the voice of a machine, marked as such, until a person has recorded them."""

import io
from decimal import Decimal
from pathlib import Path

from producers.actions.prompts import keep_prompt
from producers.domain.actors import SYSTEM
from producers.models import PromptRecording
from producers.prompts.known import find_prompt
from producers.sounds import checked_sound
from storefront.demo.data import FOLDER

SHORTEST = Decimal("0.1")


def load_voices() -> None:
    """Keep a recording of each prompt that nobody has recorded yet."""
    there = set(PromptRecording.objects.values_list("code", "voice"))
    for path in sorted((FOLDER / "voices").glob("*/*.opus")):
        code, voice = path.stem, path.parent.name
        if find_prompt(code) is not None and (code, voice) not in there:
            _keep(path, code, voice)


def _keep(path: Path, code: str, voice: str) -> None:
    sound = checked_sound(io.BytesIO(path.read_bytes()), f"demo-{code}-{voice}")
    seconds = max(round(Decimal(sound.seconds), 1), SHORTEST)
    keep_prompt(code, voice, sound.content, seconds=seconds, actor=SYSTEM, is_synthetic=True)
