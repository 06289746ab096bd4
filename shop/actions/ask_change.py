"""What a buyer asks for after the order: to send back, to exchange, to withdraw, or to complain."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from producers.actions.announce import announce
from producers.actions.record import record
from producers.domain.actors import Actor
from shop.actions.change_order import take_pieces_off
from shop.actions.keep_file import Stored, keep_file
from shop.actions.settle import begin, settle_change
from shop.domain.changes import ChangeKind
from shop.domain.contact import read_note
from shop.domain.errors import RefusedError, Why
from shop.domain.states import IllegalMoveError, OrderStatus
from shop.models import Change, ChangeLine, ChangePhoto, Order
from shop.reading.buyer_rights import Rights, rights_of
from shop.reading.proposals import Asked, propose

MOST_PHOTOS = 5
LONGEST_NOTE = 2000
SIDE = Change.Side.BUYER


def ask_change(
    order: Order,
    kind: ChangeKind,
    *,
    pieces: Mapping[int, int],
    note: str = "",
    photos: "Sequence[File[bytes]]" = (),
    actor: Actor,
) -> Change:
    """Write down a return, an exchange or a complaint; a person answers. ``pieces`` are those of each line.

    Raises ``RefusedError``: ``NOTHING_CHOSEN``, ``ABOVE_REMAINDER``, ``ASKED_BEFORE`` for a line of which the
    same is under way, ``TOO_LATE`` for one that has not arrived or has gone back, ``BAD_FILE`` for a photo
    that is none, or for too many of them.
    """
    if len(photos) > MOST_PHOTOS:
        raise RefusedError(Why.BAD_FILE, reason="too_many")
    kept = [keep_file(photo, folder="complaints") for photo in photos]
    return _ask(order, kind, dict(pieces), read_note(note, LONGEST_NOTE).value, kept, actor)


@transaction.atomic(durable=True)
def withdraw(
    order: Order, *, pieces: Mapping[int, int], note: str = "", actor: Actor, now: datetime | None = None
) -> list[Change]:
    """Take the buyer's declaration that she withdraws from these pieces, and acknowledge it at once.

    What has not left is settled with it; what has waits until it is back. Raises ``RefusedError``:
    ``NOTHING_CHOSEN``, ``TOO_LATE`` (with ``last_day``) after the days to withdraw, ``EXCEPTED`` (``reason``)
    for a line that the right does not hold for, ``ASKED_BEFORE``, ``ABOVE_REMAINDER``.
    """
    now = now or timezone.now()
    locked: Order = Order.objects.locked().get(pk=order.pk)
    rights = rights_of(locked, today=timezone.localdate(now))
    wanted = _check(rights, ChangeKind.WITHDRAWAL, pieces)
    if rights.last_day is not None and rights.today > rights.last_day:
        raise RefusedError(Why.TOO_LATE, last_day=rights.last_day)
    text = read_note(note, LONGEST_NOTE).value
    unsent = {one.line.pk for one in rights.lines if one.is_before_shipping}
    halves = (
        {line: count for line, count in wanted.items() if line in unsent},
        {line: count for line, count in wanted.items() if line not in unsent},
    )
    made: list[Change] = []
    for half, is_unsent in zip(halves, (True, False), strict=True):
        if half:
            made.append(_declare(locked, half, text, actor, now, is_unsent=is_unsent))
    announce(
        "withdrawal.declared",
        key=f"withdrawal:{made[0].pk}",
        changes=[change.pk for change in made],
        order=order.pk,
    )
    return made


def _declare(
    order: Order, pieces: dict[int, int], note: str, actor: Actor, now: datetime, *, is_unsent: bool
) -> Change:
    proposal = propose(order, Asked(ChangeKind.WITHDRAWAL, pieces))
    change = begin(proposal, side=SIDE, note=note)
    _log(change, actor)
    if is_unsent:
        settle_change(change, proposal, actor=actor, now=now)
        take_pieces_off(proposal, actor=actor, reason="withdrawal", now=now)
    return change


@transaction.atomic(durable=True)
def _ask(
    order: Order, kind: ChangeKind, pieces: dict[int, int], note: str, photos: list[Stored], actor: Actor
) -> Change:
    locked: Order = Order.objects.locked().get(pk=order.pk)
    wanted = _check(rights_of(locked), kind, pieces)
    change: Change = Change.objects.create(
        order=locked, kind=kind.value, asked_by=SIDE, note=note, language=locked.language
    )
    ChangeLine.objects.bulk_create(
        ChangeLine(change=change, line_id=line, quantity=count) for line, count in wanted.items()
    )
    by_content = {photo.sha256: photo for photo in photos}
    ChangePhoto.objects.bulk_create(
        ChangePhoto(change=change, file=photo.name, sha256=photo.sha256, content_type=photo.content_type)
        for photo in by_content.values()
    )
    _log(change, actor)
    announce("change.asked", key=f"change:{change.pk}:asked", change=change.pk, order=locked.pk)
    return change


def _check(rights: Rights, kind: ChangeKind, pieces: Mapping[int, int]) -> dict[int, int]:
    """Return the pieces of this order that may be asked for; raise for the first that may not."""
    if rights.order.status != OrderStatus.PLACED:
        raise IllegalMoveError(OrderStatus(rights.order.status), OrderStatus.CANCELLED)
    wanted = {line: count for line, count in pieces.items() if count}
    if not wanted:
        raise RefusedError(Why.NOTHING_CHOSEN)
    by_line = {one.line.pk: one for one in rights.lines}
    for line, count in wanted.items():
        one = by_line.get(line)
        if one is None or not 0 < count <= one.left:
            raise RefusedError(Why.ABOVE_REMAINDER, left=one.left if one else 0, line=line)
        if kind.value in one.in_progress:
            raise RefusedError(Why.ASKED_BEFORE, line=line)
        if kind is ChangeKind.WITHDRAWAL and one.excepted is not None:
            raise RefusedError(Why.EXCEPTED, reason=one.excepted.value, line=line)
        if not one.allows(kind):
            raise RefusedError(Why.TOO_LATE, line=line)
    return wanted


def _log(change: Change, actor: Actor) -> None:
    record(
        verb="change.asked",
        row=change,
        actor=actor,
        after={"kind": change.kind, "lines": dict(change.lines.values_list("line", "quantity"))},
    )
