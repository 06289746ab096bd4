"""What partners are told: their own orders, and what changes at makers who share their data."""

import json
from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.urls import reverse

from producers.actions.consents import CHANGED
from producers.actions.tell_operators import tell_operators
from producers.announcements import Announced, receives
from producers.domain.told import Told
from producers.models import Consent
from producers.reading.head import absolute
from shop.actions.export_snapshot import EXPORTS_CHANGED
from shop.actions.webhooks import DISABLED, write_messages
from shop.domain.webhooks import Event, refresh_notice
from shop.models import ExportRow, Order, WebhookEndpoint
from shop.reading.export_consents import sharing_today

IDS_AT_ONCE = 100
STOCK_ALONE = frozenset({"availability", "pieces", "making_days"})


@receives("order.placed", tells=())
def tell_of_an_order(announced: Announced) -> None:
    """Tell the partner through whose program it was placed; others are not told of it."""
    order = Order.objects.select_related("cart").get(pk=announced.payload["order"])
    endpoints = list(_listening(Event.ORDER_PLACED).filter(partner__carts__cart__order=order))
    if endpoints:
        data = {"order": order.export_id, "number": order.number}
        write_messages(endpoints, Event.ORDER_PLACED, announced.key, data, announced.at)


@receives(EXPORTS_CHANGED, tells=())
def tell_of_the_catalogue(announced: Announced) -> None:
    """Tell which products are other than they were, and of which only stock and days have moved."""
    listening = {event: list(_listening(event)) for event in (Event.PRODUCT_CHANGED, Event.STOCK_CHANGED)}
    if not any(listening.values()):
        return
    first, last = announced.payload["first"], announced.payload["last"]
    for event, endpoints in listening.items():
        ids = sorted(_changed(first, last, event)) if endpoints else []
        for place in range(0, len(ids), IDS_AT_ONCE):
            data = {"variants": ids[place : place + IDS_AT_ONCE]}
            write_messages(endpoints, event, f"{announced.key}/{event.value}/{place}", data, announced.at)


@receives(EXPORTS_CHANGED, tells=())
def tell_the_food_consortium(announced: Announced) -> None:
    """Tell which makers are to be read again, each in a message of its own, as the consortium has it."""
    endpoints = list(_listening(Event.DFC_REFRESH))
    for maker in _makers(announced.payload["first"], announced.payload["last"]) if endpoints else ():
        _have_read_again(maker, endpoints, announced)


@receives(CHANGED, tells=())
def tell_the_food_consortium_of_consent(announced: Announced) -> None:
    """Tell that a maker is to be read again who shares her data now, or no more: her address is gone then."""
    row = Consent.objects.select_related("organisation").get(pk=announced.payload["consent"])
    if row.scope == Consent.Scope.SHARING:
        _have_read_again(row.organisation.export_id, list(_listening(Event.DFC_REFRESH)), announced)


@receives(DISABLED, tells=(Told.OPERATORS,))
def tell_that_nothing_is_sent(announced: Announced) -> None:
    """Tell the operators that a partner is no longer told anything at an address."""
    endpoint = WebhookEndpoint.objects.select_related("partner").get(pk=announced.payload["endpoint"])
    context = {"partner": endpoint.partner.name, "url": endpoint.url}
    tell_operators("shop/mail/webhook_disabled", announced, context)


def _have_read_again(maker: str, endpoints: list[WebhookEndpoint], announced: Announced) -> None:
    notice = refresh_notice(absolute(reverse("tiwizi_dfc_enterprise", args=[maker])))
    key = f"{announced.key}/{Event.DFC_REFRESH.value}/{maker}"
    write_messages(endpoints, Event.DFC_REFRESH, key, notice, announced.at)


def _listening(event: Event) -> Any:
    """Endpoints that want an event. SQLite cannot look into JSON lists: they are few, and looked at here."""
    rows = WebhookEndpoint.objects.filter(disabled_at=None)
    wanting = [pk for pk, events in rows.values_list("pk", "events") if event.value in events]
    return rows.filter(pk__in=wanting)


def _changed(first: int, last: int, event: Event) -> Iterator[str]:
    """Variants of makers who share their data, and withdrawn ones; each belongs to one of the two events."""
    rows = ExportRow.objects.filter(kind=ExportRow.Kind.VARIANT, sequence__range=(first, last))
    sharing = sharing_today()
    for row in rows.order_by("sequence").iterator():
        if row.is_withdrawn or row.maker_id in sharing:
            kind = Event.STOCK_CHANGED if _is_stock_alone(row) else Event.PRODUCT_CHANGED
            if kind is event:
                yield row.export_id


def _makers(first: int, last: int) -> list[str]:
    """Makers of whom something changed, or is gone."""
    rows = ExportRow.objects.filter(sequence__range=(first, last))
    told = rows.filter(Q(is_withdrawn=True) | Q(maker__in=sharing_today()))
    return sorted(set(told.values_list("maker__export_id", flat=True)))


def _is_stock_alone(row: ExportRow) -> bool:
    before = ExportRow.objects.filter(
        kind=row.kind, export_id=row.export_id, version=row.version - 1, is_withdrawn=False
    ).first()
    if before is None or not row.data:
        return False
    return _without_stock(before.data) == _without_stock(row.data)


def _without_stock(data: str) -> dict[str, Any]:
    item: dict[str, Any] = json.loads(data)
    offers = item.pop("offers", [])
    kept = [{name: value for name, value in one.items() if name not in STOCK_ALONE} for one in offers]
    return item | {"offers": kept}
