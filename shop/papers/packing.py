"""Slips, labels and packing lists as papers. A slip and a label speak the buyer's language."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from producers.domain.dates import date_written, day_written
from producers.domain.shown import Shown, direction
from producers.qr_codes import code_svg
from producers.reading.head import absolute
from shop.papers.press import print_paper
from shop.papers.runs import as_typed
from shop.papers.signs import band_svg
from shop.reading.packing import Packed, Slip

LONG_ADDRESS = 170
"""Letters beyond which an address is set smaller, so that it stays on its label."""


def print_slips(slips: Iterable[Slip], *, lang: str, at: datetime) -> bytes:
    """Set a packing slip on a page of its own for each; ``lang`` is that of the document as a whole.

    A gift shows no price, as on the slips there is none at all. Raises ``NoPressError``.
    """
    data = _document(_("Packing slips"), lang) | {
        "slips": [_in_its_language(slip, slip_data) for slip in slips]
    }
    return print_paper("slips", data, at=at)


def print_labels(slips: Iterable[Slip], *, lang: str, at: datetime) -> bytes:
    """Set parcel labels, eight to a sheet. Raises ``NoPressError``."""
    labels = [_in_its_language(slip, label_data) for slip in slips]
    return print_paper("labels", _document(_("Labels"), lang) | {"slips": labels}, at=at)


def print_list(
    title: str, groups: Sequence[Sequence[Slip]], *, by_buyer: bool, lang: str, at: datetime
) -> bytes:
    """Set what is to be packed, one table for each group, in the language that is active.

    Raises ``NoPressError``.
    """
    data = _document(title, lang) | {
        "day": date_written(at.date(), lang),
        "head": ["", _("Pieces"), _("Item"), _("Order"), _("To send by")],
        "groups": [_group(group, by_buyer=by_buyer, lang=lang) for group in groups if group],
    }
    return print_paper("packlist", data, at=at)


def slip_data(slip: Slip) -> dict[str, Any]:
    """Return the words of one slip, in the language that is active."""
    facts = [[_("Order number"), slip.part_number], *_parcel_facts(slip)]
    if slip.ship_by:
        facts.append([_("To send by"), day_written(slip.ship_by, slip.language)])
    notes = [slip.note, slip.gift_note if slip.is_gift else ""]
    return _common(slip) | {
        "title": _("Packing slip"),
        "facts": facts,
        "parties": [
            {"label": _("From"), "lines": [_own(slip.producer_name), as_typed(slip.producer_region)]},
            {"label": _("To"), "lines": [as_typed(line) for line in _to(slip)]},
        ],
        "head": [_("Pieces"), _("Item"), _("SKU")],
        "rows": [_piece(piece) for piece in slip.pieces],
        "notes": [as_typed(note) for note in notes if note],
    }


def label_data(slip: Slip) -> dict[str, Any]:
    """Return the words of one label, in the language that is active."""
    return _common(slip) | {
        "from": ", ".join(filter(None, (slip.producer_name.text, slip.producer_region))),
        "to": [as_typed(line) for line in _to(slip)],
        "is-long": sum(map(len, _to(slip))) > LONG_ADDRESS,
        "facts": [["", slip.part_number], *_parcel_facts(slip)],
    }


def _in_its_language(slip: Slip, words: Any) -> dict[str, Any]:
    with translation.override(slip.language):
        found: dict[str, Any] = words(slip)
        return found


def _common(slip: Slip) -> dict[str, Any]:
    collect = (
        _("To be collected: %(amount)s") % {"amount": f"\u2068{slip.to_collect.text}\u2069"}
        if slip.to_collect
        else ""
    )
    return {
        "lang": slip.language.split("-")[0],
        "dir": direction(slip.language),
        "band": band_svg(slip.producer_number),
        "code": code_svg(absolute(reverse("tiwizi_permanent", args=["producer", slip.producer_export_id]))),
        "code-words": _("Leads to the page of the maker"),
        "collect": collect,
    }


def _parcel_facts(slip: Slip) -> list[list[str]]:
    facts = [[_("Parcel"), f"{slip.number}/{slip.count}"]]
    if slip.carrier:
        facts.append([_("Carrier"), slip.carrier])
    if slip.tracking:
        facts.append([_("Tracking number"), slip.tracking])
    return facts


def _to(slip: Slip) -> list[str]:
    lines = list(slip.to_lines)
    if slip.to_name and slip.to_name not in lines:
        lines.insert(0, slip.to_name)
    return [*lines, slip.to_phone] if slip.to_phone else lines


def _piece(piece: Packed) -> dict[str, Any]:
    ordered = _("%(count)s ordered") % {"count": piece.ordered} if piece.ordered != piece.quantity else ""
    notes = [piece.option.text, ordered]
    return {
        "count": str(piece.quantity),
        "name": _own(piece.name),
        "note": " · ".join(note for note in notes if note),
        "sku": piece.sku,
    }


def _group(group: Sequence[Slip], *, by_buyer: bool, lang: str) -> dict[str, Any]:
    first = group[0]
    return {
        "name": first.order_number if by_buyer else first.producer_name.text,
        "band": "" if by_buyer else band_svg(first.producer_number),
        "rows": [
            _piece(piece)
            | {"number": slip.part_number, "day": _day(slip.ship_by, lang)}
            | ({"note": slip.producer_name.text} if by_buyer else {})
            for slip in group
            for piece in slip.pieces
        ],
    }


def _day(day: date | None, lang: str) -> str:
    return day_written(day, lang) if day else ""


def _own(text: Shown) -> dict[str, str]:
    return {"text": text.text, "lang": text.lang.split("-")[0], "dir": text.dir}


def _document(title: str, lang: str) -> dict[str, Any]:
    return {"lang": lang, "dir": direction(lang), "title": title, "foot": title}
