"""An invoice of one maker's part, and credit notes for what is taken off later; neither is ever changed."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from producers.actions.announce import announce
from producers.actions.record import record
from producers.actions.transactions import require_transaction
from producers.domain.actors import SYSTEM, Actor
from producers.models import Organisation
from shop import conf
from shop.actions.fulfil import lock_part
from shop.actions.number_paper import next_number
from shop.domain.invoices import Content, PaperKind, Reduction, everything, money_of, split, to_data
from shop.domain.money import from_minor
from shop.domain.states import OrderStatus, PartStatus
from shop.models import Invoice, InvoiceParty, InvoiceReduction, ProducerOrder
from shop.reading.invoices import (
    advance_left,
    buyer_party,
    content_of,
    digest_of,
    off_before_invoice,
    receivers_of,
    reduction_data,
    seller_party,
    shares_of,
    still_sold,
)
from shop.reading.sellers import seller_of_record

SOLD = frozenset(PartStatus) - {
    PartStatus.WAITING, PartStatus.DECLINED, PartStatus.CANCELLED, PartStatus.RETURNED,
}  # fmt: skip


@transaction.atomic(durable=True)
def issue_invoice(
    part: ProducerOrder, *, actor: Actor = SYSTEM, now: datetime | None = None
) -> Invoice | None:
    """Issue the invoice of a part, once; a second call returns the first.

    None where nothing is sold: the order is not placed, the part was dropped, or all of it was taken off.
    Raises ``ClockBackError``.
    """
    locked = lock_part(part)
    found = Invoice.objects.filter(part=locked, kind=PaperKind.INVOICE).first()
    if found or locked.order.status != OrderStatus.PLACED or PartStatus(locked.status) not in SOLD:
        return found
    content = off_before_invoice(locked)
    credit_advance(locked, down_to=content.total, reason="less_sold", actor=actor, now=now)
    if content.is_empty:
        return None
    return write_paper(locked, PaperKind.INVOICE, content, key=f"part:{locked.pk}:sold", actor=actor, now=now)


def issue_credit_note(
    part: ProducerOrder,
    *,
    key: str,
    off: Reduction | None = None,
    reason: str,
    actor: Actor,
    now: datetime | None = None,
) -> Invoice | None:
    """Take something off what a part was invoiced for: pieces, money, delivery; all of it without ``off``.

    For the transaction of a settlement, under the order's lock. ``key`` names the change, and a second call
    with it returns the first paper; ``reason`` is a short code. Where there is no invoice yet the reduction
    is kept, the invoice will be about the rest, and None is returned, as where nothing is left to take off.
    Raises ``OverReducedError`` when more is taken off than is left, ``NoTransactionError``,
    ``ClockBackError``.
    """
    require_transaction("a credit note")
    done = Invoice.objects.filter(key=key).first()
    if done or InvoiceReduction.objects.filter(key=key).exists():
        return done
    left = still_sold(part)
    wanted = everything(left) if off is None else off
    taken = split(left, wanted)[1]
    if taken.is_empty:
        return None
    invoice = Invoice.objects.filter(part=part, kind=PaperKind.INVOICE).first()
    if invoice is None:
        InvoiceReduction.objects.create(part=part, key=key, reason=reason, off=reduction_data(wanted))
        return None
    return write_paper(
        part, PaperKind.CREDIT_NOTE, taken, key=key, actor=actor, now=now, corrects=invoice, reason=reason
    )


@transaction.atomic(durable=True)
def credit_what_was_dropped(part: ProducerOrder, *, reason: str, actor: Actor = SYSTEM) -> Invoice | None:
    """Credit what is left of the invoices of a part that ended without a sale, that of its advance too.

    Returns the credit note on its invoice, None where there is none.
    """
    locked = lock_part(part)
    if PartStatus(locked.status) in SOLD:
        return None
    credit_advance(locked, down_to=0, reason=reason, actor=actor)
    return issue_credit_note(locked, key=f"part:{locked.pk}:dropped", reason=reason, actor=actor)


def credit_advance(
    part: ProducerOrder, *, down_to: int, reason: str, actor: Actor, now: datetime | None = None
) -> Invoice | None:
    """Credit what the invoice of an advance is above ``down_to`` minor units: more of it is never deducted.

    For a part without an invoice of its own yet, in the caller's transaction. A second call finds nothing.
    """
    require_transaction("a credit note")
    found = advance_left(part)
    if found is None or part.invoices.filter(kind=PaperKind.INVOICE).exists():
        return None
    paper, left = found
    if left.total <= down_to:
        return None
    taken = split(left, money_of(left, left.total - down_to))[1]
    key = f"part:{part.pk}:advance:{left.total}:{down_to}"
    return write_paper(
        part, PaperKind.CREDIT_NOTE, taken, key=key, actor=actor, now=now, corrects=paper, reason=reason
    )


def write_paper(
    part: ProducerOrder,
    kind: PaperKind,
    content: Content,
    *,
    key: str,
    actor: Actor,
    now: datetime | None,
    corrects: Invoice | None = None,
    reason: str = "",
) -> Invoice:
    """Number and write a paper under the part's lock; a credit note has the seller of what it corrects.

    Raises ``NoTransactionError``, ``ClockBackError``.
    """
    order, at = part.order, now or timezone.now()
    seller = corrects.issuer if corrects else seller_of_record(part.producer, order.market, _sold_on(part))
    numbered = next_number(seller, kind, timezone.localdate(at))
    data = _data(part, content, corrects)
    invoice: Invoice = Invoice.objects.create(
        kind=kind.value,
        issuer=seller,
        year=numbered.year,
        place=numbered.place,
        number=numbered.number,
        part=part,
        corrects=corrects,
        key=key,
        reason=reason,
        issued_at=at,
        issued_on=numbered.on,
        language=order.language,
        net=from_minor(content.net, content.currency),
        tax=from_minor(content.tax, content.currency),
        total=from_minor(content.total, content.currency),
        content=data,
        sha256=digest_of(data),
    )
    _write_parties(invoice, seller, part, numbered.on)
    money = {f"{kind.value} {content.currency}": content.total}
    record(verb=f"{kind.value}.issued", row=invoice, actor=actor, reason=reason, money=money)
    announce("invoice.issued", key=f"invoice:{invoice.pk}:issued", invoice=invoice.pk, order=order.pk)
    return invoice


def _data(part: ProducerOrder, content: Content, corrects: Invoice | None) -> dict[str, Any]:
    """Return all that the paper says, with keys in the place of names."""
    order = part.order
    is_whole = corrects is None and content == content_of(part)
    advance = advance_left(part) if corrects is None else None
    return {
        "sold": to_data(content),
        "order": order.number,
        "part": part.number,
        "placed_on": _sold_on(part).isoformat(),
        "country": order.country,
        "delivery_country": order.delivery_country,
        "method": order.method,
        "corrects": corrects.number if corrects else "",
        "corrects_on": corrects.issued_on.isoformat() if corrects else "",
        "advances": [_deducted(*advance)] if advance and advance[1].total else [],
        "shares": shares_of(part) if is_whole else {},
        "receivers": receivers_of(part) if is_whole else {},
        "rate": str(order.rate.normalize()) if order.rate else "",
        "rate_on": order.rate_date.isoformat() if order.rate_date else "",
    }


def _deducted(paper: Invoice, left: Content) -> dict[str, Any]:
    """Return what the invoice of a part says of its advance: which paper, and what it deducts of it."""
    on = paper.issued_on.isoformat()
    return {"number": paper.number, "on": on, "amount": left.total, "tax": left.tax}


def _write_parties(invoice: Invoice, seller: Organisation, part: ProducerOrder, on: date) -> None:
    buyer = buyer_party(part.order)
    buyer.kept_until = date(on.year + conf.invoice_years(on), 12, 31)
    parties = [seller_party(seller, invoice.language, InvoiceParty.Role.SELLER), buyer]
    if seller.pk != part.producer_id:
        parties.append(seller_party(part.producer, invoice.language, InvoiceParty.Role.MAKER))
    for party in parties:
        party.invoice = invoice
    InvoiceParty.objects.bulk_create(parties)


def _sold_on(part: ProducerOrder) -> date:
    placed = part.order.placed_at
    assert placed is not None  # a placed order has its date
    return timezone.localdate(placed)
