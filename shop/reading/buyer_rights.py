"""What a buyer may do with her order now: cancel, withdraw, send back, complain, correct where it goes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import prefetch_related_objects
from django.utils import timezone

from producers.models import Act
from shop.domain.changes import (
    BEFORE_ACCEPTANCE,
    BEFORE_SHIPPING,
    DROPPED,
    SENT,
    ChangeKind,
    Excepted,
    LineTerms,
    exception_of,
    is_in_time,
    last_day_to_withdraw,
)
from shop.domain.states import ChangeStatus, OrderStatus, PartStatus
from shop.models import ChangeLine, Order, OrderLine, ProducerOrder
from shop.reading.sold import pieces_gone

OPEN = (ChangeStatus.ASKED.value, ChangeStatus.AGREED.value, ChangeStatus.RECEIVED.value)


@dataclass(frozen=True)
class LineRights:
    """One line: how many pieces she still has of it, and what speaks against withdrawing from them."""

    line: OrderLine
    part: ProducerOrder
    left: int
    excepted: Excepted | None
    in_progress: frozenset[str]

    @property
    def is_before_shipping(self) -> bool:
        """Say whether it has not left yet."""
        return PartStatus(self.part.status) in BEFORE_SHIPPING

    def allows(self, kind: ChangeKind) -> bool:
        """Say whether this may be asked for of this line, leaving the days to withdraw aside."""
        status = PartStatus(self.part.status)
        if not self.left or kind.value in self.in_progress:
            return False
        if kind is ChangeKind.CANCEL_LINE:
            return status in BEFORE_ACCEPTANCE
        if kind is ChangeKind.WITHDRAWAL:
            return self.excepted is None
        if kind is ChangeKind.COMPLAINT:
            return status in SENT or status is PartStatus.PARTLY_SHIPPED
        return status is PartStatus.DELIVERED and not self.line.is_service


@dataclass(frozen=True)
class Rights:
    """The whole order. ``last_day`` is the last one to withdraw, None while something has not arrived."""

    order: Order
    lines: tuple[LineRights, ...]
    last_day: date | None
    today: date

    @property
    def may_withdraw(self) -> bool:
        """Say whether the days to withdraw are not over, and there is something to withdraw from."""
        return is_in_time(self.today, self.last_day) and bool(self.of(ChangeKind.WITHDRAWAL))

    @property
    def may_cancel(self) -> bool:
        """Say whether no maker has begun, so that she cancels by herself."""
        return self._is_placed and any(one.allows(ChangeKind.CANCEL_LINE) for one in self.lines)

    @property
    def may_change_address(self) -> bool:
        """Say whether nothing has left and something is brought to a door."""
        live = [part for part in self.order.parts.all() if PartStatus(part.status) not in DROPPED]
        unsent = all(PartStatus(part.status) in BEFORE_SHIPPING for part in live)
        return self._is_placed and bool(live) and unsent and bool(self.order.delivery_address)

    @property
    def may_change_contact(self) -> bool:
        """Say whether the order is under way."""
        return self.order.status in (OrderStatus.DRAFT, OrderStatus.PLACED)

    @property
    def may_return(self) -> bool:
        """Say whether something has arrived that could go back."""
        return bool(self.of(ChangeKind.RETURN))

    @property
    def may_complain(self) -> bool:
        """Say whether something has left of which she could say that it is not right."""
        return bool(self.of(ChangeKind.COMPLAINT))

    def of(self, kind: ChangeKind) -> list[LineRights]:
        """Return the lines of which this may be asked for."""
        return [one for one in self.lines if one.allows(kind)] if self._is_placed else []

    @property
    def _is_placed(self) -> bool:
        return self.order.status == OrderStatus.PLACED


def rights_of(order: Order, *, today: date | None = None) -> Rights:
    """Return what may be done with an order; five queries."""
    prefetch_related_objects([order], "parts__lines")  # what was read before is not read again
    parts = [part for part in order.parts.all() if PartStatus(part.status) not in DROPPED]
    gone, asked, days = pieces_gone(order), _in_progress(order), _arrivals(parts)
    lines = tuple(
        LineRights(
            line,
            part,
            max(0, line.quantity - gone.get(line.pk, 0)),
            exception_of(
                LineTerms(
                    is_made_to_order=line.making_days is not None,
                    is_perishable=line.is_perishable,
                    is_dated_service=line.is_service and line.starts_at is not None,
                )
            ),
            asked.get(line.pk, frozenset()),
        )
        for part in parts
        for line in part.lines.all()
    )
    last_day = last_day_to_withdraw((days.get(part.pk) for part in parts), order.market.withdrawal_days)
    return Rights(order, lines, last_day, today or timezone.localdate())


def _in_progress(order: Order) -> Mapping[int, frozenset[str]]:
    """Return the kinds of change that are open for each line."""
    rows = ChangeLine.objects.filter(change__order=order, change__status__in=OPEN)
    kinds: dict[int, frozenset[str]] = {}
    for line, kind in rows.values_list("line", "change__kind"):
        kinds[line] = kinds.get(line, frozenset()) | {kind}
    return kinds


def _arrivals(parts: list[ProducerOrder]) -> Mapping[int, date]:
    acts = Act.objects.filter(
        kind="producerorder", object_id__in=[part.pk for part in parts], verb="producerorder.delivered"
    )
    return {act.object_id: timezone.localdate(act.at) for act in acts}
