"""The next number of an issuer. Its counter is locked until the paper is written or dropped."""

from dataclasses import dataclass
from datetime import date

from producers.actions.transactions import require_transaction
from producers.models import Organisation
from shop.domain.invoices import PaperKind, issue_date, paper_number
from shop.models import InvoiceCounter


@dataclass(frozen=True)
class Numbered:
    """A number taken, and the date that goes with it."""

    number: str
    year: int
    place: int
    on: date


def next_number(issuer: Organisation, kind: PaperKind, today: date) -> Numbered:
    """Take the next number of this issuer's year, in the transaction that writes the paper.

    The row is locked until then, so a paper that is not written gives its number back: no gap. Numbers begin
    anew with the year of the shop's own time zone. Raises ``ClockBackError``.
    """
    require_transaction("a number")
    InvoiceCounter.objects.get_or_create(issuer=issuer, kind=kind.value, defaults={"year": today.year})
    counter = InvoiceCounter.objects.select_for_update().get(issuer=issuer, kind=kind.value)
    on = issue_date(today, counter.last_on)
    place = counter.last + 1 if on.year == counter.year else 1
    InvoiceCounter.objects.filter(pk=counter.pk).update(year=on.year, last=place, last_on=on)
    return Numbered(paper_number(kind, issuer.number, on.year, place), on.year, place, on)
