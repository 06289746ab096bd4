"""Orders: found, read whole, and changed only by the named operations."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from producers.domain.actors import Actor
from shop.actions.cancel import cancel
from shop.actions.confirm_by_phone import confirm_by_phone
from shop.actions.confirm_done import confirm_done
from shop.actions.mark_paid import mark_paid
from shop.domain.states import Side
from shop.models import Order, OrderLine
from shop.office.access import actor_of, operators_only
from shop.office.acting import is_done
from shop.office.forms import OrderFilter, PaidForm, ReasonForm, money_of
from shop.office.tables import Cell, Listing, apart, money_here, show_list
from shop.reading.office import acts_on, find_orders, journal_of, order_parts, payments_of
from shop.reading.order_parts import may_say_done
from shop.reading.order_story import story_of
from shop.story_words import told

OPEN = {Order.Status.DRAFT, Order.Status.PLACED}


@operators_only
@require_safe
def list_orders(request: HttpRequest) -> HttpResponse:
    """List orders, newest first."""
    form = OrderFilter(request.GET)
    headings = [_("Number"), _("Created"), _("Status"), _("Market"), _("Paid by"), _("Buyer"), _("Total")]
    return show_list(
        request, Listing(_("Orders"), "list-ul", headings, _order_cells), find_orders(form.asked), form
    )


@operators_only
@require_safe
def show_order(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one order with its lines, money and history."""
    return _page(request, get_object_or_404(Order.objects.select_related("market"), pk=pk))


@dataclass(frozen=True)
class Operation:
    """One thing an operator may do with an order: when, what she types, and what it does."""

    title: Callable[[], str]
    form: type[Form]
    is_open: Callable[[Order], bool]
    act: Callable[[Order, Form, Actor], object]
    field: str


def services_to_say(order: Order) -> list[OrderLine]:
    """Return its services that have begun and of which no maker has said that they were done."""
    lines = OrderLine.objects.filter(part__order=order, is_service=True).select_related("part")
    return [line for line in lines if may_say_done(line, line.part, Side.MAKER)]


def say_done(order: Order, actor: Actor, reason: str) -> None:
    """Take the makers' word, given on the phone or in person, for all services of the order."""
    for line in services_to_say(order):
        confirm_done(line, Side.MAKER, actor=actor, reason=reason)


OPERATIONS = {
    "confirm": Operation(
        lambda: _("Confirm by phone"),
        ReasonForm,
        lambda order: order.status in OPEN and order.confirmation == Order.Confirmation.WAITING,
        lambda order, form, actor: confirm_by_phone(order, actor=actor, reason=form.cleaned_data["reason"]),
        "reason",
    ),
    "pay": Operation(
        lambda: _("Record a payment"),
        PaidForm,
        lambda order: order.status in OPEN and order.method in {"cash", "transfer"},
        lambda order, form, actor: mark_paid(
            order,
            amount=money_of(form, order.total.currency.code),
            statement=form.cleaned_data["statement"],
            actor=actor,
        ),
        "amount",
    ),
    "done": Operation(
        lambda: _("The maker says that a service is done"),
        ReasonForm,
        lambda order: order.status == Order.Status.PLACED and any(services_to_say(order)),
        lambda order, form, actor: say_done(order, actor, form.cleaned_data["reason"]),
        "reason",
    ),
    "cancel": Operation(
        lambda: _("Cancel the order"),
        ReasonForm,
        lambda order: order.status in OPEN,
        lambda order, form, actor: cancel(order, actor=actor, reason=form.cleaned_data["reason"]),
        "reason",
    ),
}


@operators_only
@require_POST
def operate(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Do one of the operations; what is refused is said beside the field."""
    order = get_object_or_404(Order.objects.select_related("market"), pk=pk)
    operation = OPERATIONS.get(name)
    if operation is None:
        raise Http404
    form = operation.form(request.POST, prefix=name)
    act = partial(operation.act, order, form, actor_of(request))
    if is_done(request, form, act, field=operation.field):
        return redirect("shop_office:order", pk=pk)
    return _page(request, order, name, form)


def _page(request: HttpRequest, order: Order, typed: str = "", form: Form | None = None) -> HttpResponse:
    operations = [
        {
            "title": operation.title(),
            "url": reverse("shop_office:operate", args=[order.pk, name]),
            "form": form if name == typed else operation.form(prefix=name),
        }
        for name, operation in OPERATIONS.items()
        if operation.is_open(order) or name == typed
    ]
    lang = get_language() or "fr"
    context: dict[str, Any] = {
        "page_title": _("Order %(number)s") % {"number": apart(order.number)},
        "header_icon": "list-ul",
        "order": order,
        "parts": order_parts(order),
        "payments": payments_of(order),
        "journal": journal_of(order),
        "acts": acts_on(order),
        "changes": list(order.changes.all()),
        "refunds": list(order.refunds.all()),
        "story": told(story_of(order, lang, for_office=True), lang, for_office=True),
        "operations": operations,
    }
    return render(request, "shop/office/order.html", context, status=422 if form else 200)


def _order_cells(order: Order) -> list[Cell]:
    return [
        Cell(order.number, reverse("shop_office:order", args=[order.pk])),
        Cell(date_format(order.created_at, "SHORT_DATETIME_FORMAT")),
        Cell(order.get_status_display()),
        Cell(order.market.code),
        Cell(order.method),
        Cell(order.buyer_name),
        Cell(money_here(order.total)),
    ]
