"""An order as its buyer sees it: what was frozen when it was sold, and how far it has come."""

from dataclasses import dataclass

from django.db.models import OuterRef, Prefetch, Subquery, Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from producers.domain.dates import date_written
from shop.checkout_words import method_text
from shop.domain.addresses import address_from, address_lines
from shop.domain.cards import MoneyShown
from shop.domain.contact import phone_written
from shop.domain.money import from_minor
from shop.domain.settlement import Role
from shop.domain.states import RefundStatus
from shop.gateways.base import Charge, NextStep, StepKind
from shop.gateways.registry import UnknownGatewayError, gateway
from shop.models import FeeLine, Order, OrderLine, Payment, ProducerOrder, SettledShare
from shop.reading.balance import awaited_payment, balance_of
from shop.reading.cards import money_shown
from shop.reading.given import is_given
from shop.reading.maker_paid import agreed_to_tell, payments_told
from shop.reading.order_parts import PartShown, days_of, left_of_hers, part_shown
from shop.reading.order_sellers import SellerShown, sellers_of
from shop.reading.refunds import UNDER_WAY as UNDER_WAY_BACK
from shop.reading.tracking import with_parcels
from shop.reading.trade_ways import other_ways


@dataclass(frozen=True)
class OrderShown:
    """The whole order. ``pay`` says how it is paid while money is awaited, ``due`` how much is asked for.

    ``balance`` is what a trade buyer still owes of an order that her advance has placed, ``other_ways`` are
    the ways, code and name, in which she may pay instead what she is asked for.
    """

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
    due: MoneyShown
    balance: MoneyShown | None
    has_advance: bool
    has_cart: bool
    other_ways: tuple[tuple[str, str], ...]
    pay_until: str
    proofs: int
    awaits_call: bool
    legal_versions: tuple[tuple[str, str], ...]
    sellers: tuple[SellerShown, ...]
    refunded: tuple[tuple[str, MoneyShown], ...]


STATUS_TEXTS = {
    Order.Status.DRAFT: lambda: _("Waiting for your payment"),
    Order.Status.PLACED: lambda: _("Ordered"),
    Order.Status.CANCELLED: lambda: pgettext("order", "Cancelled"),
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
    rows = Order.objects.by_token(token).select_related("market", "cart")
    return rows.prefetch_related(
        Prefetch("parts", queryset=parts), Prefetch("payments", queryset=payments), "refunds"
    ).first()


def read_order(order: Order, lang: str) -> OrderShown:
    """Return the page of an order read by ``find_order``; three more queries: moves, sellers, payouts."""
    parts = list(order.parts.all())
    days, told = days_of(parts), payments_told(parts, lang)
    payment = next(iter(order.payments.all()), None)
    awaited = awaited_payment(order)
    shown_parts = tuple(part_shown(part, days.get(part.pk, {}), told.get(part.pk), lang) for part in parts)
    maker = from_minor(sum(left_of_hers(part) for part in parts), order.total.currency)
    pay = _how_to_pay(order, awaited)
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
        due=money_shown(awaited.amount if awaited else order.total, lang),
        balance=_balance(order, lang),
        has_advance=order.advance is not None,
        has_cart=pay is None or (order.advance is None and not is_given(order)),
        other_ways=tuple((alias, method_text(alias)) for alias in other_ways(order)),
        pay_until=date_written(timezone.localdate(order.pay_until), lang) if order.pay_until else "",
        proofs=len((awaited or payment).proofs.all()) if payment else 0,
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


def _how_to_pay(order: Order, payment: Payment | None) -> NextStep | None:
    """The gateway's instructions while the order is not paid and still can be."""
    if payment is None:
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


def _balance(order: Order, lang: str) -> MoneyShown | None:
    owed = balance_of(order)
    return money_shown(from_minor(owed, order.total.currency), lang) if owed else None
