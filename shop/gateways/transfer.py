"""A bank transfer with a reference: the buyer copies it, a person finds it on the statement."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from moneyed import Money

from shop import conf
from shop.domain.references import grouped, is_payment_reference
from shop.gateways.base import (
    OFFERED,
    Charge,
    Found,
    Instruction,
    NextStep,
    Notice,
    NoticeError,
    Offering,
    Outcome,
    RefundRequest,
    Sale,
    StepKind,
)


class Transfer:
    """Instructions by currency: ``accounts`` maps a currency to what the buyer copies, by code.

    ``{"MAD": {"holder": ..., "bank": ..., "rib": ...}}``. ``days`` is the time to pay, ``TRANSFER_DAYS`` of
    the settings if not given. ``is_fictional`` marks the accounts of a demonstration.
    """

    origins: Sequence[str] = ()

    def __init__(
        self,
        accounts: Mapping[str, Mapping[str, str]] | None = None,
        *,
        days: int | None = None,
        grace_days: int = 2,
        is_fictional: bool = False,
    ) -> None:
        self.accounts = accounts or {}
        self.time_to_pay: timedelta | None = conf.transfer_time() if days is None else timedelta(days=days)
        self.grace = timedelta(days=grace_days)
        self.is_fictional = is_fictional

    def offers(self, sale: Sale, amount: Money, producers: Sequence[int]) -> Offering:
        """Offer it where there is an account in the buyer's currency."""
        return OFFERED if amount.currency.code in self.accounts else Offering("no_account")

    def start(self, charge: Charge, return_url: str) -> NextStep:
        """Say what to copy: reference, amount's account."""
        account = self.accounts.get(charge.amount.currency.code, {})
        reference = grouped(charge.reference) if is_payment_reference(charge.reference) else charge.reference
        lines = [Instruction("reference", reference)]
        lines += [Instruction(code, value) for code, value in account.items() if value]
        return NextStep(StepKind.INSTRUCT, instructions=tuple(lines), is_fictional=self.is_fictional)

    def read_notice(self, body: bytes, headers: Mapping[str, str]) -> Notice:
        """Banks tell a person, not us."""
        raise NoticeError("a transfer is read from the statement")

    def refund(self, refund: RefundRequest) -> Outcome:
        """A person transfers the money back."""
        return Outcome(Found.BY_HAND)

    def look_up(self, reference: str, handle: str = "") -> Outcome:
        """Nobody can be asked; after the deadline and its grace the order waits no longer."""
        return Outcome(Found.UNKNOWN)

    def close(self, reference: str, handle: str = "") -> Outcome:
        """Nothing outside is open."""
        return Outcome(Found.UNKNOWN)
