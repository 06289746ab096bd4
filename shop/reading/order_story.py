"""What has happened with an order, step by step: who, why, from what to what, with what effect on money."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from producers.models import Act
from shop.domain.cards import MoneyShown
from shop.domain.money import from_minor
from shop.models import Change, Order, Refund
from shop.reading.cards import money_shown

BUYER, SHOP, MAKER, SYSTEM = "buyer", "shop", "maker", "system"
HIDDEN = frozenset({"order.prepare"})
# What a step does to the buyer's own money, by the accounts that say so.
MINE = ("refunds_due", "refunds_sent")


@dataclass(frozen=True)
class Step:
    """One thing that happened. ``before`` and ``after`` are states; ``name`` is who, for the office."""

    at: datetime
    model: str
    verb: str
    kind: str
    who: str
    name: str
    cause: str
    before: str
    after: str
    number: str
    money: MoneyShown | None


def story_of(order: Order, lang: str, *, for_office: bool = False) -> list[Step]:
    """Return the steps of an order and of all that hangs on it, oldest first; five queries.

    A cause that the office typed is for the office alone; what a buyer is told is the answer to her request.
    """
    parts = {part.pk: part.number for part in order.parts.all()}
    changes = {row.pk: row for row in Change.objects.filter(order=order)}
    refunds = {row.pk: row for row in order.refunds.all()}
    mine = (
        Q(kind="order", object_id=order.pk)
        | Q(kind="producerorder", object_id__in=parts)
        | Q(kind="change", object_id__in=changes)
        | Q(kind="refund", object_id__in=refunds)
    )
    acts = Act.objects.filter(mine).exclude(verb__in=HIDDEN).order_by("pk")
    return [_step(act, order, parts, changes, refunds, lang, for_office=for_office) for act in acts]


def _step(
    act: Act,
    order: Order,
    parts: Mapping[int, str],
    changes: Mapping[int, Change],
    refunds: Mapping[int, Refund],
    lang: str,
    *,
    for_office: bool,
) -> Step:
    change = changes.get(act.object_id) if act.kind == "change" else None
    refund = refunds.get(act.object_id) if act.kind == "refund" else None
    who = _who(act)
    cause = act.reason if for_office or who == BUYER else (change.answer if change else "")
    return Step(
        at=act.at,
        model=act.kind,
        verb=act.verb,
        kind=change.kind if change else "",
        who=who,
        name=act.actor_name if for_office else "",
        cause=cause,
        before=str(act.before.get("status", "")),
        after=str(act.after.get("status", "")),
        number=parts.get(act.object_id, "") if act.kind == "producerorder" else "",
        money=money_shown(refund.amount, lang) if refund else _effect(act, order, lang),
    )


def _effect(act: Act, order: Order, lang: str) -> MoneyShown | None:
    """Return what became due back to the buyer with this step."""
    code = order.total.currency.code
    due = -sum(int(act.money.get(f"{name} {code}", 0)) for name in MINE)
    return money_shown(from_minor(due, code), lang) if due > 0 else None


def _who(act: Act) -> str:
    if act.actor_id is None:
        return BUYER if act.actor_name == BUYER else SYSTEM
    return MAKER if act.for_organisation_id else SHOP
