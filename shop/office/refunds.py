"""Refunds: what goes back, what waits for a second person, and what a person hands over."""

from collections.abc import Callable
from dataclasses import dataclass

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from producers.domain.actors import Actor
from shop.actions.refund import approve, drop, give_back, hand_over
from shop.domain.money import from_minor
from shop.domain.states import RefundStatus
from shop.models import Order, Refund
from shop.office.access import actor_of, operators_only
from shop.office.acting import is_done
from shop.office.change_forms import GiveBackForm, HandedOverForm, RefundFilter
from shop.office.forms import ReasonForm, money_of
from shop.office.tables import Cell, Listing, apart, money_here, show_list
from shop.reading.changes import find_refunds
from shop.reading.refunds import due_back


@operators_only
@require_safe
def list_refunds(request: HttpRequest) -> HttpResponse:
    """List refunds, newest first."""
    form = RefundFilter(request.GET)
    form.is_valid()
    headings = [_("Amount"), _("Order"), pgettext("way", "By"), _("Status"), _("Since")]
    listing = Listing(_("Refunds"), "rotate", headings, _cells)
    return show_list(request, listing, find_refunds(form.cleaned_data), form)


@operators_only
@require_safe
def show_refund(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one refund, and what may be done with it."""
    return _page(request, _refund(pk))


@dataclass(frozen=True)
class Operation:
    """One thing to do with a refund."""

    title: Callable[[], str]
    form: type[Form]
    is_open: Callable[[Refund], bool]
    act: Callable[[Refund, Form, Actor], object]
    field: str | None


def _hand_over(refund: Refund, form: Form, actor: Actor) -> Refund:
    typed = form.cleaned_data
    return hand_over(refund, actor=actor, receipt=typed["receipt"], proof=typed["proof"])


OPERATIONS = {
    "approve": Operation(
        lambda: _("Approve as the second person"),
        Form,
        lambda refund: refund.status == RefundStatus.TO_APPROVE,
        lambda refund, form, actor: approve(refund, actor=actor),
        None,
    ),
    "hand-over": Operation(
        lambda: _("It was given back"),
        HandedOverForm,
        lambda refund: refund.status == RefundStatus.REQUESTED and refund.method != Refund.Method.GATEWAY,
        _hand_over,
        "receipt",
    ),
    "drop": Operation(
        lambda: _("Do not give it back this way"),
        ReasonForm,
        lambda refund: (
            refund.status == RefundStatus.TO_APPROVE
            or (refund.status == RefundStatus.REQUESTED and refund.method != Refund.Method.GATEWAY)
        ),
        lambda refund, form, actor: drop(refund, actor=actor, reason=form.cleaned_data["reason"]),
        "reason",
    ),
}


@operators_only
@require_POST
def operate(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Do one of the operations; what is refused is said beside the field."""
    refund, operation = _refund(pk), OPERATIONS.get(name)
    if operation is None:
        raise Http404
    form = operation.form(request.POST, request.FILES, prefix=name)
    act = operation.act
    if is_done(request, form, lambda: act(refund, form, actor_of(request)), field=operation.field):
        return redirect("shop_office:refund", pk=pk)
    return _page(request, refund, name, form)


@operators_only
@require_http_methods(["GET", "HEAD", "POST"])
def refund_order(request: HttpRequest, pk: int) -> HttpResponse:
    """Give back what is due for an order, all or some of it, by a way that is chosen."""
    order = get_object_or_404(Order.objects.select_related("market"), pk=pk)
    currency = order.total.currency.code
    due = due_back(order)
    ready = {"amount": from_minor(due[currency], currency).amount} if currency in due else {}
    form = GiveBackForm(request.POST or None, initial=ready)

    def act() -> object:
        money, method = money_of(form, currency), form.cleaned_data["method"]
        return give_back(order, actor=actor_of(request), amount=money, method=method)

    if request.method == "POST" and is_done(request, form, act, field="amount"):
        return redirect("shop_office:order", pk=pk)
    context = {
        "page_title": _("Give money back: order %(number)s") % {"number": apart(order.number)},
        "header_icon": "rotate",
        "facts": [
            (_("Due and not asked for yet"), money_here(from_minor(amount, code)))
            for code, amount in due.items()
        ],
        "form": form,
        "button": _("Give it back"),
        "link": (_("Change the order instead"), reverse("shop_office:order_change", args=[pk])),
    }
    return render(request, "shop/office/form.html", context, status=422 if form.errors else 200)


def _refund(pk: int) -> Refund:
    found: Refund = get_object_or_404(Refund.objects.select_related("order", "payment", "change"), pk=pk)
    return found


def _page(request: HttpRequest, refund: Refund, typed: str = "", form: Form | None = None) -> HttpResponse:
    operations = [
        {
            "title": operation.title(),
            "url": reverse("shop_office:refund_operate", args=[refund.pk, name]),
            "form": form if name == typed else operation.form(prefix=name),
        }
        for name, operation in OPERATIONS.items()
        if operation.is_open(refund) or name == typed
    ]
    facts = [
        (_("Amount"), money_here(refund.amount)),
        (pgettext("way", "By"), refund.get_method_display()),
        (_("Status"), refund.get_status_display()),
        (_("Payment"), f"{refund.payment.gateway} {refund.payment.reference}"),
        (_("Attempts"), str(refund.attempts)),
        (_("Line of the statement, or receipt"), refund.receipt),
    ]
    context = {
        "page_title": _("Refund for order %(number)s") % {"number": apart(refund.order.number)},
        "header_icon": "rotate",
        "refund": refund,
        "order": refund.order,
        "facts": [fact for fact in facts if fact[1]],
        "operations": operations,
    }
    return render(request, "shop/office/refund.html", context, status=422 if form else 200)


def _cells(refund: Refund) -> list[Cell]:
    return [
        Cell(money_here(refund.amount), reverse("shop_office:refund", args=[refund.pk])),
        Cell(refund.order.number, reverse("shop_office:order", args=[refund.order_id])),
        Cell(refund.get_method_display()),
        Cell(refund.get_status_display()),
        Cell(date_format(refund.created_at, "SHORT_DATETIME_FORMAT")),
    ]
