"""The queue of money that does not fit: what is known, what is suggested, closed with a note."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from shop.actions.close_exception import AlreadyClosedError, close_exception
from shop.models import ExceptionCase
from shop.office.access import actor_of, operators_only
from shop.office.exception_words import FACTS, HAPPENED, SUGGESTED, in_words
from shop.office.forms import ReasonForm
from shop.office.tables import Cell, Listing, show_list


@operators_only
@require_safe
def list_exceptions(request: HttpRequest) -> HttpResponse:
    """List what is open, oldest first."""
    rows = ExceptionCase.objects.filter(closed_at=None).select_related("payment__order")
    headings = [_("Kind"), _("Suggested action"), _("Gateway"), _("Order"), _("Since")]
    return show_list(request, Listing(_("Payment exceptions"), "warning", headings, _cells), rows)


@operators_only
@require_http_methods(["GET", "HEAD", "POST"])
def show_exception(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one, and close it with a note."""
    row = get_object_or_404(ExceptionCase.objects.select_related("payment"), pk=pk)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            close_exception(row, actor=actor_of(request), note=form.cleaned_data["reason"])
        except AlreadyClosedError:
            form.add_error("reason", _("Somebody has closed it already."))
        else:
            messages.success(request, _("Done and written down."))
            return redirect("shop_office:exceptions")
    context = {
        "page_title": in_words(row.kind, HAPPENED),
        "header_icon": "warning",
        "facts": [
            (_("Suggested action"), in_words(row.suggestion, SUGGESTED)),
            (_("Gateway"), row.gateway),
            *((in_words(name, FACTS), value) for name, value in row.data.items()),
        ],
        "form": form if row.closed_at is None else None,
        "button": _("Close"),
    }
    return render(request, "shop/office/form.html", context, status=422 if form.errors else 200)


def _cells(row: ExceptionCase) -> list[Cell]:
    return [
        Cell(in_words(row.kind, HAPPENED), reverse("shop_office:exception", args=[row.pk])),
        Cell(in_words(row.suggestion, SUGGESTED)),
        Cell(row.gateway),
        Cell(row.payment.order.number if row.payment else ""),
        Cell(date_format(row.created_at, "SHORT_DATETIME_FORMAT")),
    ]
