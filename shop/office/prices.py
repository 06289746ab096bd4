"""Prices by variant and currency: set, first set, and taken off. Each holds at once and says why."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from moneyed import Money

from shop.actions.prices import drop_price, set_prices
from shop.models import Price, Variant
from shop.office.access import actor_of, operators_only
from shop.office.acting import is_done
from shop.office.forms import NewPriceForm, PriceForm, ReasonForm, SkuFilter, money_of
from shop.office.tables import Cell, Listing, money_here, show_list

BACK = "shop_office:prices"


@operators_only
@require_safe
def list_prices(request: HttpRequest) -> HttpResponse:
    """List every price, or those of one SKU."""
    form = SkuFilter(request.GET)
    rows = form.narrowed(Price.objects.select_related("variant__product")).order_by("variant_id", "pk")
    headings = [_("SKU"), _("Product"), _("Price"), _("Price for shops"), _("Rate")]
    link = (_("Sell in another currency"), reverse("shop_office:price_new"))
    return show_list(request, Listing(_("Prices"), "tag", headings, _cells), rows, form, link)


@operators_only
@require_http_methods(["GET", "HEAD", "POST"])
def new_price(request: HttpRequest) -> HttpResponse:
    """Set what a variant costs in a currency in which it had no price."""
    form = NewPriceForm(request.POST or None)
    if is_done(request, form, lambda: _set(request, form, form.cleaned_data["variant"]), field="amount"):
        return redirect(BACK)
    return _show(request, _("Sell in another currency"), form, _("Set the price"))


@operators_only
@require_http_methods(["GET", "HEAD", "POST"])
def change_price(request: HttpRequest, pk: int) -> HttpResponse:
    """Set one price."""
    price: Price = get_object_or_404(Price.objects.select_related("variant"), pk=pk)
    form = PriceForm(request.POST or None, code=price.amount.currency.code, initial={"trade": price.trade})
    if is_done(request, form, lambda: _set(request, form, price.variant), field="amount"):
        return redirect(BACK)
    link = (_("Stop selling in this currency"), reverse("shop_office:price_drop", args=[pk]))
    return _show(request, price.variant.sku, form, _("Set the price"), price=price, link=link)


@operators_only
@require_http_methods(["GET", "HEAD", "POST"])
def take_price_off(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop selling a variant in a currency; what is ordered keeps its price."""
    price: Price = get_object_or_404(Price.objects.select_related("variant"), pk=pk)
    form = ReasonForm(request.POST or None)
    currency, actor = price.amount.currency.code, actor_of(request)
    drop = partial(drop_price, price.variant, currency, actor=actor)
    if is_done(request, form, lambda: drop(reason=form.cleaned_data["reason"]), field="reason"):
        return redirect(BACK)
    return _show(request, price.variant.sku, form, _("Stop selling in this currency"), price=price)


def _set(request: HttpRequest, form: PriceForm, variant: Variant) -> None:
    typed = form.cleaned_data
    trade = None if typed["trade"] is None else Money(typed["trade"], form.code)
    set_prices(variant, money_of(form, form.code), trade, actor=actor_of(request), reason=typed["reason"])


def _show(
    request: HttpRequest,
    title: str,
    form: PriceForm | ReasonForm,
    button: str,
    *,
    price: Price | None = None,
    link: tuple[str, str] | None = None,
) -> HttpResponse:
    context = {
        "page_title": title,
        "header_icon": "tag",
        "facts": [(_("Price"), price.amount)] if price else [],
        "form": form,
        "button": button,
        "link": link,
    }
    return render(request, "shop/office/form.html", context, status=422 if form.errors else 200)


def _cells(price: Price) -> list[Cell]:
    return [
        Cell(price.variant.sku, reverse("shop_office:price", args=[price.pk])),
        Cell(price.variant.product.slug),
        Cell(money_here(price.amount)),
        Cell(money_here(Money(price.trade, price.amount.currency)) if price.trade is not None else ""),
        Cell(localize(price.rate.normalize()) if price.rate else ""),
    ]
