"""Write an order as it is sold: names, prices, fees and taxes are copied from one computed cart."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import Any

from django.db.models import Model, QuerySet
from django.utils import timezone
from moneyed import Money

from producers.actions.announce import announce
from producers.actions.record import record
from producers.actions.transactions import require_transaction
from producers.compiled import Compiled
from producers.domain.actors import BUYER
from producers.models import Organisation
from producers.quick_writes import insert
from shop import conf
from shop.actions.allocate import allocate
from shop.domain.addresses import tidy_address
from shop.domain.contact import read_email, read_name, read_note, read_phone
from shop.domain.delivery import Mode
from shop.domain.fees import Fee
from shop.domain.money import from_minor
from shop.domain.numbers import new_order_number, part_number
from shop.domain.references import payment_reference
from shop.domain.splitting import Part
from shop.gateways.registry import gateway
from shop.models import Cart, FeeLine, Order, OrderLine, Payment, Place, ProducerOrder
from shop.reading.basket import Line
from shop.reading.quote import CartQuote
from shop.reading.rates import rate_to_dirhams
from shop.reading.sellers import legal_name, seller_of_record

MIXED = "mixed"
NAME_LENGTH, SELLER_LENGTH = 120, 150


@dataclass(frozen=True)
class Stand:
    """Where something is sold face to face: its pieces are at ``place``; ``name`` stands for the buyers."""

    place: Place
    name: str


def write_draft(
    cart: Cart,
    quoted: CartQuote,
    *,
    method: str,
    lang: str,
    texts: Mapping[str, str],
    now: datetime,
    advance: Money | None = None,
    stand: Stand | None = None,
    is_locked: bool = False,
) -> Order:
    """Write the order, its parts, lines and fees, set their stock aside and open a payment.

    ``texts`` are the versions that the buyer has accepted, by slug; ``advance`` is what a trade buyer pays
    before the makers begin; ``stand`` is where it is sold face to face, to somebody of whom nothing is known.

    Needs the caller's transaction and the cart's lock; ``is_locked`` says that it has its variants' too.
    Raises ``SHORT``.
    """
    require_transaction("a draft order")
    order = Order(
        **(_contact(cart, quoted) if stand is None else _nobody(cart, quoted, stand, now)),
        **_sums(quoted),
        **_terms(quoted, method, now),
        cart=cart,
        language=lang,
        legal_versions=texts,
        advance=advance,
    )
    insert([order])
    lines: list[OrderLine] = []
    for position, part in enumerate(quoted.parts, 1):
        lines += _write_part(order, position, part, quoted)
    products = {line.variant.product_id for line in quoted.lines} if is_locked else None
    place = stand.place if stand else None
    allocate(lines, quoted.market, cart=cart, now=now, place=place, products=products)
    payment = Payment(
        order=order,
        gateway=method,
        reference=payment_reference(order.number),
        amount=order.total if advance is None else advance,
    )
    insert([payment])
    record(
        verb="order.prepare",
        row=order,
        actor=BUYER,
        after={"status": order.status, "total": str(order.total)},
    )
    waits = gateway(method).time_to_pay is not None and not gateway(method).origins
    if waits and stand is None:  # she is there already
        announce("order.awaiting_payment", key=f"order:{order.pk}:awaiting", order=order.pk)
    if is_locked:
        _remember(order, lines, payment)
    return order


def _nobody(cart: Cart, quoted: CartQuote, stand: Stand, now: datetime) -> dict[str, Any]:
    """Return who buys where nobody is asked: an order of whose buyer nothing is kept, from the first day."""
    return {
        "market": quoted.market,
        "country": cart.country,
        "buyer_name": stand.name[:NAME_LENGTH],
        "erased_at": now,
    }


def _remember(order: Order, lines: Sequence[OrderLine], payment: Payment) -> None:
    """Let who has written a draft find what belongs to it without asking, as if it had been prefetched."""
    parts = {line.part_id: line.part for line in lines}
    _know(order, "parts", parts.values())
    _know(order, "payments", [payment])
    for part in parts.values():
        _know(part, "lines", [line for line in lines if line.part_id == part.pk])


def _know(row: Model, name: str, found: Iterable[Model]) -> None:
    rows = getattr(row, name).all()
    rows._result_cache, rows._prefetch_done = list(found), True
    vars(row).setdefault("_prefetched_objects_cache", {})[name] = rows


def _contact(cart: Cart, quoted: CartQuote) -> dict[str, Any]:
    """Return who buys and where it goes; everything was checked before."""
    checkout, modes = quoted.checkout, [choice.mode for choice in quoted.sending.chosen.values()]
    is_brought = any(mode is not Mode.PICK_UP for mode in modes)
    return {
        "market": quoted.market,
        "country": cart.country,
        "buyer_name": read_name(checkout.name).value,
        "phone": read_phone(checkout.phone, cart.country).value,
        "email": read_email(checkout.email).value,
        "delivery_address": tidy_address(checkout.address).as_data() if is_brought else {},
        "delivery_country": quoted.country if modes else "",
        "delivery_mode": "" if not modes else modes[0].value if len(set(modes)) == 1 else MIXED,
        "is_gift": checkout.is_gift,
        "gift_note": read_note(checkout.gift_note).value if checkout.is_gift else "",
        "note": read_note(checkout.note).value,
    }


def _sums(quoted: CartQuote) -> dict[str, Any]:
    sums, currency = quoted.totals, quoted.currency
    amounts = {
        "goods": sums.goods,
        "delivery": sums.delivery,
        "duties": sums.duties,
        "discount": sums.discount,
        "total": sums.total,
    }
    return {name: from_minor(amount, currency) for name, amount in amounts.items()}


def _terms(quoted: CartQuote, method: str, now: datetime) -> dict[str, Any]:
    """Return on what terms it is sold. An order that waits for no money is placed within a hold's time."""
    rate = rate_to_dirhams(quoted.currency, quoted.today)
    return {
        "number": _free_number(),
        "method": method,
        "agreed_date": quoted.date_to_agree,
        "rate": rate.rate if rate else None,
        "rate_date": rate.day if rate else None,
        "rate_source": rate.source if rate else "",
        "pay_until": now + (gateway(method).time_to_pay or conf.hold_time()),
    }


def _free_number() -> str:
    number = new_order_number()
    while list(_taken(number=number)):
        number = new_order_number()
    return number


@Compiled
def _taken(*, number: str) -> QuerySet[Any, Any]:
    return Order.objects.filter(number=number).values_list("pk")


def _write_part(order: Order, position: int, part: Part, quoted: CartQuote) -> list[OrderLine]:
    choice, currency = quoted.sending.chosen.get(part.producer), quoted.currency
    row = ProducerOrder(
        order=order,
        producer_id=part.producer,
        number=part_number(order.number, position),
        goods=from_minor(part.goods, currency),
        delivery=from_minor(part.delivery, currency),
        duties=from_minor(part.duties, currency),
        discount=from_minor(part.discount, currency),
        delivery_method=choice.mode.value if choice else "",
        ship_by=choice.ship_by if choice else _first_day(part, quoted),
        arrives_from=choice.first if choice else None,
        arrives_by=choice.last if choice else None,
    )
    insert([row])
    by_pk = {line.pk: line for line in quoted.lines}
    own = [by_pk[line.key] for line in part.lines]
    row.producer = quoted.makers_of[part.producer]  # read with the lines
    seller = _seller(row)
    written = insert(_line(row, line, currency, seller) for line in own)
    fees = {line.pk: _fees(line, sold, quoted) for line, sold in zip(written, own, strict=True)}
    insert(chain.from_iterable(fees.values()))
    for line in written:
        _know(line, "fees", fees[line.pk])
    return written


def _first_day(part: Part, quoted: CartQuote) -> date | None:
    """Return the day of the first service of a part that sends nothing."""
    keys = {line.key for line in part.lines}
    days = [line.variant.starts_at for line in quoted.lines if line.pk in keys and line.variant.starts_at]
    return timezone.localdate(min(days)) if days else None


def _line(part: ProducerOrder, line: Line, currency: str, seller: str) -> OrderLine:
    product, variant, tax = line.product, line.variant, line.tax
    assert tax is not None  # a line that counts has been taxed
    return OrderLine(
        part=part,
        variant=variant,
        product_export_id=product.export_id,
        product_name=product.name,
        variant_name=variant.name,
        original_language=product.original_language,
        sku=variant.sku,
        is_service=line.is_service,
        starts_at=variant.starts_at,
        making_days=line.making_days,
        is_perishable=product.is_perishable,
        quantity=line.quantity,
        unit_price=from_minor(line.unit, currency),
        total=from_minor(line.total, currency),
        discount=from_minor(0, currency),
        tax_reason=tax.reason.value,
        tax_rate=tax.percent,
        tax=from_minor(tax.amount, currency),
        seller_name=seller,
        hs6=product.hs6,
    )


def _supplier(sold: Line, fee: Fee) -> Organisation:
    """Return who supplied the materials of what was sold: only such a fee has no rule.

    What was quoted before may name another than the product does today.
    """
    known: Organisation | None = sold.product.materials_by
    if known is not None and known.pk == fee.beneficiary:
        return known
    assert fee.beneficiary is not None  # the materials are somebody's
    found: Organisation = Organisation.objects.get(pk=fee.beneficiary)
    return found


def _fees(line: OrderLine, sold: Line, quoted: CartQuote) -> list[FeeLine]:
    rows = quoted.rules.rows
    return [
        FeeLine(
            line=line,
            kind=fee.kind.value,
            name=rows[fee.rule].name if fee.rule else _supplier(sold, fee).name,
            beneficiary_id=fee.beneficiary,
            rule_id=fee.rule,
            percent=fee.percent,
            base=from_minor(fee.base, fee.currency),
            amount=from_minor(fee.total, fee.currency),
        )
        for fee in sold.fees
    ]


def _seller(part: ProducerOrder) -> str:
    """Return the name of whoever sells it on this day, who is not always the maker."""
    seller = seller_of_record(part.producer, part.order.market, timezone.localdate())
    return legal_name(seller)[:SELLER_LENGTH]
