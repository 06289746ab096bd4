"""A maker says what she needs or offers, says that it still holds, or takes it away."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from home.events.models import Registration
from home.network.domain.listings import MOST_WORDS, Part, RefusedError, Side, Thing, Why, end_from
from home.network.models import Listing
from producers.actions.record import record
from producers.domain.actors import Actor
from producers.domain.redact import redacted
from producers.models import Organisation


@dataclass(frozen=True)
class Said:
    """What she says, and what of her the other members may see with it."""

    side: Side
    thing: Thing
    words: str = ""
    language: str = "fr"
    shows: frozenset[Part] = field(default_factory=frozenset)


@transaction.atomic(durable=True)
def say(maker: Organisation, said: Said, *, actor: Actor, now: datetime | None = None) -> Listing:
    """Put a need or an offer on the list for 90 days; said again, it takes the place of the first.

    Raises ``RefusedError``: ``not_active``, ``too_long``, or ``contact`` for words with a phone or a mail.
    """
    locked = Organisation.objects.select_for_update(of=("self",), no_key=True).get(pk=maker.pk)
    if locked.status != Organisation.Status.ACTIVE or locked.erased_at is not None:
        raise RefusedError(Why.NOT_ACTIVE)
    return _say({"organisation": locked}, said, actor, now)


@transaction.atomic(durable=True)
def say_as_guest(seat: Registration, said: Said, *, actor: Actor, now: datetime | None = None) -> Listing:
    """Put a need or an offer of a person who is no maker on the list, as ``say`` does.

    She has a seat at a public event. Raises ``RefusedError``: ``not_active`` without one, ``too_long``,
    ``contact``.
    """
    return _say({"seat": locked_seat(seat)}, said, actor, now)


def locked_seat(seat: Registration) -> Registration:
    """Lock the seat of a person at a public event. Raises ``RefusedError``: ``not_active``."""
    rows = Registration.objects.select_related("places__event")
    locked: Registration = rows.select_for_update(of=("self",), no_key=True).get(pk=seat.pk)
    if locked.state != Registration.State.SEATED or not locked.places.event.live:
        raise RefusedError(Why.NOT_ACTIVE)
    return locked


def _say(whose: dict[str, Any], said: Said, actor: Actor, now: datetime | None) -> Listing:
    facts = {f"shows_{part.value}": part in said.shows for part in Part}
    row: Listing = Listing.objects.update_or_create(
        **whose,
        side=said.side.value,
        thing=said.thing.value,
        defaults={
            **facts,
            "words": checked_words(said.words),
            "language": said.language,
            "until": end_from(timezone.localdate(now)),
            "ended_at": None,
        },
    )[0]
    shown = sorted(part.value for part in said.shows)
    record(verb="listing.said", row=row, actor=actor, after={"thing": row.thing, "shows": shown})
    return row


@transaction.atomic(durable=True)
def renew(listing: Listing, *, actor: Actor, now: datetime | None = None) -> Listing:
    """It still holds: 90 days from today. Raises ``RefusedError``: ``over`` for what was taken away."""
    until = end_from(timezone.localdate(now))
    if not Listing.objects.filter(pk=listing.pk, ended_at=None).update(until=until):
        raise RefusedError(Why.OVER)
    record(verb="listing.renewed", row=listing, actor=actor, after={"until": str(until)})
    listing.until = until
    return listing


@transaction.atomic(durable=True)
def end(listing: Listing, *, actor: Actor, now: datetime | None = None) -> None:
    """Take it away. Done twice, it is away."""
    at = now or timezone.now()
    if Listing.objects.filter(pk=listing.pk, ended_at=None).update(ended_at=at, words=""):
        record(verb="listing.ended", row=listing, actor=actor)


def checked_words(typed: str) -> str:
    """Return words that tell nobody's phone, mail or account. Raises ``RefusedError``."""
    words = " ".join(typed.split())
    if len(words) > MOST_WORDS:
        raise RefusedError(Why.TOO_LONG)
    if redacted(words) != words:
        raise RefusedError(Why.CONTACT)
    return words
