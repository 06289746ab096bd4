"""What was sold with an order and what is left of it, share by share: frozen lines less what was settled."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.db.models import Sum

from shop.domain.changes import PIECES_STAY
from shop.domain.delivery import Mode
from shop.domain.money import allocate, minor
from shop.domain.postings import Account
from shop.domain.settlement import Item, ItemKey, Role, Share
from shop.domain.states import ChangeStatus, PartStatus
from shop.models import ChangeLine, JournalEntry, Order, OrderLine, Posting, ProducerOrder, SettledShare

ShareKey = tuple[int | None, int | None, str, int | None]


@dataclass(frozen=True)
class Booked:
    """What the books say of one part: whether she has earned it, and what was fixed in her currency.

    ``fixed`` is hers of the goods, ``fixed_sending`` what she gets for sending.
    """

    is_earned: bool = False
    earned_delivery: bool = False
    fixed: int = 0
    fixed_in: str = ""
    fixed_sending: int = 0
    sending_in: str = ""


def items_of(order: Order, parts: Iterable[ProducerOrder] | None = None) -> list[Item]:
    """Return everything that was sold, with what is left of it; seven queries, whatever the number of lines.

    A part that was cancelled has nothing left. One that was declined has, until its settlement.
    """
    rows = order.parts.prefetch_related("lines__fees").order_by("pk")
    if parts is not None:
        rows = rows.filter(pk__in=[part.pk for part in parts])
    live = [part for part in rows if part.status != PartStatus.CANCELLED]
    gone, booked = _gone(order), _booked(order, live)
    return [item for part in live for item in _items(part, gone, booked[part.pk])]


def pieces_gone(order: Order) -> Mapping[int, int]:
    """Return how many pieces of each line were taken off the order or came back, by line."""
    settled = ChangeLine.objects.filter(change__order=order, change__status=ChangeStatus.SETTLED).exclude(
        change__kind__in=PIECES_STAY
    )
    rows = settled.order_by().values("line").annotate(pieces=Sum("quantity"))
    return {row["line"]: row["pieces"] for row in rows}


def open_amount(order: Order) -> int:
    """Return what the buyer still owes, in minor units; negative when she has paid beyond it."""
    sides = Posting.objects.filter(entry__order=order, account__kind=Account.BUYER_CLEARING)
    code = order.total.currency
    return sum(minor(side.amount) for side in sides if side.amount.currency == code)


def _items(part: ProducerOrder, gone: Mapping[ShareKey, int], booked: Booked) -> list[Item]:
    lines = sorted(part.lines.all(), key=lambda line: line.pk)
    discounts = allocate(minor(part.discount), [minor(line.total) for line in lines])
    fixed = allocate(booked.fixed, [_maker(line) for line in lines])
    made = [
        _line_item(part, line, discount, own, gone, booked)
        for line, discount, own in zip(lines, discounts, fixed, strict=True)
    ]
    is_direct = part.delivery_method == Mode.DIRECT
    sender = part.producer_id if is_direct else None
    rest = (
        ("delivery", Role.DELIVERY, sender, minor(part.delivery), is_direct and booked.earned_delivery),
        ("duties", Role.DUTIES, None, minor(part.duties), False),
    )
    for kind, role, party, amount, is_earned in rest:
        left = amount - gone.get((part.pk, None, role.value, party), 0)
        if amount:
            item = Item(ItemKey(kind, part.pk), part.producer_id, (Share(role, party, left),), is_earned)
            made.append(_fixed_sending(item, part, gone, booked) if party else item)
    return made


def _fixed_sending(item: Item, part: ProducerOrder, gone: Mapping[ShareKey, int], booked: Booked) -> Item:
    taken = gone.get((part.pk, None, Role.MAKER_FIXED.value, part.producer_id), 0)
    return replace(item, fixed=booked.fixed_sending - taken, fixed_in=booked.sending_in)


def _line_item(
    part: ProducerOrder,
    line: OrderLine,
    discount: int,
    fixed: int,
    gone: Mapping[ShareKey, int],
    booked: Booked,
) -> Item:
    whole = [
        Share(Role.MAKER, part.producer_id, _maker(line)),
        Share(Role.TAX, part.producer_id, minor(line.tax)),
        Share(Role.DISCOUNT, None, discount),
        *(Share(Role(fee.kind), fee.beneficiary_id, minor(fee.amount)) for fee in line.fees.all()),
    ]
    shares = tuple(
        Share(one.role, one.party, one.amount - gone.get((part.pk, line.pk, one.role.value, one.party), 0))
        for one in whole
    )
    taken = gone.get((part.pk, line.pk, Role.MAKER_FIXED.value, part.producer_id), 0)
    return Item(
        ItemKey("line", part.pk, line.pk),
        part.producer_id,
        shares,
        is_earned=booked.is_earned,
        fixed=fixed - taken,
        fixed_in=booked.fixed_in,
    )


def _maker(line: OrderLine) -> int:
    """What the maker gets of a line: its price without fees and tax."""
    return minor(line.total) - minor(line.tax) - sum(minor(fee.amount) for fee in line.fees.all())


def _gone(order: Order) -> Mapping[ShareKey, int]:
    gone: defaultdict[ShareKey, int] = defaultdict(int)
    for row in SettledShare.objects.filter(change__order=order):
        gone[row.part_id, row.line_id, row.role, row.party_id] += minor(row.amount)
    return gone


def _booked(order: Order, parts: Iterable[ProducerOrder]) -> Mapping[int, Booked]:
    """Read from the journal whether each part is earned, and at what amount it was changed."""
    by_key = {
        key: part.pk
        for part in parts
        for key in (
            f"part:{part.pk}:earned",
            f"order:{order.pk}:exchanged:{part.producer_id}",
            f"order:{order.pk}:delivery_exchanged:{part.producer_id}",
        )
    }
    entries = JournalEntry.objects.filter(key__in=by_key).prefetch_related("postings__account")
    facts: dict[int, Booked] = {part: Booked() for part in by_key.values()}
    for entry in entries:
        part, known = by_key[entry.key], facts[by_key[entry.key]]
        sides = list(entry.postings.all())
        if entry.key.endswith(":earned"):
            with_delivery = any(side.account.kind == Account.DELIVERY_PAYABLE for side in sides)
            facts[part] = replace(known, is_earned=True, earned_delivery=with_delivery)
            continue
        facts[part] = _with_fixed(known, sides, order.total.currency.code)
    return facts


def _with_fixed(known: Booked, sides: Iterable[Posting], sold_in: str) -> Booked:
    """Add what an entry of exchange says: the side in her own currency."""
    for side in sides:
        currency, amount = side.account.currency, -minor(side.amount)
        if currency == sold_in:
            continue
        if side.account.kind == Account.SALES_NOT_EARNED:
            known = replace(known, fixed=amount, fixed_in=currency)
        if side.account.kind == Account.DELIVERY_PAYABLE:
            known = replace(known, fixed_sending=amount, sending_in=currency)
    return known
