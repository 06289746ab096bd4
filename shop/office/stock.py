"""Stock by place, corrected with a reason."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from shop.actions.adjust_stock import StockError, adjust
from shop.models import Stock
from shop.office.access import actor_of, operators_only
from shop.office.forms import AdjustForm, SkuFilter
from shop.office.tables import Cell, Listing, show_list
from shop.reading.office import sold_out

RELATED = ("variant", "place__organisation")


@operators_only
@require_safe
def list_stock(request: HttpRequest) -> HttpResponse:
    """List what is where; ``?empty=1`` only what is on sale and has run out."""
    form = SkuFilter(request.GET)
    rows = (sold_out() if request.GET.get("empty") else Stock.objects.all()).select_related(*RELATED)
    headings = [_("SKU"), _("Place"), _("On hand"), _("Allocated"), _("May be promised beyond")]
    rows = form.narrowed(rows).order_by("place_id", "pk")
    return show_list(request, Listing(_("Stock"), "table", headings, _cells), rows, form)


@operators_only
@require_http_methods(["GET", "HEAD", "POST"])
def adjust_count(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct one count."""
    stock = get_object_or_404(Stock.objects.select_related(*RELATED), pk=pk)
    form = AdjustForm(request.POST or None)
    if form.is_valid():
        try:
            adjust(
                stock,
                form.cleaned_data["change"],
                actor=actor_of(request),
                reason=form.cleaned_data["reason"],
            )
        except StockError:
            form.add_error("change", _("Nothing changes, or these pieces are not there or are promised."))
        else:
            messages.success(request, _("Done and written down."))
            return redirect("shop_office:stock")
    context = {
        "page_title": stock.variant.sku,
        "header_icon": "table",
        "facts": [(_("On hand"), stock.on_hand), (_("Allocated"), stock.allocated)],
        "form": form,
        "button": _("Adjust"),
    }
    return render(request, "shop/office/form.html", context, status=422 if form.errors else 200)


def _cells(stock: Stock) -> list[Cell]:
    return [
        Cell(stock.variant.sku, reverse("shop_office:adjust", args=[stock.pk])),
        Cell(f"{stock.place.get_kind_display()} {stock.place.organisation.slug}"),
        Cell(str(stock.on_hand)),
        Cell(str(stock.allocated)),
        Cell(str(stock.cap)),
    ]
