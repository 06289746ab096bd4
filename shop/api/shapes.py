"""Turns what pages show into what the API says: the same values, so that the two cannot differ."""

from decimal import Decimal
from typing import Any

from producers.domain.cards import ProducerCard
from producers.domain.shown import PictureShown, Shown
from producers.reading.head import absolute
from shop.domain.cards import BreakdownShown, MoneyShown, ProductCard
from shop.domain.money import from_minor


def money(shown: MoneyShown | None) -> dict[str, Any] | None:
    """Say an amount in minor units, as a decimal and in words."""
    if shown is None:
        return None
    decimal: Decimal = from_minor(shown.minor, shown.currency).amount
    return {
        "amount": shown.minor,
        "currency": shown.currency,
        "decimal": f"{decimal:f}",
        "text": shown.text,
    }


def text(shown: Shown) -> dict[str, Any]:
    """Say a text with its language."""
    return {"text": shown.text, "lang": shown.lang, "dir": shown.dir, "is_fallback": shown.is_fallback}


def text_or_none(shown: Shown | None) -> dict[str, Any] | None:
    """Say a text, None where there is none."""
    return text(shown) if shown else None


def picture(shown: PictureShown | None) -> dict[str, Any] | None:
    """Say where a picture is and what it shows."""
    if shown is None:
        return None
    return {
        "src": absolute(shown.src),
        "width": shown.width,
        "height": shown.height,
        "alt": text(shown.alt),
        "is_illustration": shown.is_illustration,
    }


def product_card(card: ProductCard) -> dict[str, Any]:
    """Say what a list shows of a product."""
    return {
        "id": card.export_id,
        "slug": card.slug,
        "url": absolute(card.url),
        "name": text(card.name),
        "price": money(card.price),
        "is_from": card.price_is_lowest_of_several,
        "maker_percent": card.maker_percent,
        "producer": {
            "id": card.producer_id,
            "number": card.producer_number,
            "name": text(card.producer_name),
        },
        "place": card.place,
        "picture": picture(card.picture),
        "is_service": card.is_service,
        "is_available": card.is_available,
        "is_sold": card.is_sold,
        "making_days": card.making_days,
    }


def producer_card(card: ProducerCard) -> dict[str, Any]:
    """Say what a list shows of a maker."""
    return {
        "id": card.export_id,
        "slug": card.slug,
        "url": absolute(card.url),
        "number": card.number,
        "name": text(card.name),
        "place": card.place,
        "crafts": list(card.crafts),
        "sentence": text_or_none(card.sentence),
        "picture": picture(card.picture),
        "badges": list(card.badges),
    }


def breakdown(shown: BreakdownShown | None) -> dict[str, Any] | None:
    """Say where a price goes."""
    if shown is None:
        return None
    parts = [
        {
            "kind": part.kind,
            "label": part.label,
            "receiver": part.receiver,
            "amount": money(part.amount),
            "is_estimate": part.is_estimate,
        }
        for part in shown.parts
    ]
    return {"total": money(shown.total), "maker_percent": shown.maker_percent, "parts": parts}
