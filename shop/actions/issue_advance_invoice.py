"""The invoice of an advance: the law asks for one as soon as money comes in before the goods go out."""

from datetime import datetime

from django.db import transaction

from producers.domain.actors import SYSTEM, Actor
from shop.actions.fulfil import lock_part
from shop.actions.issue_invoice import SOLD, write_paper
from shop.domain.invoices import PaperKind
from shop.domain.states import OrderStatus, PartStatus
from shop.models import Invoice, ProducerOrder
from shop.reading.balance import balance_of
from shop.reading.invoices import advance_of_part


@transaction.atomic(durable=True)
def issue_advance_invoice(
    part: ProducerOrder, *, actor: Actor = SYSTEM, now: datetime | None = None
) -> Invoice | None:
    """Issue the invoice of a part's share of the advance, once; a second call returns the first.

    None where no advance was paid, where all of the order is paid already, or where the part has an invoice
    or is not sold any more: the invoice of the sale says all then. Raises ``ClockBackError``.
    """
    locked = lock_part(part)
    found: Invoice | None = locked.invoices.filter(kind=PaperKind.ADVANCE).first()
    is_begun = locked.order.advance is not None and locked.order.status == OrderStatus.PLACED
    if found or not is_begun or PartStatus(locked.status) not in SOLD or not balance_of(locked.order):
        return found
    if locked.invoices.filter(kind=PaperKind.INVOICE).exists():
        return None
    content = advance_of_part(locked)
    if content.is_empty:
        return None
    key = f"part:{locked.pk}:advance"
    return write_paper(locked, PaperKind.ADVANCE, content, key=key, actor=actor, now=now)
