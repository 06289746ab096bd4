"""Papers of a fair: the sheet of goods, price labels, posters, and the agent's round."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from home.fairs.models import Fair, Sheet
from home.fairs.reading.collection import collection_of
from home.fairs.reading.days import days_of
from home.fairs.reading.sheets import Row, rows_of
from producers.domain.dates import date_written
from producers.domain.shown import direction, shown
from producers.models import Organisation
from producers.qr_codes import code_svg
from producers.reading.head import absolute
from shop.domain.money import written
from shop.models import Price
from shop.papers.press import print_paper
from shop.papers.signs import band_svg

MOST_LABELS = 480


def print_goods(sheet: Sheet, *, lang: str, at: datetime) -> bytes:
    """Set a sheet of goods as a PDF, with columns to count in. Raises ``NoPressError``."""
    with translation.override(lang):
        return print_paper("goods", _goods(sheet, lang), at=at)


def print_labels(sheet: Sheet, *, lang: str, at: datetime) -> bytes:
    """Set a label for each piece of a sheet: name, maker, price, and a code that leads to its page.

    24 to a page, 20 pages at most. Raises ``NoPressError``.
    """
    with translation.override(lang):
        return print_paper("prices", _labels(sheet, lang), at=at)


def print_poster(fair: Fair, makers: list[Organisation], *, lang: str, at: datetime) -> bytes:
    """Set a poster of the fair, then one for the stand of each maker. Raises ``NoPressError``."""
    with translation.override(lang):
        return print_paper("poster", _posters(fair, makers, lang), at=at)


def print_days(fair: Fair, *, lang: str, at: datetime) -> bytes:
    """Set the list of money for days away, with a column to sign in. Raises ``NoPressError``."""
    with translation.override(lang):
        return print_paper("days", _day_list(fair, lang), at=at)


def print_round(fair: Fair, *, lang: str, at: datetime) -> bytes:
    """Set the agent's list: by souk day whom to meet, and what to fetch. Raises ``NoPressError``."""
    with translation.override(lang):
        return print_paper("round", _round(fair, lang), at=at)


def _document(title: str, lang: str) -> dict[str, Any]:
    return {"lang": lang, "dir": direction(lang), "title": title, "foot": title}


def _fair_name(fair: Fair, lang: str) -> str:
    return shown(fair.event.title, lang, fair.event.original_language).text


def _days(fair: Fair, lang: str) -> str:
    event = fair.event
    return f"{date_written(event.first_day, lang)} – {date_written(event.last_day, lang)}"


def _goods(sheet: Sheet, lang: str) -> dict[str, Any]:
    title = _("Goods for the fair, sheet %(number)s") % {"number": sheet.number}
    return _document(title, lang) | {
        "fair": _fair_name(sheet.fair, lang),
        "facts": _days(sheet.fair, lang),
        "head": [_("Goods"), _("SKU"), _("Out"), _("Came back"), _("Lost or broken"), _("Why")],
        "groups": _groups(rows_of(sheet, lang)),
        "signs": [_("Handed over by"), _("Taken over by"), _("Counted on return by")],
    }


def _groups(rows: list[Row]) -> list[dict[str, Any]]:
    """Return the lines maker by maker, in their order."""
    groups: dict[str, list[list[str]]] = {}
    for row in rows:
        line = row.line
        is_counted = line is not None and line.back is not None
        counted = [str(line.back), str(line.lost or ""), line.reason] if line and is_counted else ["", "", ""]
        groups.setdefault(row.maker.text, []).append([_name(row), row.sku, str(row.quantity), *counted])
    return [{"maker": maker, "rows": lines} for maker, lines in groups.items()]


def _labels(sheet: Sheet, lang: str) -> dict[str, Any]:
    lines = list(sheet.lines.select_related("origin__variant__product__producer").order_by("pk"))
    prices = {
        row.variant_id: row.amount
        for row in Price.objects.filter(
            variant__in=[line.origin.variant_id for line in lines], amount_currency="MAD"
        )
    }
    names = {row.line.pk: row for row in rows_of(sheet, lang) if row.line}
    labels: list[dict[str, Any]] = []
    for line in lines:
        product, price = line.origin.variant.product, prices.get(line.origin.variant_id)
        label = {
            "name": _name(names[line.pk]),
            "maker": names[line.pk].maker.text,
            "price": written(price, lang) if price is not None else "",
            "sku": line.origin.variant.sku,
            "band": band_svg(product.producer.number),
            "code": code_svg(absolute(reverse("tiwizi_permanent", args=["product", product.export_id]))),
        }
        labels += [label] * line.quantity
    return _document(_("Price labels"), lang) | {
        "labels": labels[:MOST_LABELS],
        "code-words": _("Leads to the page of the product"),
    }


def _posters(fair: Fair, makers: list[Organisation], lang: str) -> dict[str, Any]:
    event = fair.event
    where = [
        shown(text, lang, event.original_language).text for text in (event.venue, event.commune) if str(text)
    ]
    agenda = absolute(reverse("events:event", args=[event.slug]))
    whole = {
        "name": "",
        "words": shown(event.summary, lang, event.original_language).text if str(event.summary) else "",
        "band": "",
        "code": code_svg(agenda),
        "code-words": _("Leads to the page of the fair"),
    }
    stands = [
        {
            "name": shown(maker.name, lang, maker.original_language).text,
            "words": _("Made by hand. Every price says who receives what."),
            "band": band_svg(maker.number),
            "code": code_svg(absolute(reverse("tiwizi_permanent", args=["producer", maker.export_id]))),
            "code-words": _("Leads to the page of the maker"),
        }
        for maker in makers
    ]
    return _document(_fair_name(fair, lang), lang) | {
        "days": _days(fair, lang),
        "where": " · ".join(where),
        "sheets": [whole, *stands],
    }


def _day_list(fair: Fair, lang: str) -> dict[str, Any]:
    found = days_of(fair, lang)
    return _document(_("Money for days away"), lang) | {
        "fair": _fair_name(fair, lang),
        "facts": _days(fair, lang),
        "head": [_("Who is away"), _("For whom"), _("Days"), _("For a day"), _("Sum"), _("Signed")],
        "rows": [
            [
                one.row.name,
                one.maker,
                str(one.row.days),
                written(one.row.rate, lang),
                written(one.total, lang),
            ]
            for one in found.rows
        ],
        "sum": [_("Sum"), written(found.total, lang)],
        "signs": [_("Paid out by"), _("Seen by")],
    }


def _round(fair: Fair, lang: str) -> dict[str, Any]:
    return _document(_("Collection round"), lang) | {
        "fair": _fair_name(fair, lang),
        "facts": _days(fair, lang),
        "head": [_("Maker"), _("Place"), _("To fetch"), _("Fetched")],
        "days": [
            {
                "name": day.name,
                "rows": [
                    [
                        stop.maker.text,
                        stop.place,
                        [f"{count} × {name}" for name, count in stop.goods]
                        + [_("parcel %(number)s") % {"number": number} for number in stop.parcels],
                    ]
                    for stop in day.stops
                ],
            }
            for day in collection_of(fair, lang)
        ],
        "none": _("Nothing is to be fetched."),
    }


def _name(row: Row) -> str:
    return row.name.text + (f" · {row.option.text}" if row.option else "")
