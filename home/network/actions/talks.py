"""Members write to each other about a need or an offer, answer, and may want no more of another."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from home.events.models import Registration
from home.network.actions.listings import checked_words, locked_seat
from home.network.domain.listings import RefusedError, Why
from home.network.domain.talks import MOST_A_DAY, MOST_WAITING, Sentence, TalkState, may_step
from home.network.models import Block, Listing, Talk
from home.network.models.querysets import of_person
from producers.actions.announce import announce
from producers.actions.record import record
from producers.domain.actors import Actor
from producers.models import Organisation

DAY = timedelta(hours=24)


@transaction.atomic(durable=True)
def ask(
    listing: Listing,
    sender: Organisation,
    sentences: Collection[Sentence],
    words: str = "",
    *,
    actor: Actor,
    language: str = "fr",
    now: datetime | None = None,
) -> Talk:
    """Write to who needs or offers something. She is told, and answers yes or no.

    Raises ``RefusedError``: ``not_active``, ``over``, ``herself``, ``blocked``, ``asked`` (she has not yet
    answered), ``too_many`` (in a day, or waiting), ``empty``, ``too_long``, ``contact``.
    """
    at = now or timezone.now()
    locked = Organisation.objects.select_for_update(of=("self",), no_key=True).get(pk=sender.pk)
    if locked.status != Organisation.Status.ACTIVE or locked.erased_at is not None:
        raise RefusedError(Why.NOT_ACTIVE)
    _check(listing, Q(sender=locked), at)
    if listing.organisation_id == locked.pk:
        raise RefusedError(Why.HERSELF)
    if not Listing.objects.open_to_maker(locked).filter(pk=listing.pk).exists():
        raise RefusedError(Why.BLOCKED)
    return _write({"sender": locked}, listing, sentences, words, actor=actor, language=language)


@transaction.atomic(durable=True)
def ask_as_guest(
    listing: Listing,
    seat: Registration,
    sentences: Collection[Sentence],
    words: str = "",
    *,
    actor: Actor,
    language: str = "fr",
    now: datetime | None = None,
) -> Talk:
    """Write to a maker who needs or offers something, as somebody without a shop who has a seat at an event.

    What she wrote from her seats at other events counts as hers. Raises ``RefusedError`` as ``ask`` does;
    ``not_active`` without a seat, or where the seat is a maker's; ``over`` for what is of no maker.
    """
    at, locked = now or timezone.now(), locked_seat(seat)
    if locked.organisation_id is not None or not locked.name:
        raise RefusedError(Why.NOT_ACTIVE)
    _check(listing, of_person(locked, "sender_seat"), at)
    if listing.organisation_id is None:
        raise RefusedError(Why.OVER)
    if not Listing.objects.open_to(locked).filter(pk=listing.pk).exists():
        raise RefusedError(Why.BLOCKED)
    return _write({"sender_seat": locked}, listing, sentences, words, actor=actor, language=language)


@transaction.atomic(durable=True)
def answer(talk: Talk, *, agrees: bool, actor: Actor, now: datetime | None = None) -> Talk:
    """Answer yes or no, once; who wrote is told. Raises ``RefusedError``: ``answered``."""
    _step(talk, TalkState.YES if agrees else TalkState.NO, actor, now)
    announce("talk.answered", key=f"talk:{talk.pk}:answered", talk=talk.pk)
    return talk


@transaction.atomic(durable=True)
def take_back(talk: Talk, *, actor: Actor, now: datetime | None = None) -> Talk:
    """Take a message back that was not answered. Raises ``RefusedError``: ``answered``."""
    _step(talk, TalkState.TAKEN_BACK, actor, now)
    return talk


@transaction.atomic(durable=True)
def block(maker: Organisation, other: Organisation, *, actor: Actor, now: datetime | None = None) -> Block:
    """Want no messages from another any more: what waits from her is answered no, without a word to her."""
    row: Block = Block.objects.get_or_create(organisation=maker, other=other)[0]
    return _blocked(row, Q(sender=other, receiver=maker), {"other": other.pk}, actor, now)


@transaction.atomic(durable=True)
def block_person(
    maker: Organisation, seat: Registration, *, actor: Actor, now: datetime | None = None
) -> Block:
    """Want no messages any more from somebody without a shop, from whichever seat; as ``block`` does."""
    row: Block = Block.objects.get_or_create(organisation=maker, seat=seat)[0]
    hers = of_person(seat, "sender_seat") & Q(receiver=maker)
    return _blocked(row, hers, {"seat": seat.pk}, actor, now)


@transaction.atomic(durable=True)
def block_as_guest(
    seat: Registration, other: Organisation, *, actor: Actor, now: datetime | None = None
) -> Block:
    """Want no messages from a maker any more, as somebody without a shop; as ``block`` does.

    The maker sees none of her needs and offers either, from whichever of her seats.
    """
    row: Block = Block.objects.get_or_create(by_seat=seat, other=other)[0]
    hers = Q(sender=other) & of_person(seat, "receiver_seat")
    return _blocked(row, hers, {"other": other.pk}, actor, now)


@transaction.atomic(durable=True)
def unblock_as_guest(seat: Registration, other: Organisation, *, actor: Actor) -> None:
    """Let a maker write again, and see her. Done twice, it is done."""
    for row in Block.objects.filter(of_person(seat, "by_seat"), other=other):
        record(verb="member.unblocked", row=row, actor=actor, after={"other": other.pk})
        row.delete()


@transaction.atomic(durable=True)
def unblock(maker: Organisation, other: Organisation, *, actor: Actor) -> None:
    """Let another write again. Done twice, it is done."""
    row = Block.objects.filter(organisation=maker, other=other).first()
    if row is not None:
        record(verb="member.unblocked", row=row, actor=actor, after={"other": other.pk})
        row.delete()


@transaction.atomic(durable=True)
def unblock_person(maker: Organisation, seat: Registration, *, actor: Actor) -> None:
    """Let somebody without a shop write again. Done twice, it is done."""
    for row in Block.objects.filter(of_person(seat, "seat"), organisation=maker):
        record(verb="member.unblocked", row=row, actor=actor, after={"seat": row.seat_id})
        row.delete()


def _blocked(row: Block, hers: Q, whom: dict[str, int], actor: Actor, now: datetime | None) -> Block:
    for talk in Talk.objects.locked().filter(hers, state=TalkState.ASKED):
        _step(talk, TalkState.NO, actor, now)
    record(verb="member.blocked", row=row, actor=actor, after=whom)
    return row


def _write(
    whose: dict[str, Any],
    listing: Listing,
    sentences: Collection[Sentence],
    words: str,
    *,
    actor: Actor,
    language: str,
) -> Talk:
    said = checked_words(words)
    if not said and not sentences:
        raise RefusedError(Why.EMPTY)
    try:
        with transaction.atomic():
            talk: Talk = Talk.objects.create(
                **whose,
                receiver_id=listing.organisation_id,
                receiver_seat_id=listing.seat_id,
                side=listing.side,
                thing=listing.thing,
                sentences=[one.value for one in Sentence if one in sentences],
                words=said,
                language=language,
            )
    except IntegrityError as twice:
        raise RefusedError(Why.ASKED) from twice
    record(verb="talk.asked", row=talk, actor=actor, after={"receiver": talk.receiver_id})
    announce("talk.asked", key=f"talk:{talk.pk}:asked", talk=talk.pk)
    return talk


def _check(listing: Listing, whose: Q, at: datetime) -> None:
    if not Listing.objects.holding(timezone.localdate(at)).filter(pk=listing.pk).exists():
        raise RefusedError(Why.OVER)
    hers = Talk.objects.filter(whose)
    if hers.filter(asked_at__gt=at - DAY).count() >= MOST_A_DAY:
        raise RefusedError(Why.TOO_MANY)
    if hers.filter(state=TalkState.ASKED).count() >= MOST_WAITING:
        raise RefusedError(Why.TOO_MANY)


def _step(talk: Talk, new: TalkState, actor: Actor, now: datetime | None) -> None:
    old, at = TalkState(talk.state), now or timezone.now()
    unmoved = Talk.objects.filter(pk=talk.pk, state=old.value)
    if not may_step(old, new) or not unmoved.update(state=new.value, answered_at=at):
        raise RefusedError(Why.ANSWERED)
    talk.state, talk.answered_at = new.value, at
    record(verb=f"talk.{new.value}", row=talk, actor=actor, before={"state": old.value})
