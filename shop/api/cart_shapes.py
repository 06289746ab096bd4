"""A cart and an order, said for programs with the values of their pages."""

from typing import Any

from django.urls import reverse
from django.utils import timezone

from producers.reading.head import absolute
from shop.api.shapes import money, picture, text
from shop.checkout_words import method_detail, method_text
from shop.domain.cart_cards import CartLineShown, ChoiceShown, GroupShown
from shop.gateways.base import NextStep
from shop.models import Cart
from shop.reading.basket import Line
from shop.reading.cards import money_shown
from shop.reading.carts import cart_shown
from shop.reading.legal import accepted_versions
from shop.reading.orders import OrderShown
from shop.reading.progress import Progress, Step


def cart_shape(cart: Cart, progress: Progress, lang: str) -> dict[str, Any]:
    """Say what the cart's page and the steps of the checkout show."""
    quoted = progress.quoted
    shown, by_pk = cart_shown(cart, quoted, lang), {line.pk: line for line in quoted.lines}
    missing = [
        step.value for step in progress.steps if step is not Step.REVIEW and not progress.is_filled(step)
    ]
    return {
        "token": cart.token,
        "country": cart.country,
        "currency": quoted.currency,
        "market": quoted.market.code,
        "delivery_country": shown.country,
        "parts": [_part(group, by_pk) for group in shown.groups],
        "pieces": shown.pieces,
        **{name: money(getattr(shown, name)) for name in ("goods", "delivery", "duties", "total", "makers")},
        "ways": [_way(one) for one in shown.choices],
        "payments": _payments(progress, lang),
        "texts": [_text(slug, version) for slug, version in accepted_versions(timezone.localdate()).items()],
        "date_to_agree": shown.date_to_agree,
        "missing": missing,
        "reasons": list(shown.reasons),
        "can_be_ordered": shown.can_be_ordered and not missing,
        "attempt": shown.attempt,
    }


def order_shape(order: OrderShown, step: NextStep | None) -> dict[str, Any]:
    """Say how far an order is; who bought it and where it goes stay on its page."""
    return {
        "token": order.token,
        "number": order.number,
        "url": absolute(reverse("shop:order", args=[order.token])),
        "status": order.status,
        "status_text": order.status_text,
        "total": money(order.total),
        "method": order.method,
        "parts": [
            {
                "number": part.number,
                "producer": part.producer_name.text,
                "status": part.status,
            }
            for part in order.parts
        ],
        "next": step_shape(step) if step else None,
    }


def step_shape(step: NextStep) -> dict[str, Any]:
    """Say where the buyer goes from here."""
    lines = [{"code": one.code, "value": one.value} for one in step.instructions]
    return {"kind": step.kind.value, "url": step.url, "instructions": lines}


def _part(group: GroupShown, by_pk: dict[int, Line]) -> dict[str, Any]:
    lines = [_line(one, by_pk[one.pk]) for one in group.lines]
    maker = by_pk[group.lines[0].pk].product.producer
    return {
        "producer": {
            "id": maker.export_id,
            "number": group.producer_number,
            "name": text(group.producer_name),
        },
        "lines": lines,
        **{name: money(getattr(group, name)) for name in ("goods", "delivery", "duties", "total")},
    }


def _line(one: CartLineShown, line: Line) -> dict[str, Any]:
    return {
        "variant": line.variant.export_id,
        "product": line.product.export_id,
        "name": text(one.name),
        "option": text(one.option),
        "picture": picture(one.picture),
        "quantity": one.quantity,
        "available": one.available,
        "unit": money(one.unit),
        "total": money(one.total),
        "price_was": money(one.price_was),
        "problem": one.problem,
        "closed": list(one.closed),
        "making_days": one.making_days,
    }


def _way(one: ChoiceShown) -> dict[str, Any]:
    return {
        "mode": one.mode,
        "cost": money(one.cost),
        "first": one.first,
        "last": one.last,
        "days": one.days,
        "is_chosen": one.is_chosen,
        "reason": one.reason,
    }


def _payments(progress: Progress, lang: str) -> list[dict[str, Any]]:
    chosen = progress.quoted.checkout.method
    return [
        {
            "method": alias,
            "label": method_text(alias),
            "detail": method_detail(alias),
            "is_chosen": alias == chosen and way.is_offered,
            "reason": way.reason,
            "limit": money(money_shown(way.limit, lang)) if way.limit else None,
        }
        for alias, way in progress.ways.items()
    ]


def _text(slug: str, version: str) -> dict[str, Any]:
    return {"slug": slug, "version": version, "url": absolute(reverse("shop:legal", args=[slug]))}
