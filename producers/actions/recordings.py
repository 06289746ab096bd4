"""A producer's voice: kept, written down, let to be heard, taken away.

Files are copied and removed outside of transactions. A copy that no row names is found by its folder and
harms nobody; a row never names a copy that is not there.
"""

import hashlib
from decimal import Decimal
from functools import partial
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from producers.actions.announce import announce
from producers.actions.record import record
from producers.actions.transactions import require_transaction
from producers.domain.actors import Actor
from producers.domain.moderation import DecidedError, SuspendedError
from producers.domain.typed import checked_words
from producers.models import Organisation, Recording
from producers.sounds import CheckedSound
from producers.submissions import kind_of

FOLDER = "sounds"
State = Recording.State


@transaction.atomic(durable=True)
def keep_recording(
    thing: Any, sound: CheckedSound, *, language: str, actor: Actor, transcript: str = ""
) -> Recording:
    """Keep what she said about a thing of hers; see ``lay_recording``."""
    return lay_recording(thing, sound, language=language, actor=actor, transcript=transcript)


def lay_recording(
    thing: Any, sound: CheckedSound, *, language: str, actor: Actor, transcript: str = ""
) -> Recording:
    """Keep a recording to be checked. One that waits is replaced; one that buyers hear stays until then.

    Needs the caller's transaction. Raises ``SuspendedError``.
    """
    require_transaction("a recording")
    sort = kind_of(thing)
    owner = sort.owner(thing)
    if owner.status == Organisation.Status.SUSPENDED:
        raise SuspendedError
    for old in Recording.objects.filter(kind=sort.code, object_id=thing.pk, state=State.WAITING):
        _take_away(old, actor, "replaced")
    row = Recording(
        organisation=owner,
        kind=sort.code,
        object_id=thing.pk,
        media_type=sound.media_type,
        seconds=Decimal(str(round(sound.seconds, 1))),
        language=language,
        transcript=checked_words(transcript),
        transcript_language=language if transcript else "",
        recorded_by_id=actor.user_id,
    )
    row.file.save(str(sound.content.name), sound.content, save=False)
    row.save()
    record(
        verb="recording.kept",
        row=row,
        actor=actor,
        after={"kind": sort.code, "object": thing.pk, "seconds": str(row.seconds)},
        for_organisation=owner,
    )
    return row


@transaction.atomic(durable=True)
def transcribe(recording: Recording, *, text: str, language: str, actor: Actor) -> Recording:
    """Write down what she says. Raises ``producers.domain.typed.TypedError``."""
    row = Recording.objects.select_for_update(of=("self",)).get(pk=recording.pk)
    before = {"language": row.transcript_language, "length": len(row.transcript)}
    row.transcript, row.transcript_language = checked_words(text), language
    row.transcribed_by_id, row.transcribed_at = actor.user_id, timezone.now()
    row.save(update_fields=["transcript", "transcript_language", "transcribed_by", "transcribed_at"])
    record(
        verb="recording.transcribed",
        row=row,
        actor=actor,
        before=before,
        after={"language": language, "length": len(row.transcript)},
        for_organisation=row.organisation,
    )
    return row


def approve_recording(recording: Recording, *, actor: Actor) -> Recording:
    """Let buyers hear it; what they heard before about the same thing goes. Raises ``DecidedError``."""
    if recording.state != State.WAITING:
        raise DecidedError
    with recording.file.open("rb") as file:
        digest = hashlib.sha256(file.read()).hexdigest()[:16]
        suffix = str(recording.file.name).rpartition(".")[2]
        name = f"{FOLDER}/{recording.pk}-{digest}.{suffix}"
        if not default_storage.exists(name):
            file.seek(0)
            name = default_storage.save(name, file)
    return _approve(recording, name, actor)


@transaction.atomic(durable=True)
def _approve(recording: Recording, name: str, actor: Actor) -> Recording:
    others = Recording.objects.select_for_update(of=("self",)).filter(
        kind=recording.kind, object_id=recording.object_id
    )
    rows = {row.pk: row for row in others.order_by("pk")}
    row = rows.pop(recording.pk)
    if row.state != State.WAITING:
        raise DecidedError
    if row.organisation.status == Organisation.Status.SUSPENDED:
        raise SuspendedError
    for old in rows.values():
        if old.state == State.APPROVED:
            _take_away(old, actor, "replaced")
    _set(row, State.APPROVED, actor, public_name=name)
    announce("recording.approved", key=f"recording.approved:{row.pk}", recording=row.pk)
    return row


@transaction.atomic(durable=True)
def refuse_recording(recording: Recording, *, actor: Actor) -> Recording:
    """Do not let it be heard; the reasons go to her with the change that it came with."""
    row = Recording.objects.select_for_update(of=("self",)).get(pk=recording.pk)
    if row.state != State.WAITING:
        raise DecidedError
    _set(row, State.SENT_BACK, actor)
    return row


@transaction.atomic(durable=True)
def withdraw_recording(recording: Recording, *, actor: Actor, reason: str = "") -> Recording:
    """Take her voice away from wherever it is heard, at once. Does nothing twice."""
    row = Recording.objects.select_for_update(of=("self",)).get(pk=recording.pk)
    if row.state != State.WITHDRAWN:
        _take_away(row, actor, reason)
    return row


def erase_recordings(organisation: Organisation) -> None:
    """Remove all that a producer has recorded, files and words. Needs the caller's transaction."""
    require_transaction("the end of her recordings")
    for row in Recording.objects.filter(organisation=organisation):
        transaction.on_commit(partial(row.file.storage.delete, str(row.file)))
        if row.public_name:
            transaction.on_commit(partial(default_storage.delete, row.public_name))
        row.delete()


def _take_away(row: Recording, actor: Actor, reason: str) -> None:
    if row.public_name:
        transaction.on_commit(partial(default_storage.delete, row.public_name))
    _set(row, State.WITHDRAWN, actor, reason, public_name="")


def _set(row: Recording, new: str, actor: Actor, reason: str = "", public_name: str = "") -> None:
    before = {"state": row.state}
    row.state, row.public_name, row.decided_at = new, public_name, timezone.now()
    row.save(update_fields=["state", "public_name", "decided_at"])
    record(
        verb=f"recording.{row.state}",
        row=row,
        actor=actor,
        reason=reason,
        before=before,
        after={"state": row.state},
        for_organisation=row.organisation,
    )
