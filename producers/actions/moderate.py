"""A checker decides about a change that waits: approve it, mend its words and approve it, send it back.

She names what she saw. What she has not seen is neither published nor sent back: a newer revision, and a
live version that somebody else has changed meanwhile, come back as a conflict to be looked at.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from producers.actions.record import record
from producers.actions.submit import decide, locked_owner
from producers.domain.actors import Actor
from producers.domain.moderation import (
    ChangedMeanwhileError,
    DecidedError,
    NoReasonError,
    Seen,
    SubmissionState,
    SuspendedError,
    WordKey,
    known_reasons,
)
from producers.domain.text import clean_text
from producers.models import Organisation, Submission
from producers.submissions import Kind, kind_called

NOTE_LENGTH = 500


@transaction.atomic(durable=True)
def approve(submission: Submission, *, seen: Seen, actor: Actor, staff_note: str = "") -> Submission:
    """Publish the revision that was looked at.

    Raises ``DecidedError``, ``SuspendedError``, or ``ChangedMeanwhileError`` when a newer one waits or
    buyers see something else by now.
    """
    sort, thing = _locked(submission, seen)
    sort.publish(thing, submission.revision, actor)
    _approved(submission, actor, staff_note)
    return submission


@transaction.atomic(durable=True)
def edit_and_approve(
    submission: Submission,
    *,
    seen: Seen,
    words: Mapping[WordKey, str],
    actor: Actor,
    suggested: frozenset[str] = frozenset(),
) -> Submission:
    """Write words into what waits, as a revision of its own, and publish that. Errors as for ``approve``.

    ``suggested`` names the languages that a service has translated and nobody has reviewed.
    Raises ``django.core.exceptions.ValidationError`` for words that the thing cannot hold.
    """
    sort, thing = _locked(submission, seen)
    assert submission.revision is not None  # what has none is a conflict
    draft = submission.revision.as_object()
    sort.write(draft, words, suggested)
    edited = draft.save_revision()
    record(
        verb="submission.edited",
        row=submission,
        actor=actor,
        before={"revision": submission.revision_id},
        after={"revision": edited.pk, "words": sorted(":".join(key) for key in words)},
        for_organisation=submission.organisation,
    )
    sort.publish(thing, edited, actor)
    _approved(submission, actor, "", revision=edited)
    return submission


@transaction.atomic(durable=True)
def send_back(
    submission: Submission,
    *,
    seen: Seen,
    reasons: Iterable[str],
    actor: Actor,
    note: str = "",
    staff_note: str = "",
) -> Submission:
    """Tell her what is missing. What is live stays, and so does her draft.

    ``note`` is in her language. Raises ``DecidedError``, ``ChangedMeanwhileError``, ``NoReasonError`` and,
    for a reason that does not exist, ``ValueError``.
    """
    codes = known_reasons(reasons)
    if not codes:
        raise NoReasonError
    locked_owner(submission.organisation_id)
    _look_again(submission, seen)
    decide(
        submission,
        SubmissionState.SENT_BACK,
        actor=actor,
        reason=", ".join(codes),
        reasons=codes,
        note=clean_text(note, NOTE_LENGTH),
        staff_note=clean_text(staff_note, NOTE_LENGTH),
    )
    return submission


def _locked(submission: Submission, seen: Seen) -> tuple[Kind, Any]:
    owner = locked_owner(submission.organisation_id)
    sort, thing = _look_again(submission, seen)
    if owner.status == Organisation.Status.SUSPENDED:
        raise SuspendedError
    return sort, thing


def _look_again(submission: Submission, seen: Seen) -> tuple[Kind, Any]:
    submission.refresh_from_db()
    if submission.state != SubmissionState.WAITING:
        raise DecidedError
    sort = kind_called(submission.kind)
    thing = sort.model._default_manager.get(pk=submission.object_id)
    if submission.revision is None or seen != seen_now(submission, thing):
        raise ChangedMeanwhileError
    return sort, thing


def seen_now(submission: Submission, thing: Any) -> Seen:
    """Return what a checker sees who looks at this moment."""
    return Seen(submission.revision_id, thing.live_revision_id)


def _approved(submission: Submission, actor: Actor, staff_note: str, **also: Any) -> None:
    also["staff_note"] = clean_text(staff_note, NOTE_LENGTH)
    decide(submission, SubmissionState.APPROVED, actor=actor, **also)
