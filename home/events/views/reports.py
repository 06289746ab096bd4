"""The report after an event, for operators: page, table and paper; and what somebody says came of it."""

import csv
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from home.events.actions.declare import declare, take_back
from home.events.domain.outcomes import FEWEST, MOST, Outcome
from home.events.domain.registering import RefusedError
from home.events.models import Declared, Event, Registration
from home.events.reading.cards import event_card
from home.events.reading.report import read_report, report_rows
from home.events.reading.seats import find_seat, seat_shown
from home.events.seat_words import refusal
from home.events.views.seats import actor_at
from producers.domain.shown import direction
from producers.responses import secret_page
from shop.office.access import operators_only
from shop.paper_answers import file_answer
from shop.papers.press import has_press, print_paper


@operators_only
@require_safe
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what an event came to."""
    context = {"header_icon": "group", "has_press": has_press(), "fewest": FEWEST, **_read(pk)}
    return render(request, "home/events/office/report.html", context)


@operators_only
@require_safe
def report_table(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the report as CSV."""
    found = _read(pk)
    answer = file_answer(b"\xef\xbb\xbf", "text/csv; charset=utf-8", f"{found['event'].slug}.csv")
    csv.writer(answer).writerows([(found["page_title"], found["when"]), *found["rows"]])
    return answer


@operators_only
@require_safe
def report_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Print the report."""
    if not has_press():
        raise Http404
    found, lang = _read(pk), get_language() or "fr"
    few = _("Sums of fewer than %(count)d declarations are not shown.") % {"count": FEWEST}
    data = {
        "lang": lang,
        "dir": direction(lang),
        "title": found["page_title"],
        "foot": found["page_title"],
        "facts": found["when"],
        "rows": [list(row) for row in found["rows"]],
        "note": f"{few} {found['apart']}",
    }
    content = print_paper("report", data, at=timezone.now())
    return file_answer(content, "application/pdf", f"{found['event'].slug}.pdf")


def _read(pk: int) -> dict[str, Any]:
    event = get_object_or_404(Event.objects.select_related("series", "picture"), pk=pk)
    lang = get_language() or "fr"
    card = event_card(event, lang)
    return {
        "event": event,
        "page_title": card.title.text,
        "when": f"{card.days} · {card.place}",
        "rows": report_rows(read_report(event), lang),
        "apart": _("What was declared stands in this report alone: no public figure is made of it."),
    }


class OutcomeForm(forms.Form):
    """Four numbers and a yes."""

    sales = forms.IntegerField(
        label=gettext_lazy("Sales, in dirhams"), min_value=0, max_value=MOST, initial=0
    )
    contacts = forms.IntegerField(label=gettext_lazy("Contacts"), min_value=0, max_value=MOST, initial=0)
    jobs = forms.IntegerField(label=gettext_lazy("Jobs"), min_value=0, max_value=MOST, initial=0)
    supported = forms.IntegerField(
        label=gettext_lazy("People supported"), min_value=0, max_value=MOST, initial=0
    )
    agrees = forms.BooleanField(
        label=gettext_lazy("I agree that these numbers are counted with those of others, without my name.")
    )
    use_required_attribute = False


@secret_page
@require_http_methods(["GET", "HEAD", "POST"])
def outcome(request: HttpRequest, token: str) -> HttpResponse:
    """Ask what came of it for her; her numbers can be taken back at any time."""
    try:
        one = find_seat(token)
    except Registration.DoesNotExist as reason:
        raise Http404 from reason
    if request.method == "POST" and request.POST.get("do") == "take_back":
        take_back(one, actor=actor_at(request))
        return redirect("events:outcome", token)
    form = OutcomeForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _declared(request, one, form):
        return redirect("events:outcome", token)
    context = {
        "seat": seat_shown(one, get_language() or "fr"),
        "form": form,
        "declared": Declared.objects.filter(registration=one, withdrawn_at=None).first(),
    }
    return render(request, "home/events/outcome.html", context, status=422 if form.errors else 200)


def _declared(request: HttpRequest, one: Registration, form: OutcomeForm) -> bool:
    typed = {name: value for name, value in form.cleaned_data.items() if name != "agrees"}
    try:
        declare(one, Outcome(**typed), actor=actor_at(request))
    except RefusedError as refused:
        form.add_error(None, refusal(refused.why))
        return False
    return True
