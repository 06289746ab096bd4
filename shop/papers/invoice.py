"""An invoice or a credit note as a paper, in its buyer's language."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from producers.domain.dates import date_written
from producers.domain.shown import direction, shown, spoken
from shop.checkout_words import method_text
from shop.domain.breakdown import FEE_PARTS, RECEIVERS, PartKind
from shop.domain.fees import FeeKind
from shop.domain.invoices import Content, Line, PaperKind, from_data
from shop.domain.money import from_minor, rounded, written
from shop.models import Invoice, InvoiceParty
from shop.papers.press import print_paper
from shop.papers.runs import as_typed
from shop.papers.signs import band_svg
from shop.reading.breakdowns import LABELS
from shop.reading.breakdowns import RECEIVERS as RECEIVER_TEXTS
from shop.tax_words import reason_text

OTHER_PARTS = {"tax": PartKind.TAX, "delivery": PartKind.TRANSPORT, "duties": PartKind.TAX}
DIRHAM = "MAD"
ROLES = ("seller", "maker", "buyer")


def print_invoice(invoice: Invoice) -> bytes:
    """Set an invoice with its parties as they are now: a blanked buyer is a line that says so."""
    with translation.override(spoken(invoice.language)):
        return print_paper("invoice", invoice_data(invoice), at=invoice.issued_at)


def invoice_data(invoice: Invoice) -> dict[str, Any]:
    """Return the words of the form, in the language that is active; four queries."""
    lang, data = spoken(invoice.language), invoice.content
    content = from_data(data["sold"])
    parties = {party.role: party for party in invoice.parties.all()}
    titles = {
        PaperKind.INVOICE: _("Invoice %(number)s"),
        PaperKind.CREDIT_NOTE: _("Credit note %(number)s"),
        PaperKind.ADVANCE: _("Invoice of an advance %(number)s"),
    }
    return {
        "lang": lang,
        "dir": direction(lang),
        "title": titles[PaperKind(invoice.kind)] % {"number": invoice.number},
        "author": parties["seller"].name,
        "foot": invoice.number,
        "band": band_svg(invoice.part.producer.number),
        "facts": _facts(invoice, lang),
        "parties": [_party(role, parties[role]) for role in ROLES if role in parties],
        "head": [_("Item"), _("Quantity"), _("Price"), _("Tax"), _("Total")],
        "rows": [
            _row(line, content.currency, lang, is_advance=invoice.kind == PaperKind.ADVANCE)
            for line in content.lines
        ],
        "taxes": [_tax(group, content.currency, lang) for group in content.taxes()],
        "totals": _totals(content, lang),
        "total": [_("Total"), _money(content.total, content.currency, lang)],
        "breakdown": _breakdown(data, content, parties, lang),
        "notes": _notes(invoice, content, lang),
    }


def _facts(invoice: Invoice, lang: str) -> list[list[str]]:
    data = invoice.content
    facts = [
        [_("Date"), date_written(invoice.issued_on, lang)],
        [_("Order number"), data["part"]],
        [_("Ordered on"), date_written(date.fromisoformat(data["placed_on"]), lang)],
        [_("Payment"), method_text(data["method"])],
    ]
    if data["corrects"]:
        day = date_written(date.fromisoformat(data["corrects_on"]), lang)
        facts.append([_("Corrects invoice"), f"\u2066{data['corrects']}\u2069, {day}"])
    return facts


def _party(role: str, party: InvoiceParty) -> dict[str, Any]:
    labels = {"seller": _("Seller"), "maker": _("Made by"), "buyer": _("Billed to")}
    numbers = [f"ICE {party.ice}" if party.ice else "", party.register]
    lines = [*(number for number in numbers if number), *party.lines] if role != "maker" else []
    return {
        "label": labels[role],
        "name": as_typed(party.name) if party.name else _("no longer kept"),
        "lines": [as_typed(line) for line in lines],
    }


def _row(line: Line, currency: str, lang: str, *, is_advance: bool = False) -> dict[str, Any]:
    name = shown(dict(line.name), lang, line.language)
    option = shown(dict(line.option), lang, line.language)
    pieces = line.quantity or 1
    unit = _money(line.gross // pieces, currency, lang) if line.gross % pieces == 0 else ""
    money_alone = _("advance") if is_advance else _("price reduction")
    notes = [option.text, money_alone if not line.quantity else "", line.sku]
    return {
        "name": {"text": name.text, "lang": name.lang, "dir": name.dir},
        "note": " · ".join(note for note in notes if note),
        "cells": [
            str(line.quantity or "–"),
            unit,
            f"{line.rate} %",
            _money(line.gross, currency, lang),
        ],
    }


def _tax(group: Any, currency: str, lang: str) -> str:
    net, tax = _money(group.net, currency, lang), _money(group.tax, currency, lang)
    rate = f"\u2066{group.rate} %\u2069"
    return _("%(rate)s of %(net)s = %(tax)s: %(reason)s") % {
        "rate": rate, "net": _kept(net), "tax": _kept(tax), "reason": reason_text(group.reason),
    }  # fmt: skip


def _totals(content: Content, lang: str) -> list[list[str]]:
    rows = [
        (_("Goods and services"), sum(line.gross for line in content.lines)),
        (_("Delivery"), content.delivery),
        (_("Duties"), content.duties),
        (_("Discount"), -content.discount),
        (_("Total without tax"), content.net),
        (_("Tax"), content.tax),
    ]
    always = (rows[0], *rows[-2:])
    return [
        [label, _money(amount, content.currency, lang)]
        for label, amount in rows
        if amount or (label, amount) in always
    ]


def _breakdown(
    data: Mapping[str, Any], content: Content, parties: Mapping[str, InvoiceParty], lang: str
) -> dict[str, Any]:
    maker = parties.get("maker") or parties["seller"]
    receivers = data.get("receivers", {})  # an older paper names the maker alone
    rows = [
        [*_share(kind, maker, receivers.get(kind, "")), _money(amount, content.currency, lang)]
        for kind, amount in data["shares"].items()
    ]
    return {
        "title": _("The fair price: who receives what"),
        "head": [_("Part"), _("Who receives it"), _("Amount")],
        "rows": rows,
        "note": _what_hers_is(data["shares"]),
    }


def _what_hers_is(shares: Mapping[str, int]) -> str:
    if FeeKind.MATERIALS.value in shares:
        return _("Her part is for her work, her packing and her own material. Delivery comes on top of it.")
    return _("Her part is for her work, her material and her packing. Delivery comes on top of it.")


def _share(kind: str, maker: InvoiceParty, named: str) -> list[Any]:
    if kind == "maker":
        return [_("The maker"), as_typed(maker.name)]
    part = OTHER_PARTS.get(kind) or FEE_PARTS[FeeKind(kind)]
    label = _("Duties") if kind == "duties" else LABELS[part]()
    if not named:
        return [label, RECEIVER_TEXTS[RECEIVERS[part]]()]
    told = _("%(maker)s, for the carrier") % {"maker": named} if kind == "delivery" else named
    return [label, as_typed(told)]


def _notes(invoice: Invoice, content: Content, lang: str) -> list[str]:
    data = invoice.content
    notes = [_deducted(one, content, lang) for one in data.get("advances", [])]
    if data["rate"] and content.currency != DIRHAM:
        amount = from_minor(content.total, content.currency).amount * Decimal(data["rate"])
        notes.append(
            _("In dirhams: %(amount)s, at %(rate)s dirhams for 1 %(currency)s (rate of %(day)s).")
            % {
                "amount": _kept(written(rounded(amount, DIRHAM), lang)),
                "rate": _kept(data["rate"]),
                "currency": content.currency,
                "day": date_written(date.fromisoformat(data["rate_on"]), lang),
            }
        )
    if invoice.issuer.is_fictional:
        notes.append(_("A demonstration: this seller is made up, and this paper is worth nothing."))
    return notes


def _deducted(advance: Mapping[str, Any], content: Content, lang: str) -> str:
    """Return what was paid in advance, with the tax in it, and what is left to pay."""
    return _(
        "Paid in advance: %(amount)s (tax: %(tax)s), invoice %(number)s of %(day)s. Left to pay: %(left)s."
    ) % {
        "amount": _kept(_money(advance["amount"], content.currency, lang)),
        "tax": _kept(_money(advance["tax"], content.currency, lang)),
        "number": _kept(advance["number"]),
        "day": date_written(date.fromisoformat(advance["on"]), lang),
        "left": _kept(_money(content.total - advance["amount"], content.currency, lang)),
    }


def _money(amount: int, currency: str, lang: str) -> str:
    return written(from_minor(amount, currency), lang)


def _kept(text: str) -> str:
    """Keep an amount together in a sentence that may run the other way."""
    return f"\u2068{text}\u2069"
