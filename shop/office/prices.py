"""Prices by variant and currency; a new one holds at once and says why."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from shop.actions.prices import set_price
from shop.models import Price
from shop.office.access import actor_of, operators_only
from shop.office.forms import PriceForm, money_of
from shop.office.tables import Cell, Listing, show_list


@operators_only
@require_safe
def list_prices(request: HttpRequest) -> HttpResponse:
    """List every price."""
    rows = Price.objects.select_related("variant__product").order_by("variant_id", "pk")
    headings = [_("SKU"), _("Product"), _("Price"), _("Rate")]
    return show_list(request, Listing(_("Prices"), "tag", headings, _cells), rows)


@operators_only
@require_http_methods(["GET", "HEAD", "POST"])
def change_price(request: HttpRequest, pk: int) -> HttpResponse:
    """Set one price."""
    price = get_object_or_404(Price.objects.select_related("variant"), pk=pk)
    form = PriceForm(request.POST or None)
    if form.is_valid():
        money = money_of(form, price.amount.currency.code)
        try:
            set_price(price.variant, money, actor=actor_of(request), reason=form.cleaned_data["reason"])
        except ValueError:
            form.add_error("amount", _("A price is above zero."))
        else:
            messages.success(request, _("Done and written down."))
            return redirect("shop_office:prices")
    context = {
        "page_title": price.variant.sku,
        "header_icon": "tag",
        "facts": [(_("Price"), price.amount)],
        "form": form,
        "button": _("Set the price"),
    }
    return render(request, "shop/office/form.html", context, status=422 if form.errors else 200)


def _cells(price: Price) -> list[Cell]:
    return [
        Cell(price.variant.sku, reverse("shop_office:price", args=[price.pk])),
        Cell(price.variant.product.slug),
        Cell(str(price.amount)),
        Cell(str(price.rate or "")),
    ]
