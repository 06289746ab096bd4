"""The network in the office: what is said and agreed, in numbers and states; not what makers wrote."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from home.network.models import Talk
from shop.office.access import operators_only

PER_PAGE = 50


@operators_only
@require_safe
def network(request: HttpRequest) -> HttpResponse:
    """List who wrote to whom about what and how it ended. Their words stay between them."""
    rows = Talk.objects.select_related("sender", "sender_seat", "receiver", "receiver_seat").order_by("-pk")
    context = {
        "page_title": _("Network"),
        "header_icon": "group",
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "home/network/office/network.html", context)
