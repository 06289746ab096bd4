"""A prompt is recorded, and a recording is taken away."""

from decimal import Decimal
from functools import partial

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.db import transaction

from producers.actions.record import record
from producers.domain.actors import Actor
from producers.domain.voices import VOICES
from producers.models import PromptRecording
from producers.prompts.known import find_recorded


@transaction.atomic(durable=True)
def keep_prompt(
    code: str,
    voice: str,
    content: "ContentFile[bytes]",
    *,
    seconds: Decimal,
    actor: Actor,
    is_synthetic: bool = False,
) -> PromptRecording:
    """Keep a checked recording of a prompt in the place of an older one.

    ``seconds`` is its length. Raises ``ValueError`` for a prompt or a voice that is none.
    """
    if find_recorded(code) is None or voice not in VOICES:
        raise ValueError(f"no such prompt or voice: {code} {voice}")
    old = PromptRecording.objects.select_for_update().filter(code=code, voice=voice).first()
    row = old or PromptRecording(code=code, voice=voice)
    former = str(row.file) if old else ""
    row.seconds, row.is_synthetic, row.recorded_by_id = seconds, is_synthetic, actor.user_id
    row.file.save(content.name or f"{code}-{voice}", content, save=False)
    row.save()
    record(verb="prompt.recorded", row=row, actor=actor, after={"code": code, "voice": voice})
    _remove_after_commit(row.file.storage, former)
    return row


@transaction.atomic(durable=True)
def drop_prompt(row: PromptRecording, *, actor: Actor) -> None:
    """Take a recording away; the phone's own voice speaks again."""
    record(verb="prompt.dropped", row=row, actor=actor, before={"code": row.code, "voice": row.voice})
    _remove_after_commit(row.file.storage, str(row.file))
    row.delete()


def _remove_after_commit(storage: Storage, name: str) -> None:
    """Nothing is lost when the transaction fails; a file that stays behind harms nobody."""
    if name:
        transaction.on_commit(partial(storage.delete, name))
