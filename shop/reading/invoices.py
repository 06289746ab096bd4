"""What goes on an invoice, read from what was frozen when the order was placed, and papers as they are."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from producers.domain.shown import shown
from producers.models import Organisation
from shop.domain.addresses import address_from, address_lines
from shop.domain.breakdown import FEE_PARTS, PartKind
from shop.domain.communes import find_commune
from shop.domain.invoices import (
    Content,
    Line,
    PaperKind,
    Reduction,
    company_id,
    everything,
    from_data,
    left_of,
    money_of,
    split,
)
from shop.domain.money import allocate, minor
from shop.domain.settlement import Role
from shop.models import FeeLine, Invoice, InvoiceParty, Order, OrderLine, ProducerOrder
from shop.reading.breakdowns import sold_breakdown
from shop.reading.order_money import part_posted, sender_of
from shop.reading.sellers import legal_name

NAME_LENGTH, CITY_LENGTH = 200, 120
SHARES = {part: kind.value for kind, part in FEE_PARTS.items()} | {
    PartKind.MAKER: "maker",
    PartKind.TAX: "tax",
}
# Not a part of the price: the maker's share once more in her own money, and what the platform gives on top.
NOT_THE_PRICE = frozenset({Role.MAKER_FIXED, Role.GOODWILL})


def content_of(part: ProducerOrder) -> Content:
    """Return the whole sale of one part as it was placed; one query, none when its lines are prefetched."""
    lines = part.lines.all()
    return Content(
        part.goods.currency.code,
        tuple(_line(line) for line in lines),
        minor(part.delivery),
        minor(part.duties),
        minor(part.discount),
    )


def reduction_from(data: Mapping[str, Any]) -> Reduction:
    """Read back what ``reduction_data`` returned."""
    lines = {int(key): (int(pieces), int(gross)) for key, (pieces, gross) in data["lines"].items()}
    return Reduction(lines, data["delivery"], data["duties"], data["discount"])


def reduction_data(off: Reduction) -> dict[str, Any]:
    """Return a reduction as plain data, to be kept."""
    return {
        "lines": {str(key): list(both) for key, both in off.lines.items()},
        "delivery": off.delivery,
        "duties": off.duties,
        "discount": off.discount,
    }


def still_sold(part: ProducerOrder) -> Content:
    """Return what is left of a part after its credit notes, or after what was taken off before its invoice.

    Empty where everything is taken off.
    """
    return left_of(content_of(part), [*_before_invoice(part), *_credited(part)])


def off_before_invoice(part: ProducerOrder) -> Content:
    """Return what its first invoice is about: the sale without what had been taken off by then."""
    return left_of(content_of(part), _before_invoice(part))


def advance_of_part(part: ProducerOrder) -> Content:
    """Return what an advance that has come in pays of a part: its share of it, with the taxes in it.

    The order's parts divide the advance by what each comes to.
    """
    order = part.order
    assert order.advance is not None  # an order without one has nothing of it to divide
    parts = sorted(order.parts.all(), key=lambda one: one.pk)
    contents = {one.pk: content_of(one) for one in parts}
    shares = allocate(minor(order.advance), [contents[one.pk].total for one in parts])
    amount = dict(zip(contents, shares, strict=True))[part.pk]
    return split(contents[part.pk], money_of(contents[part.pk], amount))[1]


def advance_left(part: ProducerOrder) -> tuple[Invoice, Content] | None:
    """Return the invoice of a part's advance with what its credit notes have left of it; None without one."""
    found = next((one for one in part.invoices.all() if one.kind == PaperKind.ADVANCE), None)
    if found is None:
        return None
    return found, left_of(from_data(found.content["sold"]), _notes_on(part, PaperKind.ADVANCE))


def shares_of(part: ProducerOrder) -> dict[str, int]:
    """Return who receives what of a part in minor units, by kind; the maker's is her ledger credit."""
    posted = part_posted(part)
    shares: dict[str, int] = {}
    for one in sold_breakdown(posted, part.goods.currency.code).parts:
        kind = SHARES[one.kind]
        shares[kind] = shares.get(kind, 0) + one.amount
    on_top = {"delivery": posted.delivery, "duties": posted.duties}
    return shares | {kind: amount for kind, amount in on_top.items() if amount}


def receivers_of(part: ProducerOrder) -> dict[str, str]:
    """Return the names of those who receive a share and are no office of ours, by kind of share."""
    fees = FeeLine.objects.filter(line__part=part).exclude(beneficiary=None).select_related("beneficiary")
    named = {(fee.kind, fee.beneficiary_id): fee.beneficiary for fee in fees}
    if sender_of(part) is not None:
        named["delivery", part.producer_id] = part.producer
    lang = part.order.language
    names: defaultdict[str, list[str]] = defaultdict(list)
    for (kind, _party), who in sorted(named.items()):
        names[kind].append(shown(who.name, lang, who.original_language).text)
    return {kind: ", ".join(own) for kind, own in names.items()}


def settled_off(part: ProducerOrder) -> int:
    """Return what all settled changes together took off the price of a part, in minor units."""
    signs = {Role.DISCOUNT: -1, **dict.fromkeys(NOT_THE_PRICE, 0)}
    return sum(signs.get(Role(share.role), 1) * minor(share.amount) for share in part.settled.all())


def seller_party(seller: Organisation, language: str, role: str) -> InvoiceParty:
    """Return a seller or a maker as she stands on a paper; not saved."""
    ice = company_id(seller.legal_number)
    place = shown(seller.place_name, language) or shown(seller.commune, language)
    return InvoiceParty(
        role=role,
        name=legal_name(seller)[:NAME_LENGTH]
        if role == InvoiceParty.Role.SELLER
        else shown(seller.name, language, seller.original_language).text[:NAME_LENGTH],
        language=seller.original_language,
        register="" if ice else seller.legal_number,
        ice=ice,
        lines=[line for line in (place.text, seller.legal_contact) if line],
        city=place.text[:CITY_LENGTH],
        country="MA",
    )


def buyer_party(order: Order) -> InvoiceParty:
    """Return who pays. A gift goes to somebody else's address, which is not hers."""
    address = replace(address_from(order.delivery_address), recipient="", phone="", landmark="")
    is_hers = bool(order.delivery_address) and not order.is_gift
    commune = find_commune(address.commune)
    return InvoiceParty(
        role=InvoiceParty.Role.BUYER,
        name=order.buyer_name[:NAME_LENGTH],
        lines=list(address_lines(address, order.language)) if is_hers else [],
        city=(commune.name(order.language) if commune else address.city)[:CITY_LENGTH] if is_hers else "",
        country=order.country,
    )


def digest_of(content: Mapping[str, Any]) -> str:
    """Return the SHA-256 of a content, whatever the order in which a database gives its keys back."""
    plain = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


def _line(line: OrderLine) -> Line:
    return Line(
        key=line.pk,
        name=_texts(line.product_name, line.original_language),
        option=_texts(line.variant_name, line.original_language),
        language=line.original_language,
        sku=line.sku,
        quantity=line.quantity,
        gross=minor(line.total),
        tax=minor(line.tax),
        rate=f"{line.tax_rate.normalize():f}",
        reason=line.tax_reason,
        hs6=line.hs6,
    )


def _texts(value: Any, original: str) -> dict[str, str]:
    data = getattr(value, "data", value)
    texts = data if isinstance(data, Mapping) else {original: str(data or "")}
    return {code: text for code, text in texts.items() if text}


def _before_invoice(part: ProducerOrder) -> Iterable[Reduction]:
    return [reduction_from(row.off) for row in part.reductions.all()]


def _credited(part: ProducerOrder) -> Iterable[Reduction]:
    return _notes_on(part, PaperKind.INVOICE)


def _notes_on(part: ProducerOrder, kind: PaperKind) -> list[Reduction]:
    """Return what the credit notes on papers of one kind take off."""
    papers = list(part.invoices.all())
    corrected = {paper.pk for paper in papers if paper.kind == kind}
    notes = [paper for paper in papers if paper.corrects_id in corrected]
    return [everything(from_data(note.content["sold"])) for note in notes]
