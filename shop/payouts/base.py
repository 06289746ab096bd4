"""What a way of paying makers has to be able to do. Values in, values out: no request, no model.

A method writes papers that a person hands in: a file for the bank, a list for an agency. What became of each
payout is told to the shop afterwards, by the operations of ``shop.actions.pay_out``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

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
