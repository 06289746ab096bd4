"""Sheets of goods in the office: written, confirmed out, counted back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from home.fairs.actions.sheets import (
    Counted,
    CountError,
    ShortSheetError,
    bring_back,
    drop_sheet,
    take_out,
    write_sheet,
)
from home.fairs.domain.states import IllegalStepError
from home.fairs.models import Fair, Sheet
from home.fairs.reading.sheets import makers_with_goods, rows_of, shelves_of
from producers.models import Organisation
from shop.models import Variant
from shop.office.access import actor_of, operators_only
from shop.papers.press import has_press


@operators_only
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a new sheet: choose a maker, then how many pieces from which shelf."""
    fair = get_object_or_404(Fair.objects.select_related("event"), pk=pk)
    if request.method != "POST":
        return _form(request, fair, None)
    return _write(request, fair, None)


@operators_only
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a sheet; a draft can be written on, one that is out can be counted."""
    found = _sheet(pk)
    if request.method != "POST":
        return _form(request, found.fair, found)
    return _write(request, found.fair, found)


@operators_only
@require_POST
def step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Take a sheet a step further: ``out``, ``back`` or ``drop``."""
    found, actor = _sheet(pk), actor_of(request)
    try:
        if name == "out":
            take_out(found, actor=actor)
        elif name == "back":
            bring_back(found, _counted(request, found), actor=actor)
        elif name == "drop":
            drop_sheet(found, actor=actor)
        else:
            raise Http404
    except ShortSheetError as short:
        return _form(request, found.fair, _sheet(pk), wrong=_too_few(short), status=422)
    except CountError:
        wrong = _("Count every line. What is lost or broken needs a reason.")
        return _form(request, found.fair, _sheet(pk), wrong=wrong, status=422)
    except IllegalStepError:
        wrong = _("This sheet is further already: look at it again.")
        return _form(request, found.fair, _sheet(pk), wrong=wrong, status=422)
    messages.success(request, _("Done and written down."))
    return redirect("fairs_office:sheet", found.pk)


def _write(request: HttpRequest, fair: Fair, found: Sheet | None) -> HttpResponse:
    wanted = _numbers(request, "shelf-")
    if wanted is None:
        return _form(request, fair, found, wrong=_("Write whole numbers."), status=422)
    try:
        kept = {shelf: count for shelf, count in wanted.items() if count}
        written = write_sheet(fair, kept, actor=actor_of(request), sheet=found)
    except CountError:
        wrong = _("A sheet needs at least one piece from a shelf of the web shop.")
        return _form(request, fair, found, wrong=wrong, status=422)
    except IllegalStepError:
        wrong = _("This sheet is further already: look at it again.")
        return _form(request, fair, found, wrong=wrong, status=422)
    messages.success(request, _("Done and written down."))
    return redirect("fairs_office:sheet", written.pk)


def _form(
    request: HttpRequest, fair: Fair, found: Sheet | None, *, wrong: str = "", status: int = 200
) -> HttpResponse:
    lang = get_language() or "fr"
    rows = rows_of(found, lang) if found else []
    maker = Organisation.objects.filter(slug=request.GET.get("maker", "")).first()
    more = shelves_of(maker, lang, {row.shelf for row in rows}) if maker else []
    title = _("Sheet %(number)s") % {"number": found.number} if found else _("New sheet")
    context = {
        "page_title": title,
        "header_icon": "list-ul",
        "fair": fair,
        "sheet": found,
        "is_draft": found is None or found.state == Sheet.State.DRAFT,
        "rows": [(row, request.POST.get(f"shelf-{row.shelf}", row.quantity)) for row in rows],
        "more": [(row, request.POST.get(f"shelf-{row.shelf}", "")) for row in more],
        "makers": makers_with_goods(),
        "maker": maker,
        "wrong": wrong,
        "has_press": has_press(),
    }
    return render(request, "home/fairs/office/sheet.html", context, status=status)


def _counted(request: HttpRequest, found: Sheet) -> dict[int, Counted]:
    """Read the count of every line. Raises ``CountError`` for what is no number."""
    back, lost = _numbers(request, "back-"), _numbers(request, "lost-")
    if back is None or lost is None:
        raise CountError
    return {
        line: Counted(count, lost.get(line, 0), request.POST.get(f"why-{line}", "").strip())
        for line, count in back.items()
    }


def _numbers(request: HttpRequest, prefix: str) -> dict[int, int] | None:
    """Read whole numbers by the key in their field's name, without empty ones; None when one is none."""
    found: dict[int, int] = {}
    for name, typed in request.POST.items():
        key, text = name.removeprefix(prefix), typed.strip()
        if not name.startswith(prefix) or not text:
            continue
        if not all(one.isascii() and one.isdigit() and len(one) < 10 for one in (key, text)):
            return None
        found[int(key)] = int(text)
    return found


def _too_few(short: ShortSheetError) -> str:
    skus = dict(
        Variant.objects.filter(pk__in=[line.variant for line in short.lines]).values_list("pk", "sku")
    )
    lines = ", ".join(f"{skus[line.variant]}: {line.left}" for line in short.lines)
    return _("Too few are left, or they are promised to buyers. Left: %(lines)s") % {"lines": lines}


def _sheet(pk: int) -> Sheet:
    return get_object_or_404(Sheet.objects.select_related("fair__event", "fair__place"), pk=pk)
