"""What a payment comes to: sums of its events, whatever their order and however often they arrive.

A *movement* is one thing that a gateway does with money, known by its kind and reference (one charge, one
refund). Several notices speak of one movement; it counts once. For money coming in a success is final: the
failure of an earlier try may arrive after it. For a refund a failure is final: a bank may return
a refund that had been reported as done.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from shop.domain.states import PaymentStatus


class EventKind(StrEnum):
    """What a gateway did or was asked to do."""

    AUTHORISE = "authorise"
    CHARGE = "charge"
    REFUND = "refund"
    CANCEL = "cancel"
    DISPUTE = "dispute"
    ADJUSTMENT = "adjustment"


class EventState(StrEnum):
    """How far it came."""

    REQUESTED = "requested"
    SUCCEEDED = "succeeded"
    FAILED = "failed"


@dataclass(frozen=True, order=True)
class PaymentEvent:
    """One notice. ``amount`` in minor units; negative only for an adjustment.

    ``event_id`` is the gateway's, unique per gateway; an empty one is never taken for a duplicate.
    ``reference`` names the movement; without one, the event is a movement of its own, and an answer settles
    as much as it says of what was requested.
    """

    kind: EventKind
    state: EventState
    amount: int
    event_id: str = ""
    reference: str = ""


@dataclass(frozen=True)
class Sums:
    """What the events add up to, in minor units."""

    authorised: int = 0
    charged: int = 0
    refunded: int = 0
    disputed: int = 0
    adjusted: int = 0
    pending_charge: int = 0
    pending_refund: int = 0
    pending_dispute: int = 0
    is_cancelled: bool = False
    has_failure: bool = False
    has_request: bool = False

    @property
    def kept(self) -> int:
        """What is still with us of what was charged."""
        return self.charged - self.refunded - self.disputed + self.adjusted

    @property
    def in_hand(self) -> int:
        """What of it a bank has not taken back to decide about."""
        return self.kept - self.pending_dispute

    @property
    def refundable(self) -> int:
        """What may still be sent back, counting refunds and disputes under way; never below 0."""
        return max(0, self.in_hand - self.pending_refund)

    @property
    def status(self) -> PaymentStatus:
        """The payment's state, as its events tell it."""
        if self.charged:
            return PaymentStatus.CONFIRMED
        if self.is_cancelled:
            return PaymentStatus.CANCELLED
        if self.pending_charge or self.authorised:
            return PaymentStatus.PENDING
        if self.has_failure:
            return PaymentStatus.FAILED
        return PaymentStatus.PENDING if self.has_request else PaymentStatus.CREATED


def sums(events: Iterable[PaymentEvent]) -> Sums:
    """Add events up; order does not matter and a repeated gateway event counts once."""
    settled: defaultdict[tuple[EventKind, EventState], int] = defaultdict(int)
    loose: defaultdict[tuple[EventKind, EventState], int] = defaultdict(int)
    seen: set[tuple[EventKind, EventState]] = set()
    for movement in _movements(events):
        deciding = _deciding(movement)
        key = (deciding.kind, deciding.state)
        settled[key] += deciding.amount
        loose[key] += 0 if deciding.reference else deciding.amount
        seen.add(key)
    requested, succeeded, failed = EventState
    return Sums(
        authorised=settled[EventKind.AUTHORISE, succeeded],
        charged=settled[EventKind.CHARGE, succeeded],
        refunded=settled[EventKind.REFUND, succeeded],
        disputed=settled[EventKind.DISPUTE, succeeded],
        adjusted=settled[EventKind.ADJUSTMENT, succeeded],
        pending_charge=settled[EventKind.CHARGE, requested] - _answered(loose, EventKind.CHARGE),
        pending_refund=settled[EventKind.REFUND, requested] - _answered(loose, EventKind.REFUND),
        pending_dispute=settled[EventKind.DISPUTE, requested],
        is_cancelled=(EventKind.CANCEL, succeeded) in seen,
        has_failure=bool({(EventKind.CHARGE, failed), (EventKind.AUTHORISE, failed)} & seen),
        has_request=bool({(EventKind.CHARGE, requested), (EventKind.AUTHORISE, requested)} & seen),
    )


def _answered(loose: Mapping[tuple[EventKind, EventState], int], kind: EventKind) -> int:
    """Return how much of what was requested without a reference has its answer, in minor units."""
    requested, succeeded, failed = EventState
    answers = loose.get((kind, succeeded), 0) + loose.get((kind, failed), 0)
    return min(answers, loose.get((kind, requested), 0))


def _movements(events: Iterable[PaymentEvent]) -> list[list[PaymentEvent]]:
    """Drop repeated events, then group the rest by what they speak of."""
    groups: defaultdict[tuple[str, ...], list[PaymentEvent]] = defaultdict(list)
    known: set[str] = set()
    # Sorted, so that even two notices that wrongly share an id give one result in any order.
    for position, event in enumerate(sorted(events)):
        if event.event_id and event.event_id in known:
            continue
        known.add(event.event_id)
        own = event.event_id or str(position)
        key = (event.kind, "reference", event.reference) if event.reference else (event.kind, "own", own)
        groups[key].append(event)
    return list(groups.values())


def _deciding(movement: list[PaymentEvent]) -> PaymentEvent:
    """Pick the notice that says how a movement ended, the largest amount if several do."""
    final = (
        (EventState.FAILED, EventState.SUCCEEDED, EventState.REQUESTED)
        if movement[0].kind is EventKind.REFUND
        else (EventState.SUCCEEDED, EventState.FAILED, EventState.REQUESTED)
    )
    state = next(each for each in final if any(event.state is each for event in movement))
    return max((event for event in movement if event.state is state), key=lambda event: event.amount)
