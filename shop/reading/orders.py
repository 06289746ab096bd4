"""An order as its buyer sees it: what was frozen when it was sold, and how far it has come."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import OuterRef, Prefetch, Subquery, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from producers.domain.shown import Shown, shown
from producers.models import Act
from shop.checkout_words import method_text
from shop.domain.addresses import address_from, address_lines
from shop.domain.cards import BreakdownShown, Moment, MoneyShown
from shop.domain.contact import phone_written
from shop.domain.dates import date_written, day_range, day_written
from shop.domain.money import from_minor, minor, rounded
from shop.domain.payments import EventKind, EventState
from shop.domain.progress import StepState, timeline
from shop.domain.settlement import Role
from shop.domain.states import UNDER_WAY, PartStatus, RefundStatus, Side
from shop.gateways.base import Charge, NextStep, StepKind
from shop.gateways.registry import UnknownGatewayError, gateway
from shop.models import FeeLine, Order, OrderLine, Payment, ProducerOrder, SettledShare
from shop.reading.breakdowns import breakdown_shown, on_top_shown, sold_breakdown
from shop.reading.cards import money_shown
from shop.reading.maker_paid import PaidTold, agreed_to_tell, may_be_told, paid_bead, payments_told
from shop.reading.order_money import part_posted, sender_of
from shop.reading.order_sellers import SellerShown, sellers_of
from shop.reading.refunds import UNDER_WAY as UNDER_WAY_BACK
from shop.reading.tracking import ParcelSeen, parcel_seen, with_parcels


@dataclass(frozen=True)
class LineShown:
    """One line as it was sold. ``service`` is the ``ServiceStatus`` of a service, empty for goods."""

    name: Shown
    option: Shown
    quantity: int
    unit: MoneyShown
    total: MoneyShown
    seller: str
    tax: str
    when: str = ""
    pk: int = 0
    service: str = ""
    may_say_done: bool = False


@dataclass(frozen=True)
class PartShown:
    """What one producer makes and sends. ``arrives`` is the span of days, empty for a service.

    ``maker`` is what is left of hers, ``hers_gone`` what changes took off; the breakdown is as it was sold.
    ``paid`` says when and how much she was paid, where she lets her buyers know.
    """

    number: str
    producer_name: Shown
    producer_number: int
    producer_slug: str
    status: str
    lines: tuple[LineShown, ...]
    goods: MoneyShown
    delivery: MoneyShown
    maker: MoneyShown
    arrives: str
    moments: tuple[Moment, ...]
    breakdown: BreakdownShown
    paid: str
    hers_gone: MoneyShown | None
    parcels: tuple[ParcelSeen, ...] = ()


@dataclass(frozen=True)
class OrderShown:
    """The whole order. ``pay`` says how it is paid while money is awaited."""

    number: str
    token: str
    status: str
    status_text: str
    ordered_on: str
    contact: tuple[str, ...]
    address: tuple[str, ...]
    is_gift: bool
    gift_note: str
    parts: tuple[PartShown, ...]
    totals: tuple[tuple[str, MoneyShown], ...]
    total: MoneyShown
    maker: MoneyShown
    method: str
    method_text: str
    pay: NextStep | None
    pays_elsewhere: bool
    pay_until: str
    proofs: int
    awaits_call: bool
    legal_versions: tuple[tuple[str, str], ...]
    sellers: tuple[SellerShown, ...]
    refunded: tuple[tuple[str, MoneyShown], ...]


STEP_TEXTS = {
    "waiting": lambda: _("Waiting for your payment"),
    "placed": lambda: _("Ordered"),
    "accepted": lambda: _("Accepted by the maker"),
    "making": lambda: _("In the making"),
    "packed": lambda: _("Packed"),
    "partly_shipped": lambda: _("Some of it is on its way"),
    "shipped": lambda: _("On its way"),
    "delivered": lambda: _("Arrived"),
    "paid": lambda: _("The maker has been paid"),
    "declined": lambda: _("The maker could not take it"),
    "cancelled": lambda: _("Cancelled"),
    "returned": lambda: _("Sent back"),
}
STATUS_TEXTS = {
    Order.Status.DRAFT: lambda: _("Waiting for your payment"),
    Order.Status.PLACED: lambda: _("Ordered"),
    Order.Status.CANCELLED: lambda: _("Cancelled"),
    Order.Status.EXPIRED: lambda: _("Expired: it was not paid in time"),
}


def find_order(token: str) -> Order | None:
    """Return the order of this secret with everything that its page shows; nine queries."""
    fees = FeeLine.objects.select_related("beneficiary")
    lines = OrderLine.objects.prefetch_related(Prefetch("fees", queryset=fees))
    settled = SettledShare.objects.filter(part=OuterRef("pk"), role=Role.MAKER.value)
    gone = settled.order_by().values("part").annotate(sum=Sum("amount")).values("sum")
    parts = (
        ProducerOrder.objects.select_related("producer")
        .annotate(tells_paid=agreed_to_tell(), hers_gone=Subquery(gone))
        .prefetch_related(Prefetch("lines", queryset=lines), with_parcels())
    )
    payments = Payment.objects.prefetch_related("events", "proofs")
    rows = Order.objects.by_token(token).select_related("market")
    return rows.prefetch_related(
        Prefetch("parts", queryset=parts), Prefetch("payments", queryset=payments), "refunds"
    ).first()


def read_order(order: Order, lang: str) -> OrderShown:
    """Return the page of an order read by ``find_order``; three more queries: moves, sellers, payouts."""
    parts = list(order.parts.all())
    days, told = _days(parts), payments_told(parts, lang)
    payment = next(iter(order.payments.all()), None)
    shown_parts = tuple(_part(part, days.get(part.pk, {}), told.get(part.pk), lang) for part in parts)
    maker = from_minor(sum(_left_of_hers(part) for part in parts), order.total.currency)
    pay = _how_to_pay(order, payment)
    return OrderShown(
        number=order.number,
        token=order.token,
        status=order.status,
        status_text=STATUS_TEXTS[Order.Status(order.status)](),
        ordered_on=date_written(timezone.localdate(order.created_at), lang),
        contact=tuple(
            filter(None, (order.buyer_name, order.phone and phone_written(order.phone), order.email))
        ),
        address=address_lines(address_from(order.delivery_address), lang) if order.delivery_address else (),
        is_gift=order.is_gift,
        gift_note=order.gift_note,
        parts=shown_parts,
        totals=_totals(order, lang),
        total=money_shown(order.total, lang),
        maker=money_shown(maker, lang),
        method=order.method,
        method_text=method_text(order.method),
        pay=pay if pay and pay.kind is StepKind.INSTRUCT else None,
        pays_elsewhere=pay is not None and pay.kind is StepKind.REDIRECT,
        pay_until=date_written(timezone.localdate(order.pay_until), lang) if order.pay_until else "",
        proofs=len(payment.proofs.all()) if payment else 0,
        awaits_call=order.confirmation == Order.Confirmation.WAITING,
        legal_versions=tuple(sorted(order.legal_versions.items())),
        sellers=sellers_of(order, parts, lang),
        refunded=_refunded(order, lang),
    )


def _refunded(order: Order, lang: str) -> tuple[tuple[str, MoneyShown], ...]:
    """Return what has been given back, and what is on its way, each where there is any."""
    none = from_minor(0, order.total.currency)
    sums = {"done": none, "on_its_way": none}
    for refund in order.refunds.all():
        state = RefundStatus(refund.status)
        if state is RefundStatus.SUCCEEDED:
            sums["done"] += refund.amount
        elif state.value in UNDER_WAY_BACK:
            sums["on_its_way"] += refund.amount
    rows = ((_("Given back to you"), sums["done"]), (_("On its way back to you"), sums["on_its_way"]))
    return tuple((label, money_shown(amount, lang)) for label, amount in rows if amount.amount)


def _totals(order: Order, lang: str) -> tuple[tuple[str, MoneyShown], ...]:
    rows = (
        (_("Goods and services"), order.goods),
        (_("Delivery"), order.delivery),
        (_("Duties"), order.duties),
        (_("Discount"), -order.discount),
    )
    return tuple(
        (label, money_shown(amount, lang)) for label, amount in rows if amount.amount or amount is order.goods
    )


def _part(part: ProducerOrder, days: dict[str, date], told: PaidTold | None, lang: str) -> PartShown:
    lines, producer, gone = list(part.lines.all()), part.producer, _hers_gone(part)
    return PartShown(
        number=part.number,
        producer_name=shown(producer.name, lang, producer.original_language),
        producer_number=producer.number,
        producer_slug=producer.slug,
        status=part.status,
        lines=tuple(_line(line, part, lang) for line in lines),
        goods=money_shown(part.goods, lang),
        delivery=money_shown(part.delivery, lang),
        maker=money_shown(from_minor(_left_of_hers(part), part.goods.currency), lang),
        hers_gone=money_shown(from_minor(gone, part.goods.currency), lang) if gone else None,
        arrives=_arrives(part, lang),
        moments=_moments(part, days | ({"paid": told.day} if told else {}), lang),
        breakdown=_breakdown(part, lang),
        paid=told.text if told else "",
        parcels=tuple(parcel_seen(parcel, lang) for parcel in part.parcels.all()),
    )


def _moments(part: ProducerOrder, days: dict[str, date], lang: str) -> tuple[Moment, ...]:
    """Return the beads of a part; her payment is one only where she lets her buyers know."""
    lines = list(part.lines.all())
    steps = timeline(
        PartStatus(part.status),
        days,
        is_service=all(line.is_service for line in lines),
        is_made_to_order=any(line.making_days for line in lines),
    )
    return tuple(
        Moment(
            (step.code == "paid" and paid_bead(part.producer.kind)) or STEP_TEXTS[step.code](),
            _state(step.state),
            step.when,
            day_written(step.when, lang) if step.when else "",
        )
        for step in steps
        if step.code != "paid" or may_be_told(part)
    )


def _line(line: OrderLine, part: ProducerOrder, lang: str) -> LineShown:
    when = timezone.localtime(line.starts_at) if line.starts_at else None
    return LineShown(
        name=shown(line.product_name, lang, line.original_language),
        option=shown(line.variant_name, lang, line.original_language),
        quantity=line.quantity,
        unit=money_shown(line.unit_price, lang),
        total=money_shown(line.total, lang),
        seller=line.seller_name,
        tax=f"{line.tax_rate.normalize():f} %" if line.tax_rate else "",
        when=f"{day_written(when.date(), lang)} {when:%H:%M}" if when else "",
        pk=line.pk,
        service=line.service_status.value if line.is_service else "",
        may_say_done=may_say_done(line, part, Side.BUYER),
    )


def may_say_done(line: OrderLine, part: ProducerOrder, side: Side) -> bool:
    """Say whether it is time for ``side`` to say that this service was done."""
    is_said = line.maker_said_done_at if side is Side.MAKER else line.buyer_said_done_at
    has_begun = line.starts_at is None or line.starts_at <= timezone.now()
    return line.is_service and not is_said and has_begun and PartStatus(part.status) in UNDER_WAY


def _hers_gone(part: ProducerOrder) -> int:
    """What changes took off the maker's share, in minor units of the order's currency."""
    gone = part.hers_gone  # type: ignore[attr-defined]  # annotated by find_order
    return minor(rounded(Decimal(gone), part.goods.currency)) if gone else 0


def _left_of_hers(part: ProducerOrder) -> int:
    """What she gets of a part: her share as it was sold, without what was taken off."""
    return part_posted(part).maker - _hers_gone(part)


def _breakdown(part: ProducerOrder, lang: str) -> BreakdownShown:
    """Return where the price of a part goes, from what was frozen: her share is her credit in the books."""
    posted, code = part_posted(part), part.goods.currency.code
    sender = part.producer if sender_of(part) is not None else None
    on_top = on_top_shown(posted.delivery, posted.duties, code, lang, sender=sender)
    lines = list(part.lines.all())
    return breakdown_shown(
        sold_breakdown(posted, code),
        lang,
        maker=part.producer,
        parties=[fee.beneficiary for line in lines for fee in line.fees.all()],
        on_top=on_top,
        is_sent=not all(line.is_service for line in lines),
    )


def _arrives(part: ProducerOrder, lang: str) -> str:
    if not (part.arrives_from and part.arrives_by):
        return ""
    return day_range(part.arrives_from, part.arrives_by, lang)


def _state(state: StepState) -> str:
    return state.value


def _days(parts: list[ProducerOrder]) -> dict[int, dict[str, date]]:
    """The day on which each part reached each status, from the log of acts."""
    days: dict[int, dict[str, date]] = {part.pk: {} for part in parts}
    for act in Act.objects.filter(kind="producerorder", object_id__in=days).order_by("pk"):
        status = act.after.get("status")
        if status:
            days[act.object_id][status] = timezone.localdate(act.at)
    return days


def _how_to_pay(order: Order, payment: Payment | None) -> NextStep | None:
    """The gateway's instructions while the order is not paid and still can be."""
    if order.status != Order.Status.DRAFT or payment is None or is_paid(payment):
        return None
    try:
        way = gateway(payment.gateway)
        if way.origins:  # it is paid elsewhere; a page that is only read begins nothing there
            return NextStep(StepKind.REDIRECT)
        step = way.start(
            Charge(payment.reference, order.number, payment.amount, order.language, order.pay_until), ""
        )
    except UnknownGatewayError:
        return None
    return step


def is_paid(payment: Payment) -> bool:
    """Say whether a charge of this payment has succeeded."""
    return any(
        event.kind == EventKind.CHARGE and event.state == EventState.SUCCEEDED
        for event in payment.events.all()
    )
