"""The form of the right of withdrawal on paper, with what is known of the order filled in."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from producers.domain.shown import direction, shown
from shop.domain.dates import date_written
from shop.models import Order, ProducerOrder
from shop.papers.press import print_paper
from shop.papers.runs import as_typed
from shop.reading.sellers import legal_name, sellers_of_record


def print_withdrawal(order: Order, *, lang: str, at: datetime) -> bytes:
    """Set the form for an order, in the language that is active. Raises ``NoPressError``.

    Her address and phone are left for her to write: the paper is to be given away.
    """
    return print_paper("withdrawal", withdrawal_data(order, lang), at=at)


def withdrawal_data(order: Order, lang: str) -> dict[str, Any]:
    """Return the words of the form; four queries."""
    parts = list(order.parts.select_related("producer").prefetch_related("lines"))
    day = timezone.localdate(order.placed_at or order.created_at)
    return {
        "lang": lang,
        "dir": direction(lang),
        "title": _("Withdrawal form"),
        "foot": order.number,
        "intro": _(
            "You may withdraw after you have received the goods, without giving a reason. "
            "Fill in this form and send it back, or do it on the page of your order."
        ),
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
        "note": _("Strike out what you keep. Goods made to your wishes and perishable goods are excepted."),
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
