"""What a way of paying makers has to be able to do. Values in, values out: no request, no model.

A method writes papers that a person hands in: a file for the bank, a list for an agency. What became of each
payout is told to the shop afterwards, by the operations of ``shop.actions.pay_out``. A ``Sender`` hands in
nothing: it sends each payout itself, and says itself what became of it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeGuard, runtime_checkable

from moneyed import Money

from shop.domain.payouts import Details, Kind


@dataclass(frozen=True)
class ToPay:
    """One payout. ``reference`` is ours and unique; ``maker`` is her name, ``agent`` who hands cash over.

    ``language`` is hers, ``sales`` how many sales it settles.
    """

    reference: str
    amount: Money
    to: Details
    maker: str
    language: str
    sales: int
    agent: str = ""


@dataclass(frozen=True)
class ToPayTogether:
    """An approved batch in one currency. The same batch always gives the same papers."""

    reference: str
    currency: str
    approved_at: datetime
    payouts: tuple[ToPay, ...]

    @property
    def total(self) -> Money:
        """What it comes to."""
        return sum((each.amount for each in self.payouts), Money(0, self.currency))


@dataclass(frozen=True)
class Paper:
    """A file to be handed in."""

    name: str
    content_type: str
    content: bytes


class UnknownPaperError(LookupError):
    """The method writes no such paper."""


class Method(Protocol):
    """One way of paying makers.

    ``kind`` is the destination that it needs. ``needs_proof`` says that a payout is confirmed only with a
    signed paper or a photograph. ``papers`` are the codes of what it writes.
    """

    kind: Kind
    needs_proof: bool
    papers: Sequence[str]

    def offers(self, currency: str) -> bool:
        """Say whether it pays in this currency."""

    def paper(self, code: str, batch: ToPayTogether) -> Paper:
        """Write one paper; the same batch again is the same paper. Raises ``UnknownPaperError``."""


class NoAnswerError(Exception):
    """The service did not answer, or not to the point. It may have sent the payout: ask again."""


@dataclass(frozen=True)
class Sent:
    """What a service says of a payout: ``handle`` is its name of it. ``refused`` says why it was not sent."""

    handle: str = ""
    refused: str = ""


@dataclass(frozen=True)
class TakenBack:
    """A payout, by our ``reference``, of which ``amount`` minor units came back; all if ``is_whole``."""

    reference: str
    handle: str
    amount: int
    is_whole: bool


@runtime_checkable
class Sender(Method, Protocol):
    """A way of paying that sends by itself. It is asked outside of any transaction."""

    def send(self, payout: ToPay) -> Sent:
        """Send it, or find what was sent before: asked ever so often, it is sent once.

        Raises ``NoAnswerError`` while it is not known what became of it.
        """

    def taken_back(self, since: datetime) -> Iterator[TakenBack]:
        """Yield what came back since then, some of it perhaps again. Raises ``NoAnswerError``."""


def is_sender(method: Method) -> TypeGuard[Sender]:
    """Say whether a method sends by itself."""
    return isinstance(method, Sender)
