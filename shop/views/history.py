"""What an account shows of the shop: her orders, and everything that is kept about her, as a file."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from producers.domain.dates import date_written
from producers.reading.persons import export_of
from producers.responses import owner_page
from shop.reading.cards import money_shown
from shop.reading.consents import accepted_by, wishes_of
from shop.reading.history import PER_PAGE, data_of, orders_of
from shop.reading.orders import STATUS_TEXTS
from shop.reading.persons import account_holder


@owner_page
@require_safe
def my_orders(request: HttpRequest) -> HttpResponse:
    """List her orders, twenty at a time."""
    lang = get_language() or "fr"
    page = Paginator(orders_of(request.user), PER_PAGE).get_page(request.GET.get("page"))
    rows = [
        {
            "number": order.number,
            "token": order.token,
            "status": STATUS_TEXTS[order.Status(order.status)](),
            "day": date_written(timezone.localdate(order.placed_at), lang),
            "total": money_shown(order.total, lang),
        }
        for order in page
    ]
    return render(request, "shop/my_orders.html", {"rows": rows, "page": page})


@owner_page
@require_safe
def my_consents(request: HttpRequest) -> HttpResponse:
    """Say what she has agreed to, and where she takes it back."""
    lang = get_language() or "fr"
    context = {
        "accepted": [(one, date_written(one.day, lang)) for one in accepted_by(request.user, lang)],
        "wishes": [(one, date_written(one.day, lang)) for one in wishes_of(request.user, lang)],
    }
    return render(request, "shop/my_consents.html", context)


@owner_page
@require_safe
def my_data(request: HttpRequest) -> HttpResponse:
    """Give out what is kept about her: her orders as she reads them, and every row that names her."""
    return JsonResponse(
        data_of(request.user) | {"tables": export_of(account_holder(request.user))},
        json_dumps_params={"ensure_ascii": False, "indent": 2},
        headers={"Content-Disposition": 'attachment; filename="my-data.json"'},
    )
