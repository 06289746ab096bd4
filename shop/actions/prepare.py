"""The first phase of an order: all is checked under the cart's lock, and a draft is written or nothing."""

import hmac
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from moneyed import Money

from producers.compiled import Compiled, CompiledUpdate, Update
from producers.editions.current import reading
from shop.actions.carts import locked_cart
from shop.actions.draft import write_draft
from shop.actions.holds import lock_what_is_in
from shop.domain.availability import Shortage
from shop.domain.checkout import check_contact, check_destination
from shop.domain.delivery import Mode
from shop.domain.errors import RefusedError, Why
from shop.domain.money import from_minor
from shop.gateways.registry import all_gateways, gateway
from shop.models import Cart, Order
from shop.reading.legal import accepted_versions
from shop.reading.market import market_for
from shop.reading.paying import sale_of
from shop.reading.quote import CartQuote, quote

TAKEN = frozenset({Why.TOO_MANY, Why.OUT_OF_STOCK, Why.SOLD})


@transaction.atomic(durable=True)
def prepare(
    cart: Cart, *, shown: Money, method: str, attempt: str, lang: str, now: datetime | None = None
) -> Order:
    """Turn a cart into a draft order with its stock set aside; a cart that has one gives it back.

    ``shown`` is the total that the buyer saw, ``attempt`` the form's copy of ``cart.attempt``. Raises
    ``RefusedError``, see ``shop.domain.errors.Why``; then nothing has changed.
    """
    now = now or timezone.now()
    locked = next(iter(locked_cart(cart=cart.pk)), None)
    if locked is None:
        raise RefusedError(Why.CLOSED)
    earlier = next(iter(_order_of(cart=cart.pk)), None)
    if earlier is not None:
        return earlier
    if not hmac.compare_digest(attempt.encode(), locked.attempt.encode()):
        raise RefusedError(Why.FORM_CHANGED)
    lock_what_is_in(locked)
    with reading():  # only locks were taken so far: what is remembered is as right as outside
        quoted = quote(locked, market_for(locked.country), method=method, now=now)
        texts = accepted_versions(quoted.today)
    check(locked, quoted, shown=shown, method=method, texts=texts)
    order = write_draft(locked, quoted, method=method, lang=lang, texts=texts, now=now, is_locked=True)
    _closed(cart=cart.pk, at=now)
    return order


@CompiledUpdate
def _closed(*, cart: int, at: datetime) -> Update:
    return Cart.objects.filter(pk=cart), {"closed_at": at, "changed_at": at}


@Compiled
def _order_of(*, cart: int) -> QuerySet[Order]:
    return Order.objects.filter(cart=cart)


def check(cart: Cart, quoted: CartQuote, *, shown: Money, method: str, texts: Mapping[str, str]) -> None:
    """Raise ``RefusedError`` for the first thing that keeps this cart from becoming an order."""
    if method not in all_gateways():
        raise RefusedError(Why.METHOD_NOT_OFFERED, reason="unknown", limit=None)
    _check_lines(quoted)
    total = from_minor(quoted.total, quoted.currency)
    if shown != total:
        raise RefusedError(Why.TOTAL_CHANGED, shown=shown, total=total)
    check_delivery(quoted)
    check_entries(cart, quoted, method, texts)
    offering = gateway(method).offers(sale_of(cart, quoted), total, [part.producer for part in quoted.parts])
    if not offering.is_offered:
        raise RefusedError(Why.METHOD_NOT_OFFERED, reason=offering.reason, limit=offering.limit)


def check_delivery(quoted: CartQuote) -> None:
    """Raise ``DELIVERY_CLOSED`` or ``DATE_NOT_AGREED`` when it cannot be sent as chosen."""
    if quoted.reasons:
        raise RefusedError(Why.DELIVERY_CLOSED, reasons=quoted.reasons)
    latest = quoted.date_to_agree
    if latest is not None and quoted.checkout.agreed != latest:
        raise RefusedError(Why.DATE_NOT_AGREED, latest=latest)


def check_entries(cart: Cart, quoted: CartQuote, method: str, texts: Mapping[str, str]) -> None:
    """Raise ``CONTACT``, ``ADDRESS`` or ``TEXTS_NOT_ACCEPTED`` for what the buyer has typed."""
    checkout, has_address = quoted.checkout, needs_address(quoted)
    needs_phone = gateway(method).time_to_pay is None and not has_address
    if wrong := check_contact(checkout, cart.country, needs_phone=needs_phone):
        raise RefusedError(Why.CONTACT, fields=wrong)
    if has_address:
        wrong = check_destination(checkout)
        if wrong or checkout.address.country != quoted.country:
            raise RefusedError(Why.ADDRESS, fields=wrong)
    if any(checkout.accepted.get(slug) != version for slug, version in texts.items()):
        raise RefusedError(Why.TEXTS_NOT_ACCEPTED, texts=texts)


def needs_address(quoted: CartQuote) -> bool:
    """Say whether something is brought to the buyer; what she picks up or has done is not."""
    return any(choice.mode is not Mode.PICK_UP for choice in quoted.sending.chosen.values())


def _check_lines(quoted: CartQuote) -> None:
    if not quoted.lines:
        raise RefusedError(Why.EMPTY)
    problems = quoted.problems
    if problems and TAKEN.issuperset(problems.values()):
        short = [line for line in quoted.lines if line.problem]
        shortages = tuple(Shortage(line.variant.pk, line.quantity, line.offer.available) for line in short)
        raise RefusedError(Why.SHORT, shortages=shortages)
    if problems:
        raise RefusedError(Why.LINES_CHANGED, problems=problems)
