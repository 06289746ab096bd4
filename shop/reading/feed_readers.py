"""Which channel somebody reads, by its open address or by a key: remembered until one of them changes.

Programs ask again and again whether a file has changed, and nearly always it has not. What a file was made
from (who agreed to what, what was left out) is large, and read only where it matters.
"""

from django.db.models import QuerySet

from producers.editions.memory import remembered
from shop.models import FeedChannel, FeedToken

AREAS = ("feeds", "words")
LATER = ("current__agreed", "current__left_out")
Found = tuple[FeedChannel, int | None]


class NoChannelError(LookupError):
    """Nothing is open to who asks; this is not remembered, since anybody can ask for anything."""


def open_channel(code: str) -> Found:
    """Return an active channel that is open to all. Raises ``NoChannelError``."""
    return remembered(
        "open feed", AREAS, (code,), lambda: _first(_active().filter(code=code, is_public=True))
    )


def channel_of_key(code: str, digest: str) -> Found:
    """Return an active channel, and the key of it whose digest this is.

    Raises ``NoChannelError`` for a key of another channel, and for one that was revoked.
    """
    return remembered("feed of a key", AREAS, (code, digest), lambda: _of_key(code, digest))


def _of_key(code: str, digest: str) -> Found:
    key = FeedToken.objects.filter(digest=digest, revoked_at=None, channel__code=code).first()
    if key is None:
        raise NoChannelError(code)
    channel, _nobody = _first(_active().filter(pk=key.channel_id))
    return channel, key.pk


def _first(rows: "QuerySet[FeedChannel]") -> Found:
    channel = rows.first()
    if channel is None:
        raise NoChannelError
    return channel, None


def _active() -> "QuerySet[FeedChannel]":
    return FeedChannel.objects.filter(is_active=True).select_related("current", "market").defer(*LATER)
