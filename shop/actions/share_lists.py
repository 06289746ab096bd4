"""A group's share list: written when it was paid, confirmed member by member."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from moneyed import Money

from producers.actions.record import record
from producers.domain.actors import Actor
from producers.domain.text import fold
from producers.models import Organisation
from shop.domain.money import minor
from shop.domain.payouts import PayoutRefusedError, PayoutWhy, check_shares
from shop.domain.states import IllegalMoveError, PayoutStatus
from shop.models import Payout, PayoutShare

GROUPS = frozenset({Organisation.Kind.COOPERATIVE, Organisation.Kind.GROUP})


@transaction.atomic(durable=True)
def write_share_list(
    payout: Payout, shares: Sequence[tuple[str, Money]], *, actor: Actor
) -> list[PayoutShare]:
    """Write how a payout that has arrived is divided; an earlier list that nobody confirmed gives way.

    Raises ``PayoutRefusedError``: ``NOT_A_GROUP``, ``SHARES_DIFFER`` unless they are the whole payout,
    ``SHARES_ARE_HEARD``; ``IllegalMoveError`` for a payout that has not arrived.
    """
    locked = Payout.objects.locked().select_related("organisation").get(pk=payout.pk)
    if locked.organisation.kind not in GROUPS:
        raise PayoutRefusedError(PayoutWhy.NOT_A_GROUP)
    if locked.status != PayoutStatus.CONFIRMED:
        raise IllegalMoveError(PayoutStatus(locked.status), PayoutStatus.CONFIRMED)
    code = locked.amount.currency.code
    amounts = [minor(amount) if amount.currency.code == code else 0 for _name, amount in shares]
    check_shares(minor(locked.amount), amounts, code)
    if locked.shares.exclude(confirmed_at=None).exists():
        raise PayoutRefusedError(PayoutWhy.SHARES_ARE_HEARD)
    locked.shares.all().delete()
    known = _members_by_name(locked.organisation)
    rows = [
        PayoutShare(payout=locked, name=name.strip()[:120], member=known.get(fold(name)), amount=amount)
        for name, amount in shares
    ]
    written = PayoutShare.objects.bulk_create(rows)
    record(verb="payout.divided", row=locked, actor=actor, after={"shares": len(written)})
    return written


def _members_by_name(group: Organisation) -> dict[str, Organisation]:
    """Return the group's makers who have an account, by each of their names; two of one name are nobody."""
    found: dict[str, list[Organisation]] = {}
    for member in group.makers.all():
        known = getattr(member.name, "data", None) or {}
        texts = known.values() if isinstance(known, Mapping) else [known]
        for name in {fold(str(text)) for text in texts if text}:
            found.setdefault(name, []).append(member)
    return {name: members[0] for name, members in found.items() if len(members) == 1}


@transaction.atomic(durable=True)
def confirm_share(
    share: PayoutShare, *, actor: Actor, reason: str = "", now: datetime | None = None
) -> PayoutShare:
    """A member has said that she has her share; said twice, it stays as it is. ``reason``: how it was heard.

    Raises ``PayoutRefusedError`` ``NOT_BY_A_PERSON`` when nobody has heard it.
    """
    if actor.user_id is None:
        raise PayoutRefusedError(PayoutWhy.NOT_BY_A_PERSON)
    locked: PayoutShare = PayoutShare.objects.locked().select_related("payout").get(pk=share.pk)
    if locked.confirmed_at is None:
        locked.confirmed_at, locked.heard_by_id = now or timezone.now(), actor.user_id
        locked.save(update_fields=["confirmed_at", "heard_by"])
        after = {"share": locked.pk}
        record(verb="payout.share_confirmed", row=locked.payout, actor=actor, reason=reason, after=after)
    return locked
