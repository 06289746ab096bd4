"""What the tools answer: sums over what was typed, with the wage floor of the day. Nothing is written."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import override
from moneyed import Money

from home.training.domain.tools import Every, days_due, two_jars
from home.training.tool_words import BUYER_LINES
from producers.domain.dates import date_written
from producers.domain.shown import Shown, said
from shop.domain.money import rounded, written
from shop.domain.price_helper import Work, owed, suggested_price
from shop.models import Market
from shop.reading.price_help import wage_floor

NO_FLOOR = Decimal(0)


def hour_floor(market: Market) -> Money:
    """Return what an hour is worth at least today, nothing where no floor is set."""
    floor = wage_floor(market, timezone.localdate())
    return floor.amount if floor else Money(NO_FLOOR, market.currency)


def price_of(typed: Mapping[str, Decimal], market: Market, lang: str) -> dict[str, str] | None:
    """Return the price of a piece and its parts, written; ``None`` where nothing was typed."""
    floor = hour_floor(market)
    work = Work(typed["hours"], Money(typed["material"], floor.currency))
    keeps = (100 - typed["share"]) / 100
    price = suggested_price(work, floor, lambda at: rounded(at.amount * keeps, floor.currency))
    if price is None:
        return None
    parts = {
        "price": price,
        "material": work.material,
        "work": owed(work, floor) - work.material,
        "share": price - owed(work, floor),
    }
    return {name: written(amount, lang) for name, amount in parts.items()}


def jars_of(typed: Mapping[str, Decimal], market: Market, lang: str) -> dict[str, dict[str, Any]]:
    """Return both jars, written, and whether one of them is short."""
    jars = two_jars(typed)
    return {
        name: {
            **{
                part: written(Money(getattr(jar, part), market.currency), lang)
                for part in ("comes", "goes", "left")
            },
            "is_short": jar.left < 0,
        }
        for name, jar in jars.items()
    }


def calendar_of(typed: Mapping[str, Any], market: Market, lang: str) -> list[tuple[str, str, str]]:
    """Return the days with what is given back and what is left then, written. Raises ``TooLongError``."""
    return [
        (
            date_written(due.day, lang),
            *(written(Money(one, market.currency), lang) for one in (due.amount, due.left)),
        )
        for due in days_due(typed["total"], typed["each"], typed["first"], Every(typed["every"]))
    ]


def buyer_cards() -> list[tuple[str, list[Shown], Any]]:
    """Return the cards: a sign, what the buyer says in French and in Arabic, what one can do."""
    found = []
    for sign, line, answer in BUYER_LINES:
        lines = []
        for lang in ("fr", "ar"):
            with override(lang):
                lines.append(said(str(line), lang))
        found.append((sign, lines, answer))
    return found
