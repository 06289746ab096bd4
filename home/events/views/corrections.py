"""Corrections of attendance and of who paid, for operators, with the log of those that were made."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from home.events.actions.corrections import add_half_day, name_funder, take_back_half_day
from home.events.correction_forms import FunderForm, HalfDayForm
from home.events.correction_words import refused
from home.events.domain.attendance import Half
from home.events.domain.corrections import CorrectionError
from home.events.models import Event
from home.events.reading.cards import event_card
from home.events.reading.corrections import log_of
from shop.office.access import actor_of, operators_only

ACTS = {"add": add_half_day, "take_back": take_back_half_day}


@operators_only
@require_safe
def corrections(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what was corrected, by whom and why, and the forms."""
    return _page(request, _event(pk))


@operators_only
@require_POST
def half_day(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a half day, or take one back."""
    event = _event(pk)
    form = HalfDayForm(request.POST, event)

    def act() -> None:
        typed = form.cleaned_data
        ACTS[typed["do"]](
            typed["code"], typed["day"], Half(typed["half"]), actor=actor_of(request), reason=typed["reason"]
        )

    return _done(request, event, form, act, half_form=form)


@operators_only
@require_POST
def funder(request: HttpRequest, pk: int) -> HttpResponse:
    """Say who pays for it."""
    event = _event(pk)
    form = FunderForm(request.POST, event)

    def act() -> None:
        typed = form.cleaned_data
        name_funder(event, typed["funder"], actor=actor_of(request), reason=typed["reason"])

    return _done(request, event, form, act, funder_form=form)


def _event(pk: int) -> Event:
    return get_object_or_404(Event.objects.select_related("series", "picture"), pk=pk)


def _done(
    request: HttpRequest, event: Event, form: Any, act: Callable[[], None], **forms: Any
) -> HttpResponse:
    """Act when the form is valid; say what was refused where it was typed, with status 422."""
    if form.is_valid():
        try:
            act()
            messages.success(request, _("Done and written down."))
            return redirect("agenda_office:corrections", event.pk)
        except CorrectionError as error:
            field = "reason" if error.why in ("no_reason", "long_reason", "names") else "day"
            form.add_error(field if field in form.fields else None, refused(error.why))
    return _page(request, event, status=422, **forms)


def _page(request: HttpRequest, event: Event, status: int = 200, **forms: Any) -> HttpResponse:
    context = {
        "page_title": event_card(event, get_language() or "fr").title.text,
        "header_icon": "history",
        "event": event,
        "half_form": forms.get("half_form") or HalfDayForm(None, event),
        "funder_form": forms.get("funder_form")
        or (FunderForm(None, event) if event.kind == Event.Kind.TRAINING else None),
        "log": log_of(event),
    }
    return render(request, "home/events/office/corrections.html", context, status=status)
