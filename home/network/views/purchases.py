"""Joint purchases in the portal: what is open, and how much she takes."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from home.network.actions.purchases import pledge, withdraw
from home.network.domain.purchases import PurchaseRefusedError
from home.network.forms import PledgeForm
from home.network.models import Pledge, Purchase
from home.network.network_words import why_not_buy
from producers.domain.grants import Permission
from producers.portal.acting import acting_in
from producers.portal.doors import portal_page
from producers.portal.sent_once import sent_once

NEEDS = Permission.MANAGE_ORDERS
"""A promise costs her money: who may only speak for her on her page may not make it."""
MOST = 50


@portal_page(needs=NEEDS, may_keep=False)
@require_safe
def purchases(request: HttpRequest) -> HttpResponse:
    """List what is open, then what she takes part in."""
    mine = acting_in(request).organisation
    open_now = Purchase.objects.filter(state=Purchase.State.OPEN, last_day__gte=timezone.localdate())
    hers = Purchase.objects.filter(pledges__organisation=mine).exclude(pk__in=open_now.values("pk"))
    context = {"open": open_now.order_by("last_day", "pk")[:MOST], "hers": hers[:MOST]}
    return render(request, "home/network/portal/purchases.html", context)


@portal_page(needs=NEEDS, may_keep=False)
@sent_once
@require_http_methods(["GET", "HEAD", "POST"])
def purchase(request: HttpRequest, token: str) -> HttpResponse:
    """Show one; promise to take so much, change it, or take it back."""
    mine, today = acting_in(request).organisation, timezone.localdate()
    row = get_object_or_404(Purchase.objects.select_related("organiser"), export_id=token)
    hers = Pledge.objects.filter(purchase=row, organisation=mine).first()
    is_open = row.state == Purchase.State.OPEN and row.last_day >= today
    if not is_open and hers is None and request.method != "POST":
        raise Http404(token)
    start = {"quantity": hers.quantity} if hers else None
    form = PledgeForm(request.POST if request.method == "POST" else None, initial=start)
    if request.method == "POST" and _promised(request, row, form):
        if request.POST.get("do") == "back":
            return redirect("network_portal:purchases")
        return redirect("network_portal:purchase", token)
    context = {
        "purchase": row,
        "hers": hers,
        "is_open": is_open,
        "form": form,
        "error": "".join(form.non_field_errors()),
        "missing": max(0, row.least_all - row.pledged),
    }
    return render(request, "home/network/portal/purchase.html", context, status=422 if form.errors else 200)


def _promised(request: HttpRequest, row: Purchase, form: PledgeForm) -> bool:
    """Do what was touched, or put the reason beside the field."""
    acting, is_back = acting_in(request), request.POST.get("do") == "back"
    try:
        if is_back:
            withdraw(row, acting.organisation, actor=acting.actor)
        elif form.is_valid():
            pledge(row, acting.organisation, form.cleaned_data["quantity"], actor=acting.actor)
    except PurchaseRefusedError as refused:
        form.is_valid()
        form.add_error(None if is_back else "quantity", why_not_buy(refused.why))
        return False
    return is_back or form.is_valid()
