"""The figures: all of a year at once, and each on a page of its own; frozen years the same way."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from home.impact.models import Edition
from home.impact.reading.figure_page import figure_page
from home.impact.reading.markup import dataset_markup, files
from home.impact.reading.numbers import number_written
from home.impact.reading.sheets import FigureSheet, Sheet, frozen_sheet, latest_editions, live_sheet
from home.impact.reading.statements import statements
from producers.conf import languages, map_view
from producers.reading.head import Head, read_head
from producers.responses import shared_page

YEAR_DIGITS = 4


@shared_page
@require_safe
def impact(request: HttpRequest) -> HttpResponse:
    """Show what is counted of a year, of this one unless the address says another."""
    sheet = _live(request)
    name = _("Figures")
    head = read_head("impact:impact", languages=languages(), query=_query(request), title=name)
    return render(request, "home/impact/impact.html", _overview(sheet, head, name, None))


@shared_page
@require_safe
def figure(request: HttpRequest, code: str) -> HttpResponse:
    """Show one figure of a year by region, craft and year."""
    sheet = _live(request)
    one = _figure(sheet, code)
    head = read_head("impact:figure", [code], languages(), query=_query(request), title=one.label)
    return render(request, "home/impact/figure.html", _one(request, sheet, one, head, None))


@shared_page
@require_safe
def edition(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a year as it was frozen."""
    row = get_object_or_404(Edition, slug=slug)
    sheet = frozen_sheet(row)
    name = _("Figures of %(year)s") % {"year": row.year}
    head = read_head("impact:edition", [slug], languages(), title=name)
    return render(request, "home/impact/impact.html", _overview(sheet, head, name, row))


@shared_page
@require_safe
def edition_figure(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Show one figure of a year as it was frozen."""
    row = get_object_or_404(Edition, slug=slug)
    sheet = frozen_sheet(row)
    one = _figure(sheet, code)
    head = read_head("impact:edition_figure", [slug, code], languages(), title=f"{one.label} {row.year}")
    return render(request, "home/impact/figure.html", _one(request, sheet, one, head, row))


def _live(request: HttpRequest) -> Sheet:
    typed = request.GET.get("year", "")
    if typed and not (len(typed) == YEAR_DIGITS and typed.isascii() and typed.isdigit()):
        raise Http404(_("Nothing was counted in that year."))
    sheet = live_sheet(int(typed) if typed else None)
    if sheet is None:
        raise Http404(_("Nothing was counted in that year."))
    return sheet


def _query(request: HttpRequest) -> str:
    year = request.GET.get("year", "")
    return f"?year={year}" if year and year != str(timezone.localdate().year) else ""


def _figure(sheet: Sheet, code: str) -> FigureSheet:
    found = sheet.figure(code)
    if found is None:
        raise Http404(_("There is no such figure."))
    return found


def _address(one: FigureSheet, sheet: Sheet, row: Edition | None) -> str:
    if row:
        return reverse("impact:edition_figure", args=[row.slug, one.code])
    own = reverse("impact:figure", args=[one.code])
    return own if sheet.year == timezone.localdate().year else f"{own}?year={sheet.year}"


def _frame(sheet: Sheet, head: Head, row: Edition | None) -> dict[str, Any]:
    """What both pages show around their figures."""
    editions = list(Edition.objects.all())
    newest = next((one for one in editions if row and one.year == row.year), row)
    return {
        "sheet": sheet,
        "head": head,
        "edition": row,
        "corrected_by": newest if newest != row else None,
        "editions": list(latest_editions(editions)),
        "files": files(row.slug if row else ""),
    }


def _overview(sheet: Sheet, head: Head, name: str, row: Edition | None) -> dict[str, Any]:
    shown = [
        (one, [number_written(one.whole(unit), unit) for unit in one.units], _address(one, sheet, row))
        for one in sheet.figures
    ]
    description = _("What makers earn here, who they are, what they make, and what they learn, each year.")
    measured = [one.label for one in sheet.figures]
    return {
        **_frame(sheet, head, row),
        "name": name,
        "figures": shown,
        "statements": statements(),
        "markup": dataset_markup(head.canonical, name, description, sheet.at, measured, row),
    }


def _one(
    request: HttpRequest, sheet: Sheet, one: FigureSheet, head: Head, row: Edition | None
) -> dict[str, Any]:
    units = one.units or ("",)
    asked = request.GET.get("unit", units[0])
    if asked not in units:
        raise Http404(_("There is no such figure."))
    own = _address(one, sheet, row)
    joint = "&" if "?" in own else "?"
    return {
        **_frame(sheet, head, row),
        "page": figure_page(sheet, one, asked),
        "units": [(unit, f"{own}{joint}unit={unit}", unit == asked) for unit in units],
        "statements": statements(one.code),
        "corrected": sheet.corrected(one.code),
        "view": map_view(),
        "up": reverse("impact:edition", args=[row.slug]) if row else reverse("impact:impact"),
        "markup": dataset_markup(head.canonical, one.label, one.definition, sheet.at, [one.label], row),
    }
