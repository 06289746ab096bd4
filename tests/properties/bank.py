"""A card gateway for long random runs: it answers badly, and tells late, twice or in any order.

What it really charged and sent back is written down apart from what it told, so that the two can be compared.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from django.utils import timezone
from moneyed import Money

from shop.domain.gateway_books import Moved, Settled, SettledState
from shop.domain.money import from_minor, minor
from shop.domain.payments import EventKind, EventState
from shop.gateways.base import (
    OFFERED,
    Charge,
    Found,
    NextStep,
    Notice,
    NoticeError,
    Offering,
    Outcome,
    RefundRequest,
    Sale,
    StepKind,
    UnreachableError,
)

LONG_AGO = timedelta(hours=1)


@dataclass
class Sent:
    """One refund as the bank has it."""

    request: RefundRequest
    movement: str
    found: Found


@dataclass
class Taken:
    """One charge: what it was, and what has gone of it."""

    reference: str
    movement: str
    amount: Money
    refunds: list[Sent] = field(default_factory=list)
    dispute: str = ""

    @property
    def given_back(self) -> int:
        """Return what has gone back or is about to, in minor units."""
        return sum(minor(one.request.amount) for one in self.refunds if one.found is not Found.FAILED)


class Bank:
    """All that happened at the bank, and the notices that it has not told yet."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.asked: dict[str, Charge] = {}
        self.closed: set[str] = set()
        self.charges: list[Taken] = []
        self.by_key: dict[str, Sent] = {}
        self.untold: list[Notice] = []
        self.told: list[Notice] = []
        self.wrongly_asked: list[str] = []
        self.events = 0
        self.settled: list[Settled] = []

    def pay(self, reference: str, *, again: bool = False) -> bool:
        """Let a buyer pay; a second time only when she has two windows open."""
        charge = self.asked.get(reference)
        paid = any(one.reference == reference for one in self.charges)
        if charge is None or reference in self.closed or (paid and not again):
            return False
        name = f"ch_{len(self.charges)}"
        self.charges.append(Taken(reference, name, charge.amount))
        self._tell(reference, EventKind.CHARGE, EventState.SUCCEEDED, charge.amount, name)
        return True

    def decline(self, reference: str) -> None:
        """Let a card be declined: the next try may still succeed."""
        amount = self.asked[reference].amount
        self._tell(reference, EventKind.CHARGE, EventState.FAILED, amount, f"try_{len(self.told)}")

    def refund(self, request: RefundRequest) -> Outcome:
        """Send money back once per key, never more than was taken."""
        fault = self.chance.random()
        if fault < 0.12:
            raise UnreachableError
        known = self.by_key.get(request.key)
        sent = known or self._send(request)
        if known is not None and known.request != request:
            self.wrongly_asked.append(f"{request.key} asked for as something else")
        if fault < 0.24:
            raise UnreachableError
        return Outcome(sent.found, movement=sent.movement)

    def _send(self, request: RefundRequest) -> Sent:
        taken = next((one for one in self.charges if self._may_give(one, request)), None)
        lot = self.chance.random()
        found = Found.DONE if lot < 0.6 else Found.OPEN if lot < 0.85 else Found.FAILED
        sent = Sent(request, f"re_{len(self.by_key)}", found if taken else Found.FAILED)
        self.by_key[request.key] = sent
        if taken is None:
            whole = sum(minor(one.amount) for one in self.charges if one.reference == request.reference)
            given = sum(one.given_back for one in self.charges if one.reference == request.reference)
            if not any(one.dispute for one in self.charges if one.reference == request.reference):
                several = sum(one.reference == request.reference for one in self.charges) > 1
                if given + minor(request.amount) > whole or not several:
                    self.wrongly_asked.append(f"{request.key}: {request.amount} of {whole} less {given}")
        else:
            taken.refunds.append(sent)
        if sent.found is not Found.OPEN:
            self.tell_of(sent)
        return sent

    def _may_give(self, taken: Taken, request: RefundRequest) -> bool:
        room = minor(taken.amount) - taken.given_back
        return taken.reference == request.reference and not taken.dispute and minor(request.amount) <= room

    def finish(self, sent: Sent) -> None:
        """End a refund that was under way, or send one back that had arrived."""
        is_well = sent.found is Found.OPEN and self.chance.random() < 0.7
        sent.found = Found.DONE if is_well else Found.FAILED
        self.tell_of(sent)

    def tell_of(self, sent: Sent) -> None:
        """Tell how far a refund has come."""
        state = EventState.SUCCEEDED if sent.found is Found.DONE else EventState.FAILED
        request = sent.request
        self._tell(
            request.reference, EventKind.REFUND, state, request.amount, sent.movement, {"key": request.key}
        )

    def dispute(self, taken: Taken, status: str) -> None:
        """Open a dispute about what was taken, or decide it."""
        taken.dispute = status
        state = {"won": EventState.FAILED, "lost": EventState.SUCCEEDED}.get(status, EventState.REQUESTED)
        data = {"status": status, "payment_intent": taken.movement}
        self._tell(taken.reference, EventKind.DISPUTE, state, taken.amount, f"du_{taken.movement}", data)

    def settle(self, currency: str) -> Settled | None:
        """Pay out what was taken and is not gone, less a fee, as one sum; None when it is little."""
        taken = [one for one in self.charges if one.amount.currency.code == currency and not one.dispute]
        total = sum(minor(one.amount) - one.given_back for one in taken)
        total -= sum(one.amount + one.fee for one in self.settled if one.currency == currency)
        if total < 1000:
            return None
        fee = self.chance.choice([0, total // 50])
        handle, day = f"po_{len(self.settled)}", timezone.localdate()
        one = Settled(handle, total - fee, fee, currency, day, SettledState.ARRIVED)
        self.settled.append(one)
        return one

    def books(self) -> Iterator[tuple[Moved, datetime]]:
        """Yield what is done, as long ago as needed to be compared."""
        at = timezone.now() - LONG_AGO
        for one in self.charges:
            currency = one.amount.currency.code
            yield Moved(one.reference, EventKind.CHARGE, one.movement, minor(one.amount), currency), at
            for sent in one.refunds:
                if sent.found is Found.DONE:
                    amount = minor(sent.request.amount)
                    yield Moved(one.reference, EventKind.REFUND, sent.movement, amount, currency), at

    def _tell(
        self,
        reference: str,
        kind: EventKind,
        state: EventState,
        amount: Money,
        movement: str,
        data: Mapping[str, str] | None = None,
    ) -> None:
        self.events += 1
        event = f"evt_{self.events}"
        self.untold.append(Notice(event, reference, kind, state, amount, movement, data or {}))


bank = Bank(Random(0))


def bank_now() -> Bank:
    """Return the bank that the gateway speaks to."""
    return bank


def open_bank(chance: Random) -> Bank:
    """Begin a new bank; the gateway speaks to the last one that was opened."""
    globals()["bank"] = Bank(chance)
    return bank


class Card:
    """The gateway: every call goes to the bank of the run."""

    time_to_pay: timedelta | None = timedelta(minutes=30)
    grace = timedelta(minutes=5)
    origins: Sequence[str] = ("https://bank.example",)

    def offers(self, sale: Sale, amount: Money, producers: Sequence[int]) -> Offering:
        """Take every sale."""
        return OFFERED

    def start(self, charge: Charge, return_url: str) -> NextStep:
        """Open a window to pay in."""
        bank.asked[charge.reference] = charge
        return NextStep(StepKind.REDIRECT, url="https://bank.example/pay", handle=f"cs_{charge.reference}")

    def read_notice(self, body: bytes, headers: Mapping[str, str]) -> Notice:
        """Notices are handed over as values here."""
        raise NoticeError

    def refund(self, refund: RefundRequest) -> Outcome:
        """Send money back."""
        return bank.refund(refund)

    def look_up(self, reference: str, handle: str = "") -> Outcome:
        """Say whether it was paid, with the notice that was or would be told."""
        if bank.chance.random() < 0.1:
            raise UnreachableError
        paid = [one for one in bank.told + bank.untold if _is_payment(one, reference)]
        if paid:
            return Outcome(Found.PAID, paid[0])
        return Outcome(Found.CLOSED if reference in bank.closed else Found.OPEN)

    def close(self, reference: str, handle: str = "") -> Outcome:
        """Close the window; what was paid before stays paid."""
        outcome = self.look_up(reference, handle)
        if outcome.found is Found.OPEN:
            bank.closed.add(reference)
            return Outcome(Found.CLOSED)
        return outcome

    def books(self, since: datetime) -> Iterator[tuple[Moved, datetime]]:
        """Yield the bank's own books."""
        return bank.books()

    def settlements(self, since: datetime) -> Iterator[Settled]:
        """Yield what the bank has paid out."""
        return iter(bank.settled)


def _is_payment(notice: Notice, reference: str) -> bool:
    is_charge = (notice.kind, notice.state) == (EventKind.CHARGE, EventState.SUCCEEDED)
    return is_charge and notice.reference == reference


def half(amount: Money) -> Money:
    """Return half of an amount, rounded down to the minor unit."""
    return from_minor(minor(amount) // 2, amount.currency.code)
