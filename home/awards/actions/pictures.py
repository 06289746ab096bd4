"""Pictures of a nomination: kept with who sent them, shown to the jury or not, taken away."""

import secrets
from collections.abc import Sequence
from functools import partial
from typing import Any

from django.core.files.base import File
from django.db import transaction

from home.awards.actions.move_nomination import locked
from home.awards.domain.editions import FIXED
from home.awards.domain.nominating import RefusedError, Why
from home.awards.models import Backer, Edition, NominationPicture
from producers.actions.record import record
from producers.domain.actors import Actor


def add_pictures(backer: Backer, pictures: "Sequence[File[Any]]") -> None:
    """Keep checked pictures under names that say nothing. Needs the caller's transaction."""
    for picture in pictures:
        suffix = str(picture.name).rpartition(".")[2]
        row = NominationPicture(backer=backer)
        row.file.save(f"{secrets.token_hex(16)}.{suffix}", picture)


@transaction.atomic(durable=True)
def show_to_jury(picture: NominationPicture, *, is_shown: bool, actor: Actor) -> None:
    """Say whether jurors see a picture: only one by which nobody is known. Raises ``RefusedError``.

    What is scored does not change once the jury has begun.
    """
    edition = Edition.objects.locked().get(pk=picture.backer.nomination.edition_id)
    nomination = locked(picture.backer.nomination)
    if edition.state in FIXED:
        raise RefusedError(Why.STATE)
    NominationPicture.objects.filter(pk=picture.pk).update(for_jury=is_shown)
    record(
        verb="award.picture",
        row=nomination,
        actor=actor,
        after={"picture": picture.pk, "for_jury": is_shown},
        for_organisation=nomination.organisation,
    )


@transaction.atomic(durable=True)
def take_away(picture: NominationPicture, *, actor: Actor) -> None:
    """Delete a picture with its file: she, or the desk, does not want it here."""
    nomination = locked(picture.backer.nomination)
    if drop_pictures(NominationPicture.objects.filter(pk=picture.pk)):
        record(
            verb="award.picture_away",
            row=nomination,
            actor=actor,
            after={"picture": picture.pk},
            for_organisation=nomination.organisation,
        )


def drop_pictures(rows: Any) -> int:
    """Delete pictures; their files go once all is written. Needs the caller's transaction."""
    for one in rows:
        transaction.on_commit(partial(one.file.storage.delete, one.file.name))
    return int(rows.delete()[0])
