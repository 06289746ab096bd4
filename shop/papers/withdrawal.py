"""The form of the right of withdrawal on paper: blank, or with what is known of the order filled in."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from producers.domain.dates import date_written
from producers.domain.shown import direction, shown
from shop.models import Order, ProducerOrder
from shop.papers.press import print_paper
from shop.papers.runs import as_typed
from shop.reading.sellers import legal_name, sellers_of_record

DOTS = "." * 60


def print_withdrawal(order: Order, *, lang: str, at: datetime) -> bytes:
    """Set the form for an order, in the language that is active. Raises ``NoPressError``.

    Her address and phone are left for her to write: the paper is to be given away.
    """
    return print_paper("withdrawal", withdrawal_data(order, lang), at=at)


def print_blank_withdrawal(days: int, *, lang: str, at: datetime) -> bytes:
    """Set the form for whoever has no order at hand; ``days`` are the market's. Raises ``NoPressError``."""
    return print_paper("withdrawal", blank_data(days, lang), at=at)


def blank_data(days: int, lang: str) -> dict[str, Any]:
    """Return the words of the form with nothing filled in but the days."""
    return {
        "lang": lang,
        "dir": direction(lang),
        "title": _("Withdrawal form"),
        "foot": "",
        "intro": _intro(),
        "to": {"label": seller_words(), "lines": [as_typed(DOTS)]},
        "sentence": _("I withdraw from the contract for the sale of these goods or services:"),
        "items": [{"text": DOTS, "lang": lang, "dir": direction(lang)}] * 3,
        "fields": [
            *([label, ""] for label in blank_fields()[:3]),
            [_("Days to withdraw, counted from then"), str(days)],
            *([label, ""] for label in blank_fields()[3:]),
        ],
        "signature": _("Signature (only on paper)"),
        "note": kept_words(),
    }


def blank_fields() -> list[str]:
    """Return what is written in by hand, in its order."""
    return [_("Order number"), _("Ordered on"), _("Received on"), _("Name"), _("Address"), _("Date")]


def seller_words() -> str:
    """Say to whom the form goes."""
    return _("To the seller who is named on your order and on the invoice")


def kept_words() -> str:
    """Say what is struck out, and what is excepted."""
    return _("Strike out what you keep. Goods made to your wishes and perishable goods are excepted.")


def _intro() -> str:
    return _(
        "You may withdraw after you have received the goods, without giving a reason. "
        "Fill in this form and send it back, or do it on the page of your order."
    )


def withdrawal_data(order: Order, lang: str) -> dict[str, Any]:
    """Return the words of the form; four queries."""
    parts = list(order.parts.select_related("producer").prefetch_related("lines"))
    day = timezone.localdate(order.placed_at or order.created_at)
    return {
        "lang": lang,
        "dir": direction(lang),
        "title": _("Withdrawal form"),
        "foot": order.number,
        "intro": _intro(),
        "to": {"label": _("To"), "lines": _sellers(parts, order, day)},
        "sentence": _("I withdraw from the contract for the sale of these goods or services:"),
        "items": _items(parts, lang),
        "fields": [
            [_("Order number"), order.number],
            [_("Ordered on"), date_written(day, lang)],
            [_("Received on"), ""],
            [_("Days to withdraw, counted from then"), str(order.market.withdrawal_days)],
            [_("Name"), order.buyer_name],
            [_("Address"), ""],
            [_("Date"), ""],
        ],
        "signature": _("Signature (only on paper)"),
        "note": kept_words(),
    }


def _sellers(parts: list[ProducerOrder], order: Order, day: Any) -> list[dict[str, str]]:
    sellers = sellers_of_record([part.producer for part in parts], order.market, day)
    lines: list[str] = []
    for seller in dict.fromkeys(sellers[part.producer_id] for part in parts):
        lines += [line for line in (legal_name(seller), seller.legal_contact) if line]
    return [as_typed(line) for line in lines]


def _items(parts: list[ProducerOrder], lang: str) -> list[dict[str, str]]:
    rows = []
    for part in parts:
        for line in part.lines.all():
            name = shown(line.product_name, lang, line.original_language)
            text = f"{line.quantity} × \u2068{name.text}\u2069"
            rows.append({"text": text, "lang": name.lang.split("-")[0], "dir": name.dir})
    return rows
