"""Channels of feeds for tests, and makers who share."""

from typing import Any

from django.utils import timezone

from producers.domain.actors import Actor
from producers.models import Consent, Organisation
from shop.actions.build_feeds import build_feed
from shop.actions.export_snapshot import refresh_exports
from shop.actions.feed_tokens import give_token
from shop.models import FeedChannel
from shop.testing.builders import a_market

STAFF = Actor(None, "office")


def a_channel(code: str = "sheet", **fields: Any) -> FeedChannel:
    """Build a channel of a line sheet as CSV in dirhams; its file is not built yet."""
    market = fields.pop("market", None) or a_market()
    defaults = {"name": code.title(), "dialect": "lines-csv"}
    return FeedChannel.objects.create(code=code, market=market, **(defaults | fields))


def a_built_channel(code: str = "sheet", **fields: Any) -> FeedChannel:
    """Build a channel with its file, made from what is there now."""
    channel = a_channel(code, **fields)
    built(channel)
    return channel


def built(channel: FeedChannel) -> None:
    """Freeze what has changed and build the channel's file."""
    refresh_exports()
    assert build_feed(channel), channel.builds.first()
    channel.refresh_from_db()


def a_key(channel: FeedChannel, consumer: str = "Buyer") -> str:
    """Return a new key of a channel."""
    return give_token(channel, consumer, actor=STAFF)


def shares(maker: Organisation, scope: str = "sharing", **fields: Any) -> Consent:
    """Have a maker agree today."""
    defaults = {"person": "she", "heard_in": "ar", "given_at": timezone.now()}
    return Consent.objects.create(organisation=maker, scope=scope, **(defaults | fields))
