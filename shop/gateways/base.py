"""What a way of paying has to be able to do. Values in, values out: no request, no model, no session."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from moneyed import Money

from shop.domain.payments import EventKind, EventState


@dataclass(frozen=True)
class Sale:
    """What a gateway may ask about a sale before it says whether it can be used.

    ``country`` pays, ``delivery_country`` receives (empty when nothing travels). ``cash_limit`` is the
    market's, None where cash is not taken. ``cash_on_its_way`` is what is still to be collected at the
    buyer's phone, ``cash_open_limit`` the most that may be, ``is_cash_refused`` says that too many parcels
    to it came back.
    """

    market: str
    country: str
    delivery_country: str
    cash_limit: Money | None = None
    cash_on_its_way: Money | None = None
    cash_open_limit: Money | None = None
    is_cash_refused: bool = False


@dataclass(frozen=True)
class Offering:
    """Whether a gateway can be used: if not, ``reason`` is a stable code, ``limit`` the amount it means."""

    reason: str = ""
    limit: Money | None = None

    @property
    def is_offered(self) -> bool:
        """Say whether nothing speaks against it."""
        return not self.reason


OFFERED = Offering()


@dataclass(frozen=True)
class Charge:
    """What is asked for. ``reference`` is ours, unique, stored before the gateway hears of it."""

    reference: str
    order_number: str
    amount: Money
    language: str
    pay_until: datetime | None = None


class StepKind(StrEnum):
    """What happens after the buyer has pressed "place order"."""

    PLACE = "place"
    """Nothing is to be paid before the order is placed."""
    REDIRECT = "redirect"
    """She goes to ``url`` and pays there."""
    INSTRUCT = "instruct"
    """She pays elsewhere, as ``instructions`` say, until the charge's deadline."""


@dataclass(frozen=True)
class Instruction:
    """One line that she copies; ``code`` says what it is (``reference``, ``iban``...)."""

    code: str
    value: str


@dataclass(frozen=True)
class NextStep:
    """Where the buyer goes from here. ``is_fictional`` marks the account of a demonstration.

    ``handle`` is the gateway's own name of the payment; the shop keeps it and gives it back when it asks.
    """

    kind: StepKind
    url: str = ""
    handle: str = ""
    instructions: tuple[Instruction, ...] = ()
    is_fictional: bool = False


@dataclass(frozen=True)
class Notice:
    """One thing that a gateway says about one payment; unique by ``event_id`` within the gateway.

    ``movement`` names the charge or refund it speaks of, so that several notices of one count once.
    """

    event_id: str
    reference: str
    kind: EventKind
    state: EventState
    amount: Money
    movement: str = ""
    data: Mapping[str, str] = field(default_factory=dict)


class NoticeError(Exception):
    """A notice that cannot be believed or read; nothing is recorded and the sender is told so."""


class IrrelevantNoticeError(NoticeError):
    """A true notice of something that the shop does not keep; the sender need not repeat it."""


class UnreachableError(Exception):
    """The gateway gave no answer; nothing is known, so nothing may be concluded."""


@dataclass(frozen=True)
class RefundRequest:
    """Send ``amount`` back. ``key`` is ours and unique: the same key is the same refund."""

    reference: str
    amount: Money
    key: str
    handle: str = ""


class Found(StrEnum):
    """What a gateway knows about a payment or a refund."""

    PAID = "paid"
    OPEN = "open"
    """It can still be paid."""
    CLOSED = "closed"
    """It was not paid and cannot be any more."""
    UNKNOWN = "unknown"
    """It never heard of it."""
    BY_HAND = "by_hand"
    """A person has to do it."""
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True)
class Outcome:
    """The answer to a refund or a look-up. ``notice`` is what a paid payment would have been told with.

    ``movement`` is the gateway's own name of a refund, as its notices have it.
    """

    found: Found
    notice: Notice | None = None
    movement: str = ""


class Gateway(Protocol):
    """One way of paying.

    ``time_to_pay`` is how long the buyer has, None when the order is placed before it is paid; ``grace`` is
    how long her pieces are kept after that. ``origins`` are the foreign origins that the checkout's form may
    lead to.
    """

    time_to_pay: timedelta | None
    grace: timedelta
    origins: Sequence[str]

    def offers(self, sale: Sale, amount: Money, producers: Sequence[int]) -> Offering:
        """Say whether this sale can be paid this way. Asks nobody outside."""

    def start(self, charge: Charge, return_url: str) -> NextStep:
        """Begin a payment; the same charge again is the same payment."""

    def read_notice(self, body: bytes, headers: Mapping[str, str]) -> Notice:
        """Check a notice from outside and read it. Raises ``NoticeError``."""

    def refund(self, refund: RefundRequest) -> Outcome:
        """Send money back, say what became of it, or that a person has to. Raises ``UnreachableError``.

        Asked again with the same key it sends nothing twice, however long ago the first time was.
        """

    def look_up(self, reference: str, handle: str = "") -> Outcome:
        """Ask what became of a payment. Raises ``UnreachableError``."""

    def close(self, reference: str, handle: str = "") -> Outcome:
        """See to it that a payment can no longer be paid, and say what became of it.

        ``OPEN`` means that it still can be. Raises ``UnreachableError``.
        """
