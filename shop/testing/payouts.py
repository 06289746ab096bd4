"""Makers to be paid, for tests: sales that were delivered, places where money goes, payouts in any state."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from moneyed import Money

from producers.models import Organisation
from shop.actions.post import post
from shop.domain.money import minor
from shop.domain.payouts import Details, Kind
from shop.domain.postings import post_earned
from shop.domain.rib import with_key
from shop.models import JournalEntry, Payout, PayoutBatch, PayoutDestination, PayoutHold


def a_rib(number: int = 1) -> str:
    """Return a RIB that passes every check and belongs to nobody: no bank has the code 000."""
    return with_key(f"000780{number:016}")


def bank_details(number: int = 1, **changed: Any) -> Details:
    """Return details of a bank account in dirhams."""
    fields: dict[str, Any] = {
        "kind": Kind.BANK,
        "currency": "MAD",
        "holder": "Fatima Example",
        "account": a_rib(number),
    }
    return Details(**(fields | changed))


def a_destination(organisation: Organisation, details: Details | None = None) -> PayoutDestination:
    """Write where a maker is paid, in force, as if it had been entered long ago."""
    facts = details or bank_details(organisation.number)
    then = timezone.now() - timedelta(days=30)
    return PayoutDestination.objects.create(
        organisation=organisation,
        currency=facts.currency,
        kind=facts.kind,
        status="in_force",
        holder=facts.holder,
        account=facts.account,
        phone=facts.phone,
        agency=facts.agency,
        agent_id=facts.agent,
        contact_phone=organisation.phone,
        contact_email=organisation.email,
        entered_at=then,
        waits_until=then,
        in_force_at=then,
    )


def an_earning(
    organisation: Organisation, amount: str = "500.00", currency: str = "MAD", key: str = ""
) -> None:
    """Book an amount as earned by a maker, without the order that it came from."""
    number = JournalEntry.objects.count() + 1
    with transaction.atomic():
        post(
            post_earned(organisation.pk, minor(Money(amount, currency)), currency),
            key=key or f"test:{number}:earned",
        )


def a_payout_row(organisation: Organisation, *, proposed_by: int = 1, **fields: Any) -> Payout:
    """Write a payout that stands for itself: no books behind it. For tests of who may see it."""
    now, number = timezone.now(), Payout.objects.count() + 1
    batch = PayoutBatch.objects.create(
        reference=f"PB-{number}", currency="MAD", method="bank", proposed_by_id=proposed_by, proposed_at=now
    )
    destination = organisation.payout_destinations.filter(status="in_force").first()
    return Payout.objects.create(
        batch=batch,
        organisation=organisation,
        destination=destination or a_destination(organisation),
        reference=f"PO-{number}",
        **({"amount": Money(100, "MAD")} | fields),
    )


def a_hold_row(organisation: Organisation, amount: str = "10.00") -> PayoutHold:
    """Write a hold that counts for a month."""
    return PayoutHold.objects.create(
        organisation=organisation,
        amount=Money(amount, "MAD"),
        ceiling=Money(amount, "MAD"),
        reason="test",
        until=timezone.localdate() + timedelta(days=30),
    )
