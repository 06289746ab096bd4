"""Who sells for whom: listed, and named for days to come."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from shop.actions.name_seller import name_seller
from shop.models import SellerOfRecord
from shop.office.access import actor_of, operators_only
from shop.office.acting import is_done
from shop.office.invoice_forms import SellerForm
from shop.office.tables import Cell, Listing, show_list


@operators_only
@require_safe
def list_sellers(request: HttpRequest) -> HttpResponse:
    """List who sells for whom, by maker."""
    rows = SellerOfRecord.objects.select_related("producer", "seller", "market")
    headings = [_("Maker"), _("Seller"), _("Only in"), _("Since")]
    link = (_("Name a seller"), reverse("shop_office:seller_new"))
    return show_list(request, Listing(_("Sellers of record"), "group", headings, _cells), rows, link=link)


@operators_only
@require_http_methods(["GET", "HEAD", "POST"])
def new_seller(request: HttpRequest) -> HttpResponse:
    """Name who sells for a maker from a day to come."""
    form = SellerForm(request.POST or None)
    act = partial(_name, form, request)
    if is_done(request, form, act, field="since"):
        return redirect("shop_office:sellers")
    context = {
        "page_title": _("Name a seller"),
        "header_icon": "group",
        "form": form,
        "button": _("Save"),
    }
    return render(request, "shop/office/form.html", context, status=422 if form.errors else 200)


def _name(form: SellerForm, request: HttpRequest) -> None:
    typed = form.cleaned_data
    name_seller(
        typed["producer"],
        typed["seller"],
        market=typed["market"],
        since=typed["since"],
        actor=actor_of(request),
        reason=typed["reason"],
    )


def _cells(row: SellerOfRecord) -> list[Cell]:
    return [
        Cell(str(row.producer)),
        Cell(str(row.seller)),
        Cell(str(row.market or "")),
        Cell(date_format(row.since, "SHORT_DATE_FORMAT")),
    ]
