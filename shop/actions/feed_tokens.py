"""Channels and the keys of those who read them: made, changed, taken back; each act with its reason."""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils import timezone

from producers.actions.record import record
from producers.domain.actors import Actor
from shop import conf
from shop.domain.errors import RefusedError, Why
from shop.models import FeedChannel, FeedRead, FeedToken

TIED = ("categories", "makers", "labels")


def digest_of(token: str) -> str:
    """Return what is kept of a key. It is as long as the digest, so that no slow one is needed."""
    return sha256(f"tiwizi feed {token}".encode()).hexdigest()


@transaction.atomic(durable=True)
def save_channel(
    channel: FeedChannel, values: Mapping[str, Any], *, actor: Actor, reason: str = ""
) -> FeedChannel:
    """Write a new or changed channel; its file is made anew in the next round of jobs.

    One that tells no trade terms any more serves no file until then: the old one still tells them.
    """
    is_new = channel.pk is None
    told = not is_new and FeedChannel.objects.filter(pk=channel.pk, has_trade_terms=True).exists()
    for name, value in values.items():
        if name not in TIED:
            setattr(channel, name, value)
    channel.is_due = True
    if told and not channel.has_trade_terms:
        channel.current = None
    channel.save()
    for name in TIED:
        if name in values:
            getattr(channel, name).set(values[name])
    record(
        verb="feed.created" if is_new else "feed.changed",
        row=channel,
        actor=actor,
        reason=reason,
        after={"code": channel.code, "dialect": channel.dialect, "market": channel.market.code},
    )
    return channel


@transaction.atomic(durable=True)
def ask_for_build(channel: FeedChannel, *, actor: Actor, reason: str = "") -> None:
    """Have the file made in the next round, whatever the period and a failure a moment ago."""
    FeedChannel.objects.filter(pk=channel.pk).update(is_due=True, building_until=None)
    record(verb="feed.asked", row=channel, actor=actor, reason=reason)


@transaction.atomic(durable=True)
def give_token(channel: FeedChannel, consumer: str, *, actor: Actor, reason: str = "") -> str:
    """Return a new key for a reader. It cannot be shown again."""
    return _give(channel, consumer, actor, reason)


@transaction.atomic(durable=True)
def admit(
    channel: FeedChannel, consumer: str, issuer: str, subject: str, *, actor: Actor, reason: str = ""
) -> FeedToken:
    """Let in whom an OpenID issuer knows by a name (``shop.domain.openid``). Raises ``KNOWN_ALREADY``."""
    if FeedToken.objects.filter(issuer=issuer, subject=subject, revoked_at=None).exists():
        raise RefusedError(Why.KNOWN_ALREADY)
    row = FeedToken.objects.create(
        channel=channel,
        consumer=consumer,
        digest=digest_of(secrets.token_urlsafe(32)),
        issuer=issuer,
        subject=subject,
    )
    after = {"consumer": consumer, "issuer": issuer, "subject": subject}
    record(verb="feed_token.given", row=row, actor=actor, reason=reason, after=after)
    return row


@transaction.atomic(durable=True)
def revoke_token(token: FeedToken, *, actor: Actor, reason: str = "") -> None:
    """Have a key open nothing any more, from the next request on."""
    _revoke(token, actor, reason)


@transaction.atomic(durable=True)
def replace_token(token: FeedToken, *, actor: Actor, reason: str = "") -> str:
    """Revoke a key and return the one that takes its place."""
    _revoke(token, actor, reason)
    return _give(token.channel, token.consumer, actor, reason)


@transaction.atomic(durable=True)
def forget_old_reads(*, now: datetime | None = None) -> int:
    """Forget who read what long ago."""
    before = (now or timezone.now()) - timedelta(days=conf.feed_read_days())
    return FeedRead.objects.filter(hour__lt=before).delete()[0]


def _give(channel: FeedChannel, consumer: str, actor: Actor, reason: str) -> str:
    key = secrets.token_urlsafe(32)
    row = FeedToken.objects.create(channel=channel, consumer=consumer, digest=digest_of(key))
    record(verb="feed_token.given", row=row, actor=actor, reason=reason, after={"consumer": consumer})
    return key


def _revoke(token: FeedToken, actor: Actor, reason: str) -> None:
    FeedToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now())
    record(verb="feed_token.revoked", row=token, actor=actor, reason=reason)
