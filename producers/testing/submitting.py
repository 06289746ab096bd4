"""Changes that wait to be checked, for tests."""

from typing import Any

from django.db import transaction

from producers.actions.submit import send_to_be_checked
from producers.domain.actors import Actor
from producers.domain.moderation import Seen
from producers.models import Submission
from producers.testing.builders import texts


def a_change(thing: Any, **fields: Any) -> Any:
    """Return a revision of ``thing`` in which some fields are other; what is live stays."""
    draft = (
        thing.latest_revision.as_object() if thing.latest_revision else type(thing).objects.get(pk=thing.pk)
    )
    for name, value in fields.items():
        setattr(draft, name, texts(value) if name in ("name", "summary", "description") else value)
    return draft.save_revision()


def a_submission(
    thing: Any, *, actor: Actor | None = None, language: str = "fr", **fields: Any
) -> Submission:
    """Have a change of ``thing`` wait; ``fields`` are what it changes."""
    with transaction.atomic():
        return send_to_be_checked(
            thing, revision=a_change(thing, **fields), actor=actor or Actor(None, "her"), language=language
        )


def seen_by(submission: Submission, thing: Any) -> Seen:
    """Return what somebody sees who looks now."""
    thing.refresh_from_db()
    submission.refresh_from_db()
    return Seen(submission.revision_id, thing.live_revision_id)
