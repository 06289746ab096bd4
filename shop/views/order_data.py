"""What is kept of an order's buyer, given out and erased on pages that the order's secret opens."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from producers.domain.actors import BUYER
from producers.reading.persons import export_of
from producers.responses import secret_page
from shop.actions.forget_buyer import forget_buyer
from shop.models import Order
from shop.reading.orders import find_order
from shop.reading.persons import buyer_of
from shop.views.steps import see_other


@secret_page
@require_http_methods(["GET", "HEAD", "POST"])
def order_data(request: HttpRequest, token: str) -> HttpResponse:
    """Say what goes and what stays; erase it when she says that she means it."""
    order = _order(token)
    if request.method != "POST":
        return _show(request, order)
    if request.POST.get("sure") != "on":
        return _show(request, order, is_unsure=True, status=422)
    forgotten = forget_buyer(buyer_of(order), actor=BUYER)
    if forgotten.waiting:
        messages.success(request, _("Noted. Your data go as soon as this order has ended."))
    else:
        messages.success(request, _("Your data are erased."))
    return see_other("shop:order", token)


@secret_page
@require_safe
def order_data_file(request: HttpRequest, token: str) -> HttpResponse:
    """Give out every row that names the buyer of this order."""
    return JsonResponse(
        export_of(buyer_of(_order(token))),
        json_dumps_params={"ensure_ascii": False, "indent": 2},
        headers={"Content-Disposition": 'attachment; filename="order-data.json"'},
    )


def _order(token: str) -> Order:
    order = find_order(token)
    if order is None:
        raise Http404
    return order


def _show(request: HttpRequest, order: Order, *, is_unsure: bool = False, status: int = 200) -> HttpResponse:
    context = {"order": order, "is_unsure": is_unsure}
    return render(request, "shop/order_data.html", context, status=status)
