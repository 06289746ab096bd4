"""Joint purchases in the office: opened, ordered, received or given up. Money is booked here alone."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from moneyed import Money

from home.network.actions.purchases import Planned, drop, open_purchase, order, receive
from home.network.domain.purchases import PurchaseRefusedError
from home.network.forms import PurchaseForm, ReceiveForm
from home.network.models import Purchase
from home.network.network_words import why_not_buy
from shop.office.access import actor_of, operators_only

MOST = 100


@operators_only
@require_http_methods(["GET", "HEAD", "POST"])
def purchases(request: HttpRequest) -> HttpResponse:
    """List joint purchases, the latest first; open another."""
    form = PurchaseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        typed = dict(form.cleaned_data)
        organiser = typed.pop("organiser")
        planned = Planned(**{**typed, "price": Money(typed["price"], "MAD")})
        try:
            row = open_purchase(organiser, planned, actor=actor_of(request))
            return redirect("network_office:purchase", row.pk)
        except PurchaseRefusedError as refused:
            form.add_error(None, why_not_buy(refused.why))
    context = {
        "page_title": _("Joint purchases"),
        "header_icon": "group",
        "rows": Purchase.objects.select_related("organiser")[:MOST],
        "form": form,
    }
    return render(request, "home/network/office/purchases.html", context, status=422 if form.errors else 200)


@operators_only
@require_http_methods(["GET", "HEAD", "POST"])
def purchase(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one with its pledges; order it, receive it with its costs, or give it up."""
    row = get_object_or_404(Purchase.objects.select_related("organiser"), pk=pk)
    form = ReceiveForm(request.POST if request.POST.get("do") == "receive" else None)
    wrong = _done(request, row, form) if request.method == "POST" else ""
    if request.method == "POST" and not wrong:
        messages.success(request, _("Done and written down."))
        return redirect("network_office:purchase", pk)
    context = {
        "page_title": row.material,
        "header_icon": "group",
        "purchase": row,
        "pledges": row.pledges.select_related("organisation"),
        "form": form,
        "wrong": wrong,
    }
    return render(request, "home/network/office/purchase.html", context, status=422 if wrong else 200)


def _done(request: HttpRequest, row: Purchase, form: ReceiveForm) -> str:
    """Do what was pressed, and return why not in words, empty when it is done."""
    actor, done = actor_of(request), request.POST.get("do", "")
    try:
        if done == "order":
            order(row, actor=actor)
        elif done == "drop":
            drop(row, actor=actor, reason=request.POST.get("reason", "")[:200])
        elif done == "receive" and form.is_valid():
            receive(row, Money(form.cleaned_data["transport"], "MAD"), actor=actor)
        else:
            return _("Write the cost of the transport.")
    except PurchaseRefusedError as refused:
        return why_not_buy(refused.why)
    return ""
