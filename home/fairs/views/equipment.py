"""Equipment in the office: what there is, who has it when, and giving it back."""

from typing import Any

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from home.fairs.actions.lend import TooFewUnitsError, give_back, keep_equipment, lend
from home.fairs.domain.lending import ClashError, DaysError
from home.fairs.models import Booking, Equipment
from home.fairs.office_forms import EquipmentForm, LendForm
from producers.domain.dates import day_written
from shop.office.access import actor_of, operators_only

MOST = 200


@operators_only
@require_safe
def equipment(request: HttpRequest) -> HttpResponse:
    """List what can be lent, and who has what from today on."""
    return _page(request)


@operators_only
@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Write down one more kind, or how many of one there are now."""
    form = EquipmentForm(request.POST)
    if form.is_valid():
        typed = form.cleaned_data
        known = Equipment.objects.filter(holder=typed["holder"], name=typed["name"].strip()).first()
        try:
            keep_equipment(
                typed["holder"],
                kind=typed["kind"],
                name=typed["name"],
                units=typed["units"],
                actor=actor_of(request),
                row=known,
            )
            return _well_done(request)
        except TooFewUnitsError:
            form.add_error("units", _("More of them are lent already."))
    return _page(request, status=422, keep_form=form)


@operators_only
@require_POST
def lend_it(request: HttpRequest) -> HttpResponse:
    """Lend something for some days."""
    form = LendForm(request.POST)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            lend(
                typed["equipment"],
                typed["first_day"],
                typed["last_day"],
                actor=actor_of(request),
                quantity=typed["quantity"],
                fair=typed["fair"],
                maker=typed["maker"],
            )
            return _well_done(request)
        except ClashError as clash:
            days = ", ".join(day_written(day, request.LANGUAGE_CODE) for day in clash.days)
            form.add_error("first_day", _("Too few are free on: %(days)s") % {"days": days})
        except DaysError:
            form.add_error("last_day", _("From one day to a month, and one thing at a time."))
        except IntegrityError:  # somebody was quicker where no lock stands in between
            form.add_error("first_day", _("Somebody else has just taken it."))
    return _page(request, status=422, lend_form=form)


@operators_only
@require_POST
def back(request: HttpRequest, pk: int) -> HttpResponse:
    """It is back, or not needed."""
    give_back(get_object_or_404(Booking, pk=pk), actor=actor_of(request))
    return _well_done(request)


def _well_done(request: HttpRequest) -> HttpResponse:
    messages.success(request, _("Done and written down."))
    return redirect("fairs_office:equipment")


def _page(request: HttpRequest, status: int = 200, **forms: Any) -> HttpResponse:
    lent = Booking.objects.filter(released_at=None, last_day__gte=timezone.localdate())
    context = {
        "page_title": _("Equipment"),
        "header_icon": "tag",
        "kinds": Equipment.objects.select_related("holder"),
        "lent": lent.select_related("equipment", "fair__event", "maker")[:MOST],
        "keep_form": forms.get("keep_form") or EquipmentForm(),
        "lend_form": forms.get("lend_form") or LendForm(),
    }
    return render(request, "home/fairs/office/equipment.html", context, status=status)
