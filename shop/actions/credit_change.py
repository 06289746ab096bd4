"""What a settled change does to the invoices: a credit note for each part that it takes something off."""

from collections import defaultdict

from django.db import transaction

from producers.domain.actors import SYSTEM, Actor
from shop.actions.fulfil import lock_part
from shop.actions.issue_invoice import issue_credit_note
from shop.domain.changes import PIECES_STAY, ChangeKind
from shop.domain.invoices import Reduction
from shop.domain.money import minor
from shop.domain.settlement import Role
from shop.models import Change, Invoice, ProducerOrder, SettledShare
from shop.reading.invoices import NOT_THE_PRICE


def credit_change(change: Change, *, actor: Actor = SYSTEM) -> list[Invoice]:
    """Write the credit notes of a settled change, once; the amounts are those of its entry in the books.

    Before there is an invoice the reduction is kept instead, see ``issue_credit_note``. A part that ended is
    credited whole by ``credit_what_was_dropped``. Raises as those do.
    """
    by_part: defaultdict[int, list[SettledShare]] = defaultdict(list)
    for row in SettledShare.objects.filter(change=change).exclude(part=None):
        if row.part_id and Role(row.role) not in NOT_THE_PRICE:
            by_part[row.part_id].append(row)
    parts = ProducerOrder.objects.filter(pk__in=by_part).order_by("pk")
    notes = [_credit(change, part, by_part[part.pk], actor) for part in parts]
    return [note for note in notes if note]


@transaction.atomic(durable=True)
def _credit(change: Change, part: ProducerOrder, shares: list[SettledShare], actor: Actor) -> Invoice | None:
    locked = lock_part(part)
    return issue_credit_note(
        locked,
        key=f"change:{change.pk}:part:{part.pk}",
        off=reduction_of(change, shares),
        reason=change.kind,
        actor=actor,
    )


def reduction_of(change: Change, shares: list[SettledShare]) -> Reduction:
    """Return what a change takes off one part: pieces as they were asked for, money as it was shared."""
    is_money_alone = ChangeKind(change.kind) in PIECES_STAY
    pieces = {} if is_money_alone else dict(change.lines.values_list("line", "quantity"))
    lines: defaultdict[int, int] = defaultdict(int)
    rest = dict.fromkeys(("delivery", "duties", "discount"), 0)
    for share in shares:
        amount = minor(share.amount)
        if share.role == Role.DISCOUNT:
            rest["discount"] += amount
        elif share.line_id:
            lines[share.line_id] += amount
        else:
            rest["duties" if share.role == Role.DUTIES else "delivery"] += amount
    return Reduction({line: (pieces.get(line, 0), gross) for line, gross in lines.items()}, **rest)
