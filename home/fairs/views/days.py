"""Money for days away in the office: the list of a fair, filled in, printed to be signed, given as a file."""

import csv
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from moneyed import Money

from home.fairs.actions.days import TwiceError, drop_days, fill_days, keep_days, makers_at
from home.fairs.models import DayMoney, Fair
from home.fairs.office_forms import DaysForm, FillForm
from home.fairs.papers import print_days
from home.fairs.reading.days import days_of, last_rate
from producers.domain.shown import shown
from shop.domain.cells import harmless
from shop.office.access import actor_of, operators_only
from shop.paper_answers import file_answer
from shop.papers.press import has_press

CURRENCY = "MAD"


@operators_only
@require_http_methods(["GET", "HEAD", "POST"])
def days(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who is on the list; put one more on it."""
    fair = _fair(pk)
    if request.method != "POST":
        return _page(request, fair)
    form = DaysForm(request.POST, makers=makers_at(fair))
    if form.is_valid():
        typed = form.cleaned_data
        rate = Money(typed["rate"], CURRENCY)
        try:
            actor, maker = actor_of(request), typed["maker"]
            phone = typed["phone"]
            keep_days(fair, typed["name"], typed["days"], rate, actor=actor, maker=maker, phone=phone)
            return _done(request, fair)
        except TwiceError:
            form.add_error("name", _("She is on the list already."))
    return _page(request, fair, form=form, status=422)


@operators_only
@require_POST
def fill(request: HttpRequest, pk: int) -> HttpResponse:
    """Put everybody on the list who has a stand or goods here."""
    fair, form = _fair(pk), FillForm(request.POST)
    if not form.is_valid():
        return _page(request, fair, wrong=_("Write days and what a day is paid."), status=422)
    typed = form.cleaned_data
    fill_days(fair, typed["days"], Money(typed["rate"], CURRENCY), actor=actor_of(request))
    return _done(request, fair)


@operators_only
@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Take somebody off the list."""
    row = get_object_or_404(DayMoney.objects.select_related("fair"), pk=pk)
    drop_days(row, actor=actor_of(request))
    return _done(request, row.fair)


@operators_only
@require_safe
def table(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the list as CSV."""
    found = days_of(_fair(pk), _lang())
    answer = file_answer(b"\xef\xbb\xbf", "text/csv; charset=utf-8", f"days-{pk}.csv")
    lines = csv.writer(answer)
    lines.writerow([_("Who is away"), _("For whom"), _("Days"), _("For a day"), _("Sum")])
    for one in found.rows:
        words = [harmless(one.row.name), harmless(one.maker)]
        lines.writerow([*words, one.row.days, one.row.rate.amount, one.total.amount])
    lines.writerow([_("Sum"), "", "", "", found.total.amount])
    return answer


@operators_only
@require_safe
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Print the list, with a column to sign in."""
    if not has_press():
        raise Http404
    text = print_days(_fair(pk), lang=_lang(), at=timezone.now())
    return file_answer(text, "application/pdf", f"days-{pk}.pdf")


def _done(request: HttpRequest, fair: Fair) -> HttpResponse:
    messages.success(request, _("Done and written down."))
    return redirect("fairs_office:days", fair.pk)


def _page(
    request: HttpRequest, fair: Fair, form: DaysForm | None = None, wrong: str = "", status: int = 200
) -> HttpResponse:
    event, rate = fair.event, last_rate(fair)
    known: dict[str, Any] = {
        "days": (event.last_day - event.first_day).days + 1,
        "rate": rate.amount if rate else None,
    }
    context = {
        "page_title": _("Days away: %(fair)s")
        % {"fair": shown(event.title, _lang(), event.original_language).text},
        "header_icon": "calendar",
        "fair": fair,
        "list": days_of(fair, _lang()),
        "form": form or DaysForm(initial=known, makers=makers_at(fair)),
        "known": known,
        "typed": request.POST,
        "wrong": wrong,
        "has_press": has_press(),
    }
    return render(request, "home/fairs/office/days.html", context, status=status)


def _fair(pk: int) -> Fair:
    return get_object_or_404(Fair.objects.select_related("event", "holder"), pk=pk)


def _lang() -> str:
    return get_language() or "fr"
