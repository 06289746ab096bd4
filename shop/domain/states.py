"""The states of everything that moves, and the tables of legal moves. Nothing else decides a move.

States are stored as their values. How far a whole order has come is computed from them in ``progress.py``.
"""

from collections.abc import Mapping
from enum import StrEnum

from shop.domain.trade_states import TRADE_MOVES

MoveTable = dict[StrEnum, set[StrEnum]]


class OrderStatus(StrEnum):
    """The order as a contract; how far it has come is computed from its parts."""

    DRAFT = "draft"
    PLACED = "placed"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


class PartStatus(StrEnum):
    """One producer's part of an order. ``waiting`` is a draft's part: nobody has been told of it."""

    WAITING = "waiting"
    PLACED = "placed"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    MAKING = "making"
    PACKED = "packed"
    PARTLY_SHIPPED = "partly_shipped"
    """Some of its pieces have left, some are still to be sent."""
    SHIPPED = "shipped"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"
    RETURNED = "returned"


class ParcelStatus(StrEnum):
    """One parcel, from the day it leaves its maker until it arrives or is back."""

    SENT = "sent"
    AT_CENTRE = "at_centre"
    ONWARD = "onward"
    """It goes on inside a parcel that a centre has made up from several."""
    READY = "ready"
    """It waits for the buyer where she picks it up."""
    FAILED = "failed"
    """Somebody tried to deliver it in vain."""
    DELIVERED = "delivered"
    RETURNED = "returned"


class PaymentStatus(StrEnum):
    """One attempt to pay. What was refunded is a sum of events, never a state."""

    CREATED = "created"
    PENDING = "pending"
    CONFIRMED = "confirmed"
    FAILED = "failed"
    CANCELLED = "cancelled"


class PhoneStatus(StrEnum):
    """Whether the buyer said yes on the phone before a parcel leaves unpaid."""

    NOT_NEEDED = "not_needed"
    WAITING = "waiting"
    CONFIRMED = "confirmed"
    REFUSED = "refused"


class CashStatus(StrEnum):
    """Who holds the cash of a delivery."""

    EXPECTED = "expected"
    WITH_CARRIER = "with_carrier"
    WITH_PRODUCER = "with_producer"
    WITH_AGENT = "with_agent"
    SHORT = "short"
    HANDED_OVER = "handed_over"
    REFUSED = "refused"


class EnquiryStatus(StrEnum):
    """A question or a request for a quote about an offer."""

    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"


class CaseStatus(StrEnum):
    """A request for help: it waits for us, for whoever asked, or is closed."""

    OPEN = "open"
    WAITING = "waiting"
    CLOSED = "closed"


class ServiceStatus(StrEnum):
    """Whether both sides said that a service was done."""

    AHEAD = "ahead"
    SAID_BY_PRODUCER = "said_by_producer"
    SAID_BY_BUYER = "said_by_buyer"
    DONE = "done"


class BatchStatus(StrEnum):
    """A batch of payouts: one person proposes it, another approves it, then it is handed in."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    SENT = "sent"
    WITHDRAWN = "withdrawn"


class PayoutStatus(StrEnum):
    """One payout. What failed or came back is over: its sales are owed again and paid by another one."""

    PENDING = "pending"
    SENT = "sent"
    CONFIRMED = "confirmed"
    FAILED = "failed"
    RETURNED = "returned"


class DestinationStatus(StrEnum):
    """Where a maker is paid: a changed one waits, the old one stays in force until then."""

    WAITING = "waiting"
    IN_FORCE = "in_force"
    REPLACED = "replaced"
    REFUSED = "refused"


class ChangeStatus(StrEnum):
    """A change of an order that was placed: asked for, settled with its money in one step, or not to be.

    A return is agreed to, and received, before it is settled; most others are settled at once.
    """

    ASKED = "asked"
    AGREED = "agreed"
    RECEIVED = "received"
    SETTLED = "settled"
    REFUSED = "refused"
    DROPPED = "dropped"


class PhotoStatus(StrEnum):
    """What the office has said of a picture that a maker took of an order."""

    NEW = "new"
    CHECKED = "checked"
    TAKEN_DOWN = "taken_down"


class RefundStatus(StrEnum):
    """Money on its way back. What fails, even long after it was reported as done, is due again."""

    TO_APPROVE = "to_approve"
    REQUESTED = "requested"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    DROPPED = "dropped"


_ORDER: MoveTable = {
    OrderStatus.DRAFT: {OrderStatus.PLACED, OrderStatus.CANCELLED, OrderStatus.EXPIRED},
    OrderStatus.PLACED: {OrderStatus.CANCELLED},
}
_PART: MoveTable = {
    PartStatus.WAITING: {PartStatus.PLACED, PartStatus.CANCELLED},
    PartStatus.PLACED: {PartStatus.ACCEPTED, PartStatus.DECLINED, PartStatus.CANCELLED},
    # Making and packing may go unsaid; a service is delivered without being sent.
    PartStatus.ACCEPTED: {
        PartStatus.MAKING,
        PartStatus.PACKED,
        PartStatus.PARTLY_SHIPPED,
        PartStatus.SHIPPED,
        PartStatus.DELIVERED,
        PartStatus.CANCELLED,
    },
    PartStatus.MAKING: {
        PartStatus.PACKED,
        PartStatus.PARTLY_SHIPPED,
        PartStatus.SHIPPED,
        PartStatus.CANCELLED,
    },
    # Picked up by the buyer, a parcel is delivered without being shipped.
    PartStatus.PACKED: {
        PartStatus.PARTLY_SHIPPED,
        PartStatus.SHIPPED,
        PartStatus.DELIVERED,
        PartStatus.CANCELLED,
    },
    # The rest follows, or is taken off the order: then what has left is all there is.
    PartStatus.PARTLY_SHIPPED: {PartStatus.SHIPPED},
    # Refused at the door, it comes back without having been delivered.
    PartStatus.SHIPPED: {PartStatus.DELIVERED, PartStatus.RETURNED},
    PartStatus.DELIVERED: {PartStatus.RETURNED},
}
_PARCEL: MoveTable = {
    ParcelStatus.SENT: {
        ParcelStatus.AT_CENTRE,
        ParcelStatus.READY,
        ParcelStatus.FAILED,
        ParcelStatus.DELIVERED,
        ParcelStatus.RETURNED,
    },
    ParcelStatus.AT_CENTRE: {
        ParcelStatus.ONWARD,
        ParcelStatus.READY,
        ParcelStatus.DELIVERED,
        ParcelStatus.RETURNED,
    },
    ParcelStatus.ONWARD: {ParcelStatus.DELIVERED, ParcelStatus.RETURNED},
    ParcelStatus.READY: {ParcelStatus.DELIVERED, ParcelStatus.FAILED, ParcelStatus.RETURNED},
    # It is tried again, waits to be picked up, was delivered after all, or goes back.
    ParcelStatus.FAILED: {
        ParcelStatus.SENT,
        ParcelStatus.READY,
        ParcelStatus.DELIVERED,
        ParcelStatus.RETURNED,
    },
}
_PAYMENT: MoveTable = {
    PaymentStatus.CREATED: {
        PaymentStatus.PENDING,
        PaymentStatus.CONFIRMED,
        PaymentStatus.FAILED,
        PaymentStatus.CANCELLED,
    },
    PaymentStatus.PENDING: {PaymentStatus.CONFIRMED, PaymentStatus.FAILED, PaymentStatus.CANCELLED},
    # Notices arrive in any order: money that came after all is a fact, whatever was said before.
    PaymentStatus.FAILED: {PaymentStatus.PENDING, PaymentStatus.CONFIRMED, PaymentStatus.CANCELLED},
    PaymentStatus.CANCELLED: {PaymentStatus.CONFIRMED},
}
_PHONE: MoveTable = {
    PhoneStatus.NOT_NEEDED: {PhoneStatus.WAITING},
    PhoneStatus.WAITING: {PhoneStatus.CONFIRMED, PhoneStatus.REFUSED},
}
_CASH: MoveTable = {
    CashStatus.EXPECTED: {
        CashStatus.WITH_CARRIER,
        CashStatus.WITH_PRODUCER,
        CashStatus.WITH_AGENT,
        CashStatus.REFUSED,
    },
    # An agent gathers what makers and couriers have collected; what is short is short of the last holder.
    CashStatus.WITH_CARRIER: {CashStatus.WITH_AGENT, CashStatus.HANDED_OVER, CashStatus.SHORT},
    CashStatus.WITH_PRODUCER: {CashStatus.WITH_AGENT, CashStatus.HANDED_OVER, CashStatus.SHORT},
    CashStatus.WITH_AGENT: {CashStatus.HANDED_OVER, CashStatus.SHORT},
    CashStatus.SHORT: {CashStatus.HANDED_OVER},
}
_ENQUIRY: MoveTable = {
    EnquiryStatus.OPEN: {EnquiryStatus.ANSWERED, EnquiryStatus.CLOSED},
    EnquiryStatus.ANSWERED: {EnquiryStatus.OPEN, EnquiryStatus.CLOSED},
}
_CASE: MoveTable = {
    CaseStatus.OPEN: {CaseStatus.WAITING, CaseStatus.CLOSED},
    CaseStatus.WAITING: {CaseStatus.OPEN, CaseStatus.CLOSED},
    # Whoever asked may come back to it, and so may we.
    CaseStatus.CLOSED: {CaseStatus.OPEN},
}
_SERVICE: MoveTable = {
    ServiceStatus.AHEAD: {ServiceStatus.SAID_BY_PRODUCER, ServiceStatus.SAID_BY_BUYER},
    ServiceStatus.SAID_BY_PRODUCER: {ServiceStatus.DONE},
    ServiceStatus.SAID_BY_BUYER: {ServiceStatus.DONE},
}
_BATCH: MoveTable = {
    BatchStatus.PROPOSED: {BatchStatus.APPROVED, BatchStatus.WITHDRAWN},
    BatchStatus.APPROVED: {BatchStatus.SENT, BatchStatus.WITHDRAWN},
}
_PAYOUT: MoveTable = {
    # Taken out before it was handed in, it fails without having left.
    PayoutStatus.PENDING: {PayoutStatus.SENT, PayoutStatus.FAILED},
    PayoutStatus.SENT: {PayoutStatus.CONFIRMED, PayoutStatus.FAILED},
    # Banks return money days after they have said that it arrived.
    PayoutStatus.CONFIRMED: {PayoutStatus.RETURNED},
}
_DESTINATION: MoveTable = {
    DestinationStatus.WAITING: {
        DestinationStatus.IN_FORCE,
        DestinationStatus.REPLACED,
        DestinationStatus.REFUSED,
    },
    DestinationStatus.IN_FORCE: {DestinationStatus.REPLACED},
}
_CHANGE: MoveTable = {
    ChangeStatus.ASKED: {
        ChangeStatus.AGREED,
        ChangeStatus.RECEIVED,
        ChangeStatus.SETTLED,
        ChangeStatus.REFUSED,
        ChangeStatus.DROPPED,
    },
    ChangeStatus.AGREED: {ChangeStatus.RECEIVED, ChangeStatus.SETTLED, ChangeStatus.DROPPED},
    ChangeStatus.RECEIVED: {ChangeStatus.SETTLED, ChangeStatus.REFUSED},
}
_REFUND: MoveTable = {
    RefundStatus.TO_APPROVE: {RefundStatus.REQUESTED, RefundStatus.DROPPED},
    # Dropped only where a person was to hand the money over: a gateway may have heard of it.
    RefundStatus.REQUESTED: {RefundStatus.SUCCEEDED, RefundStatus.FAILED, RefundStatus.DROPPED},
    RefundStatus.SUCCEEDED: {RefundStatus.FAILED},
}
_PHOTO: MoveTable = {
    PhotoStatus.NEW: {PhotoStatus.CHECKED, PhotoStatus.TAKEN_DOWN},
    PhotoStatus.CHECKED: {PhotoStatus.TAKEN_DOWN},
    # Taken down by mistake, it is shown again by somebody who has looked.
    PhotoStatus.TAKEN_DOWN: {PhotoStatus.CHECKED},
}

MOVES: Mapping[type[StrEnum], Mapping[StrEnum, frozenset[StrEnum]]] = {
    OrderStatus: {old: frozenset(_ORDER.get(old, ())) for old in OrderStatus},
    PartStatus: {old: frozenset(_PART.get(old, ())) for old in PartStatus},
    ParcelStatus: {old: frozenset(_PARCEL.get(old, ())) for old in ParcelStatus},
    PaymentStatus: {old: frozenset(_PAYMENT.get(old, ())) for old in PaymentStatus},
    PhoneStatus: {old: frozenset(_PHONE.get(old, ())) for old in PhoneStatus},
    CashStatus: {old: frozenset(_CASH.get(old, ())) for old in CashStatus},
    EnquiryStatus: {old: frozenset(_ENQUIRY.get(old, ())) for old in EnquiryStatus},
    CaseStatus: {old: frozenset(_CASE.get(old, ())) for old in CaseStatus},
    ServiceStatus: {old: frozenset(_SERVICE.get(old, ())) for old in ServiceStatus},
    BatchStatus: {old: frozenset(_BATCH.get(old, ())) for old in BatchStatus},
    PayoutStatus: {old: frozenset(_PAYOUT.get(old, ())) for old in PayoutStatus},
    DestinationStatus: {old: frozenset(_DESTINATION.get(old, ())) for old in DestinationStatus},
    ChangeStatus: {old: frozenset(_CHANGE.get(old, ())) for old in ChangeStatus},
    **{kind: {old: frozenset(table.get(old, ())) for old in kind} for kind, table in TRADE_MOVES.items()},
    PhotoStatus: {old: frozenset(_PHOTO.get(old, ())) for old in PhotoStatus},
    RefundStatus: {old: frozenset(_REFUND.get(old, ())) for old in RefundStatus},
}


class IllegalMoveError(ValueError):
    """A state cannot follow another."""

    def __init__(self, old: StrEnum, new: StrEnum) -> None:
        super().__init__(f"{type(old).__name__}: {old.value} cannot become {new.value}")
        self.old, self.new = old, new


def may_move(old: StrEnum, new: StrEnum) -> bool:
    """Say whether ``new`` may follow ``old``. A stay is no move, and kinds never mix."""
    return type(old) is type(new) and new in MOVES[type(old)][old]


def check_move(old: StrEnum, new: StrEnum) -> None:
    """Raise ``IllegalMoveError`` unless ``new`` may follow ``old``."""
    if not may_move(old, new):
        raise IllegalMoveError(old, new)


def may_come_from(new: StrEnum) -> frozenset[StrEnum]:
    """Return the states from which ``new`` may be reached: the condition of a conditional update."""
    return frozenset(old for old in type(new) if may_move(old, new))


def is_final(status: StrEnum) -> bool:
    """Say whether nothing can follow."""
    return not MOVES[type(status)][status]


# A service may be said to be done while its part is anywhere between placed and delivered.
UNDER_WAY = frozenset(
    {
        PartStatus.PLACED,
        PartStatus.ACCEPTED,
        PartStatus.MAKING,
        PartStatus.PACKED,
        PartStatus.PARTLY_SHIPPED,
        PartStatus.SHIPPED,
        PartStatus.DELIVERED,
    }
)


class Side(StrEnum):
    """The two who know whether a service was done."""

    MAKER = "maker"
    BUYER = "buyer"


def service_status(*, by_producer: bool, by_buyer: bool) -> ServiceStatus:
    """Tell from the two sides' word whether a service is done."""
    if by_producer and by_buyer:
        return ServiceStatus.DONE
    if by_producer:
        return ServiceStatus.SAID_BY_PRODUCER
    return ServiceStatus.SAID_BY_BUYER if by_buyer else ServiceStatus.AHEAD
