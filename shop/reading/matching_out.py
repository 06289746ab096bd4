"""What a bank line may be besides an order's money: a settlement, a payout that was sent or came back."""

import re
from datetime import date, timedelta

from django.db.models import Sum

from shop.domain.matching import squeezed
from shop.domain.money import from_minor, minor
from shop.models import GatewaySettlement, Payout, PayoutBatch, StatementLine
from shop.payouts.base import is_sender
from shop.payouts.registry import all_methods

NEAR = timedelta(days=10)
LATER = timedelta(days=30)
WAITING = ("on_its_way", "arrived")
COUNTS = ("sent", "confirmed")
REFERENCE = re.compile(r"P[OB][0-9]{10}[0-9]*")
Found = Payout | PayoutBatch


def settlement_for(line: StatementLine) -> GatewaySettlement | None:
    """Return the settlement of this very amount that was to arrive about then, if exactly one was."""
    rows = GatewaySettlement.objects.filter(
        state__in=WAITING,
        amount=line.amount.amount,
        amount_currency=line.amount.currency.code,
        statement_line=None,
        arrives_on__range=(line.booked_on - NEAR, line.booked_on + NEAR),
    )
    found = list(rows[:2])
    return found[0] if len(found) == 1 else None


def line_for(settlement: GatewaySettlement) -> StatementLine | None:
    """Return the line that waits for a settlement that is told of only now, if exactly one does."""
    rows = StatementLine.objects.filter(
        state="unmatched",
        amount=settlement.amount.amount,
        amount_currency=settlement.amount.currency.code,
        booked_on__range=(settlement.arrives_on - NEAR, settlement.arrives_on + NEAR),
    )
    found = list(rows[:2])
    return found[0] if len(found) == 1 else None


def named_payout(reference: str) -> Found | None:
    """Return the payout or the batch of this reference, however it is spaced."""
    plain = squeezed(reference)
    if not REFERENCE.fullmatch(plain):
        return None
    digits = plain[2:12]
    number = f"{digits[:3]}-{digits[3:6]}-{digits[6:]}"
    if plain.startswith("PB"):
        return PayoutBatch.objects.filter(reference=f"PB-{number}").first()
    return Payout.objects.filter(reference=f"PO-{number}-{plain[12:]}").first()


def payouts_of(found: Found) -> list[Payout]:
    """Return what of it has left or arrived, and so may be on a bank statement."""
    if isinstance(found, Payout):
        return [found] if found.status in COUNTS else []
    return list(found.payouts.filter(status__in=COUNTS).order_by("pk"))


def total_of(payouts: list[Payout]) -> int:
    """Return what they come to, in minor units."""
    return sum(minor(payout.amount) for payout in payouts)


def payout_for(line: StatementLine) -> tuple[Found | None, bool]:
    """Return what left with this line, and whether it is sure: its reference is named, its amount fits."""
    amount, currency = -minor(line.amount), line.amount.currency.code
    said = squeezed(f"{line.text} {line.bank_reference}")
    named = [found for text in REFERENCE.findall(said) if (found := _longest(text)) is not None]
    fitting = [found for found in named if _fits(found, amount, currency)]
    if len({(type(found), found.pk) for found in fitting}) == 1:
        return fitting[0], True
    alone = _of_amount(amount, currency, line.booked_on)
    return alone, False


def returned_payout(line: StatementLine) -> tuple[Payout | None, bool]:
    """Return the payout that came back with this line, and whether it is sure: all of it came back.

    It has to be named by its reference, to have arrived through the bank, and to be of this amount or,
    where the bank has kept a fee, of more.
    """
    amount, currency = minor(line.amount), line.amount.currency.code
    said = squeezed(f"{line.text} {line.bank_reference}")
    named = [found for text in REFERENCE.findall(said) if isinstance(found := _longest(text), Payout)]
    back = [
        payout
        for payout in named
        if payout.status == "confirmed"
        and payout.amount.currency.code == currency
        and minor(payout.amount) >= amount
        and _goes_through_bank(payout)
    ]
    if len({payout.pk for payout in back}) != 1:
        return None, False
    return back[0], minor(back[0].amount) == amount


def is_found_already(found: Found) -> bool:
    """Say whether another line that left has been said to be this payout, alone or with its batch."""
    left = {"state": "matched", "amount__lt": 0}
    if isinstance(found, PayoutBatch):
        return found.statement_lines.filter(**left).exists()
    return (
        found.statement_lines.filter(**left).exists() or found.batch.statement_lines.filter(**left).exists()
    )


def _longest(text: str) -> Found | None:
    """Return what is named by as much of the text as possible: digits of the bank may follow."""
    for length in range(len(text), 11, -1):
        found = named_payout(text[:length])
        if found is not None:
            return found
    return None


def _fits(found: Found, amount: int, currency: str) -> bool:
    payouts = payouts_of(found)
    if not payouts or payouts[0].amount.currency.code != currency or is_found_already(found):
        return False
    return total_of(payouts) == amount and _goes_through_bank(found)


def _goes_through_bank(found: Found) -> bool:
    batch = found.batch if isinstance(found, Payout) else found
    way = all_methods().get(batch.method)
    return way is not None and not way.needs_proof and not is_sender(way)


def _of_amount(amount: int, currency: str, day: date) -> Found | None:
    """Return the only batch, or else the only payout, of this sum that was sent in the month before."""
    since, until = day - LATER, day + NEAR
    sent = PayoutBatch.objects.filter(status="sent", currency=currency, sent_at__date__range=(since, until))
    money = from_minor(amount, currency).amount
    batches = sent.filter(payouts__status="sent").annotate(total=Sum("payouts__amount"))
    found: list[Found] = [one for one in batches.filter(total=money)[:2] if _fits(one, amount, currency)]
    if not found:
        payouts = Payout.objects.filter(status="sent", batch__in=sent, amount=money)
        found = [one for one in payouts.select_related("batch")[:2] if _fits(one, amount, currency)]
    return found[0] if len(found) == 1 else None
