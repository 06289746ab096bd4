"""Builds the files of channels outside of requests: written aside, and put in place when they are whole.

A file gets a name of its own and the channel points to it in one statement, which is a rename that works in
any storage: a reader sees the old file or the new one, and who is reading the old one reads on. What fails
leaves the old file where it was.
"""

import hashlib
import logging
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path

from django.core.files import File
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from producers.models import Organisation
from shop.actions.feed_contents import fill
from shop.actions.feed_files import Growing
from shop.export_changes import MAKER
from shop.feeds.registry import dialect
from shop.models import ExportChange, FeedBuild, FeedChannel
from shop.reading.export_consents import agreed_by, consent_mark
from shop.reading.exports import sequence_now
from shop.reading.feeds import channel_value, channels_due, may_be_served

LONGEST_BUILD = timedelta(minutes=30)
SECONDS_A_ROUND = 10.0
KEPT, FAILURES_KEPT = 3, 20
ZIPPED = frozenset({"xlsx", "zip", "gz"})
"""Suffixes of what is compressed already."""
log = logging.getLogger(__name__)


class NotYetError(Exception):
    """A maker has just changed something, which has to be frozen before any file is written."""


def build_feeds(*, now: datetime | None = None, seconds: float = SECONDS_A_ROUND) -> int:
    """Build the channels that are due, one after the other, for about so many seconds; return how many.

    The others are built in the next round: what has changed meanwhile is frozen in between, and stands in
    the deltas. None while makers wait to be frozen anew: what one has just taken back would still stand in
    the rows.
    """
    now = now or timezone.now()
    _give_up(now)
    if ExportChange.objects.filter(kind=MAKER).exists():
        return 0
    ends, built = time.monotonic() + seconds, 0
    for channel in channels_due(now):
        built += build_feed(channel, now=now, with_second=True)
        if time.monotonic() >= ends:
            break
    return built


def build_feed(channel: FeedChannel, *, now: datetime | None = None, with_second: bool = False) -> bool:
    """Build the file of one channel; False where somebody else is at it, or when it failed.

    A failure stands in the build, and the file that was there stays. ``with_second`` lets a long file be made
    by two processes where that is safe: for jobs, never within a request.
    """
    build = _begin(channel, now or timezone.now())
    if build is None:
        return False
    try:
        with tempfile.TemporaryDirectory(prefix="tiwizi-feed-") as folder:
            _write(build, channel, Path(folder), with_second)
    except NotYetError:
        _let_go(build)
        return False
    except Exception as error:
        log.exception("the feed %s was not built", channel.code)
        _remove_files([build])
        _fail(build, f"{type(error).__name__}: {error}")
        return False
    _remove_files(_put_in_place(build))
    return True


@transaction.atomic(durable=True)
def _begin(channel: FeedChannel, now: datetime) -> FeedBuild | None:
    """Take the lock of the channel in one statement; None where somebody has it."""
    free = FeedChannel.objects.filter(Q(building_until=None) | Q(building_until__lte=now), pk=channel.pk)
    if not free.update(building_until=now + LONGEST_BUILD, is_due=False):
        return None
    return FeedBuild.objects.create(
        channel=channel, started_at=now, consent_mark=consent_mark(), sequence=sequence_now()
    )


def _write(build: FeedBuild, channel: FeedChannel, folder: Path, with_second: bool) -> None:
    """Write file, twin and reasons into a folder, then into the storage."""
    writer, value = dialect(channel.dialect), channel_value(channel)
    keys = dict(Organisation.objects.values_list("export_id", "pk"))  # groups that sell nothing among them
    agreed = agreed_by(keys)
    if ExportChange.objects.filter(kind=MAKER).exists():
        raise NotYetError
    plain, packed, left = folder / "plain", folder / "packed", folder / "left"
    is_packed = writer.suffix not in ZIPPED
    with left.open("wb") as reasons, Growing(plain, packed) if is_packed else plain.open("wb") as out:
        counted = fill(out, reasons, value, writer, channel.most_items, with_second)
    build.etag = out.etag if isinstance(out, Growing) else _digest(plain)
    build.suffix, build.content_type = writer.suffix, writer.content_type
    build.size, build.items, build.left_out = plain.stat().st_size, counted.items, dict(counted.left)
    build.agreed = {maker: agreed[maker] for maker in sorted(counted.makers) if maker in agreed}
    name = f"feeds/{channel.code}/{build.pk}"
    _store(build, "file", plain, f"{name}.{writer.suffix}")
    _store(build, "left", left, f"{name}.left")
    if is_packed:
        build.packed_size = packed.stat().st_size
        _store(build, "packed", packed, f"{name}.{writer.suffix}.gz")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:40]


class _Whole(File):  # type: ignore[type-arg]  # a class of Django's that takes none when it runs
    """A file that is complete: a storage on the same disk moves it instead of copying it."""

    def temporary_file_path(self) -> str:
        """Return where it lies, which Django's storage of files asks for."""
        return str(self.name)


def _store(build: FeedBuild, name: str, path: Path, into: str) -> None:
    with path.open("rb") as file:
        getattr(build, name).save(into, _Whole(file), save=False)


@transaction.atomic(durable=True)
def _put_in_place(build: FeedBuild) -> list[FeedBuild]:
    """Have the channel point to the new file; return those whose files go.

    Three older ones stay, unless somebody in them has taken anything back.
    """
    channel = FeedChannel.objects.select_for_update(of=("self",)).get(pk=build.channel_id)
    before = channel.current
    build.state, build.ended_at = FeedBuild.State.READY, timezone.now()
    is_same = before is not None and before.etag == build.etag
    build.modified_at = before.modified_at if before is not None and is_same else build.started_at
    build.save()
    channel.current, channel.building_until = build, None
    channel.save(update_fields=["current", "building_until"])
    older = list(channel.builds.filter(state=FeedBuild.State.READY, pk__lt=build.pk).order_by("-pk"))
    gone = [one for place, one in enumerate(older) if place >= KEPT or not may_be_served(one)]
    FeedBuild.objects.filter(pk__in=[one.pk for one in gone]).delete()
    return gone


@transaction.atomic(durable=True)
def _let_go(build: FeedBuild) -> None:
    FeedChannel.objects.filter(pk=build.channel_id).update(building_until=None, is_due=True)
    FeedBuild.objects.filter(pk=build.pk).delete()


@transaction.atomic(durable=True)
def _fail(build: FeedBuild, failure: str) -> None:
    FeedBuild.objects.filter(pk=build.pk).update(
        state=FeedBuild.State.FAILED, ended_at=timezone.now(), failure=failure[:300]
    )
    # It is tried again after its period, not in every round.
    FeedChannel.objects.filter(pk=build.channel_id).update(
        building_until=timezone.now() + timedelta(minutes=5)
    )
    old = FeedBuild.objects.filter(channel=build.channel_id, state=FeedBuild.State.FAILED)
    FeedBuild.objects.filter(pk__in=list(old.values_list("pk", flat=True)[FAILURES_KEPT:])).delete()


@transaction.atomic(durable=True)
def _give_up(now: datetime) -> None:
    """Close what a crash left open; its lock ends by itself."""
    FeedBuild.objects.filter(state=FeedBuild.State.BUILDING, started_at__lte=now - LONGEST_BUILD).update(
        state=FeedBuild.State.FAILED, ended_at=now, failure="abandoned"
    )


def _remove_files(builds: list[FeedBuild]) -> None:
    for build in builds:
        for stored in (build.file, build.packed, build.left):
            if stored.name:
                stored.storage.delete(stored.name)
