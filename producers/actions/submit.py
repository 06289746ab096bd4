"""A producer, or who acts for her, sends a change to be checked, or takes it back. What is live stays."""

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from producers.actions.announce import announce
from producers.actions.record import record
from producers.actions.transactions import require_transaction
from producers.domain.actors import Actor
from producers.domain.moderation import DecidedError, SubmissionState, SuspendedError
from producers.models import Organisation, Submission
from producers.submissions import kind_of

if TYPE_CHECKING:
    from wagtail.models import Revision


@transaction.atomic(durable=True)
def submit(thing: Any, *, revision: "Revision", actor: Actor, language: str, kind: str = "") -> Submission:
    """Have a revision of ``thing`` checked; buyers go on seeing what is live.

    See ``send_to_be_checked``, which does it within another operation's transaction.
    """
    return send_to_be_checked(thing, revision=revision, actor=actor, language=language, kind=kind)


def send_to_be_checked(
    thing: Any, *, revision: "Revision", actor: Actor, language: str, kind: str = ""
) -> Submission:
    """Have a revision checked. One that waits already is replaced and keeps its turn; the same again is one.

    ``language`` is the one that she speaks in. Raises ``SuspendedError``, and ``ValueError`` for a revision
    of something else or a ``kind`` that ``thing`` is not. Needs the caller's transaction.
    """
    require_transaction("a change to be checked")
    sort = kind_of(thing)
    if kind and kind != sort.code:
        raise ValueError(f"this is a {sort.code}, no {kind}")
    if str(revision.object_id) != str(thing.pk) or revision.content_type.model_class() is not type(thing):
        raise ValueError("the revision is of something else")
    owner = locked_owner(sort.owner(thing).pk)
    if owner.status == Organisation.Status.SUSPENDED:
        raise SuspendedError
    waiting: Submission | None = Submission.objects.waiting().of(sort.code, thing.pk).first()
    if waiting is not None and waiting.revision_id == revision.pk:
        return waiting
    now = timezone.now()
    sent = waiting or Submission(
        organisation=owner, kind=sort.code, object_id=thing.pk, is_new=not thing.live, submitted_at=now
    )
    before = {"revision": sent.revision_id}
    sent.revision, sent.language = revision, language
    sent.submitted_by_id, sent.is_by_agent = actor.user_id, actor.organisation_id is not None
    sent.changed_at = now if waiting else None
    sent.save()
    record(
        verb="submission.sent",
        row=sent,
        actor=actor,
        before=before,
        after={"revision": revision.pk, "kind": sort.code, "object": thing.pk},
        for_organisation=owner,
    )
    announce("submission.sent", key=f"submission.sent:{sent.pk}:{revision.pk}", submission=sent.pk)
    return sent


@transaction.atomic(durable=True)
def withdraw_submission(submission: Submission, *, actor: Actor, reason: str = "") -> Submission:
    """Take a change back before anybody has decided. Her draft stays. Raises ``DecidedError``."""
    locked_owner(submission.organisation_id)
    decide(submission, SubmissionState.WITHDRAWN, actor=actor, reason=reason)
    return submission


def locked_owner(pk: int) -> Organisation:
    """Return the producer, locked: whoever sends, decides or suspends waits for each other here."""
    return Organisation.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)


def decide(
    submission: Submission, new: SubmissionState, *, actor: Actor, reason: str = "", **also: Any
) -> None:
    """Give a change that waits its end, write ``also`` with it, record and announce.

    Needs the caller's transaction. Raises ``DecidedError`` when somebody was there first.
    """
    require_transaction("a decision")
    values = {"state": new.value, "decided_at": timezone.now(), "decided_by_id": actor.user_id, **also}
    if not Submission.objects.filter(pk=submission.pk, state=SubmissionState.WAITING).update(**values):
        raise DecidedError
    submission.refresh_from_db()
    record(
        verb=f"submission.{new.value}",
        row=submission,
        actor=actor,
        reason=reason,
        before={"state": SubmissionState.WAITING.value},
        after={"state": new.value, "revision": submission.revision_id, "reasons": submission.reasons},
        for_organisation=submission.organisation,
    )
    announce(
        f"submission.{new.value}",
        key=f"submission.{new.value}:{submission.pk}",
        submission=submission.pk,
    )
