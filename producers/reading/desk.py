"""What the desk shows: the queue of changes, and one of them before and after."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Min, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone
from wagtail.models import Revision

from producers.domain.comparing import Comparison, compare
from producers.domain.moderation import Contents, Seen
from producers.domain.shown import Shown, shown
from producers.domain.text import fold
from producers.models import Recording, Submission
from producers.reason_words import reasons_shown
from producers.submissions import Kind, kind_called

NOTHING = Contents("")


@dataclass(frozen=True)
class Waiting:
    """How many changes wait, and since when the oldest does."""

    count: int
    since: datetime | None


@dataclass(frozen=True)
class QueueRow:
    """One change of the queue."""

    submission: Submission
    kind: Kind
    title: str
    producer: Shown

    @property
    def because(self) -> list[str]:
        """Why it was sent back, in the words of the pictures."""
        return [one.word for one in reasons_shown(self.submission.reasons)]


@dataclass(frozen=True)
class ChangeShown:
    """One change as a checker sees it. ``seen`` is what she names when she decides."""

    submission: Submission
    kind: Kind
    thing: Any
    after: Contents
    comparison: Comparison
    seen: Seen
    recordings: tuple[Recording, ...]


def count_changes() -> Waiting:
    """Count what waits."""
    found = Submission.objects.filter(state=Submission.State.WAITING).aggregate(
        count=Count("pk"), since=Min("submitted_at")
    )
    return Waiting(found["count"], found["since"])


def changes(filters: Mapping[str, Any]) -> "QuerySet[Submission]":
    """Return the changes that wait, or those decided, narrowed by what was asked for."""
    rows = Submission.objects.select_related("organisation", "submitted_by")
    if filters.get("state") == "decided" or filters.get("reason"):
        rows = rows.exclude(state=Submission.State.WAITING).order_by("-decided_at", "-pk")
    else:
        rows = rows.waiting()
    if filters.get("reason"):
        # JSON cannot be asked for an element on SQLite: a code stands between quotes in the text of the list.
        rows = rows.annotate(codes=Cast("reasons", TextField())).filter(
            codes__contains=f'"{filters["reason"]}"'
        )
    for name in ("kind", "language"):
        if filters.get(name):
            rows = rows.filter(**{name: filters[name]})
    if filters.get("days"):
        rows = rows.filter(submitted_at__lte=timezone.now() - timedelta(days=int(filters["days"])))
    if words := fold(filters.get("producer") or ""):
        rows = rows.filter(organisation__search_text__contains=words)
    return rows


def queue_rows(submissions: "list[Submission]", language: str) -> list[QueueRow]:
    """Return the rows of a page of the queue: one query for each kind of thing on it."""
    wanted: dict[str, list[int]] = {}
    for one in submissions:
        wanted.setdefault(one.kind, []).append(one.object_id)
    things = {
        (code, pk): thing
        for code, keys in wanted.items()
        for pk, thing in kind_called(code).model._default_manager.in_bulk(keys).items()
    }
    return [_row(one, things.get((one.kind, one.object_id)), language) for one in submissions]


def waiting_recordings(limit: int = 25) -> list[Recording]:
    """Return recordings that nobody has listened to, the oldest first."""
    rows = Recording.objects.filter(state=Recording.State.WAITING).select_related("organisation")
    return list(rows.order_by("pk")[:limit])


def read_change(submission: Submission, language: str) -> ChangeShown | None:
    """Return a change with what is live beside it; None when the thing or its revision is gone."""
    sort = kind_called(submission.kind)
    thing = sort.model._default_manager.filter(pk=submission.object_id).first()
    if thing is None or submission.revision is None:
        return None
    after = sort.contents(submission.revision.as_object(), language)
    before = sort.contents(thing, language) if thing.live else NOTHING
    sounds = Recording.objects.filter(
        kind=submission.kind,
        object_id=submission.object_id,
        state__in=[Recording.State.WAITING, Recording.State.APPROVED],
    ).select_related("transcribed_by")
    seen = Seen(submission.revision_id, thing.live_revision_id)
    return ChangeShown(submission, sort, thing, after, compare(before, after), seen, tuple(sounds))


def since_seen(change: ChangeShown, seen: Seen, language: str) -> list[tuple[str, Comparison]]:
    """Return what has changed since a checker looked: in what waits, and in what buyers see."""
    found = []
    pairs = (("waits", seen.revision, change.seen.revision), ("live", seen.live, change.seen.live))
    for name, old, new in pairs:
        if old != new:
            compared = compare(_at(change, old, language), _at(change, new, language))
            found.append((name, compared))
    return found


def _at(change: ChangeShown, revision: int | None, language: str) -> Contents:
    """Return a thing as it was in one of its own revisions."""
    row = Revision.objects.filter(pk=revision, object_id=str(change.thing.pk)).first()
    if row is None or row.content_type.model_class() is not type(change.thing):
        return NOTHING
    return change.kind.contents(row.as_object(), language)


def _row(submission: Submission, thing: Any, language: str) -> QueueRow:
    sort, owner = kind_called(submission.kind), submission.organisation
    title = sort.title(thing, language) if thing is not None else f"{submission.kind} {submission.object_id}"
    return QueueRow(submission, sort, title, shown(owner.name, language, owner.original_language))
