"""Parcels on their way: found, moved on by their buttons, joined by a centre, brought back."""

from collections.abc import Callable
from dataclasses import dataclass

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from moneyed import Money

from producers.domain.actors import Actor
from producers.models import Act
from shop.actions import parcels
from shop.domain.states import ParcelStatus, may_move
from shop.models import Parcel
from shop.office.access import actor_of, operators_only
from shop.office.acting import is_done
from shop.office.forms import ReasonForm
from shop.office.shipping_forms import BackForm, JoinForm, ParcelFilter
from shop.office.tables import Cell, Listing, apart, show_list
from shop.reading.parcels import can_be_joined, find_parcels, inside_of, order_of


@dataclass(frozen=True)
class Step:
    """One thing that becomes of a parcel: its words, the state that it leads to, what it does."""

    title: Callable[[], str]
    to: ParcelStatus
    act: Callable[[Parcel, Form, Actor], object]
    form: type[Form] = ReasonForm


def _plain(action: Callable[..., object]) -> Callable[[Parcel, Form, Actor], object]:
    return lambda parcel, form, actor: action(parcel, actor=actor, reason=form.cleaned_data["reason"])


def _join(parcel: Parcel, form: Form, actor: Actor) -> object:
    typed = form.cleaned_data
    return parcels.join(
        list(can_be_joined(parcel)),
        carrier=typed["carrier"],
        tracking=typed["tracking"],
        actor=actor,
        reason=typed["reason"],
    )


def _bring_back(parcel: Parcel, form: Form, actor: Actor) -> object:
    order, cost = order_of(parcel), form.cleaned_data["cost"]
    paid = Money(cost, order.total.currency) if cost else None
    return parcels.return_to_sender(parcel, actor=actor, reason=form.cleaned_data["reason"], cost=paid)


STEPS = {
    "receive": Step(
        lambda: _("The centre has it"), ParcelStatus.AT_CENTRE, _plain(parcels.receive_at_centre)
    ),
    "join": Step(
        lambda: _("Send on, with the others of this order that are here"),
        ParcelStatus.ONWARD,
        _join,
        JoinForm,
    ),
    "ready": Step(lambda: _("It waits to be picked up"), ParcelStatus.READY, _plain(parcels.make_ready)),
    "failed": Step(
        lambda: _("It could not be delivered"), ParcelStatus.FAILED, _plain(parcels.fail_delivery)
    ),
    "again": Step(lambda: _("The carrier tries again"), ParcelStatus.SENT, _plain(parcels.try_again)),
    "delivered": Step(lambda: _("The buyer has it"), ParcelStatus.DELIVERED, _plain(parcels.deliver_parcel)),
    "returned": Step(lambda: _("It is back with the sender"), ParcelStatus.RETURNED, _bring_back, BackForm),
}


@operators_only
@require_safe
def list_parcels(request: HttpRequest) -> HttpResponse:
    """List parcels, newest first."""
    form = ParcelFilter(request.GET)
    headings = [_("Parcel"), _("Order"), _("Producer"), _("Carrier"), _("Status"), _("Sent"), _("Arrived")]
    listing = Listing(_("Parcels"), "download", headings, _cells)
    link = (_("Given to a carrier today"), reverse("shop_office:hand_over"))
    return show_list(request, listing, find_parcels(form.asked), form, link=link)


@operators_only
@require_safe
def show_parcel(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one parcel: what is in it, where it is, and what may become of it."""
    return _page(request, _parcel(pk))


@operators_only
@require_POST
def take_step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Take one step; what is refused is said beside the field."""
    parcel, step = _parcel(pk), STEPS.get(name)
    if step is None:
        raise Http404
    form = step.form(request.POST, prefix=name)
    if is_done(request, form, lambda: step.act(parcel, form, actor_of(request)), field="reason"):
        return redirect("shop_office:parcel", pk=pk)
    return _page(request, parcel, name, form)


def _parcel(pk: int) -> Parcel:
    rows = Parcel.objects.select_related("part__order", "part__producer", "order", "place", "inside")
    found: Parcel = get_object_or_404(rows, pk=pk)
    return found


def _page(request: HttpRequest, parcel: Parcel, typed: str = "", form: Form | None = None) -> HttpResponse:
    now = ParcelStatus(parcel.status)
    operations = [
        {
            "title": step.title(),
            "url": reverse("shop_office:parcel_step", args=[parcel.pk, name]),
            "form": form if name == typed else step.form(prefix=name),
        }
        for name, step in STEPS.items()
        if (may_move(now, step.to) and _makes_sense(name, parcel)) or name == typed
    ]
    context = {
        "page_title": _("Parcel %(number)s") % {"number": apart(parcel)},
        "header_icon": "download",
        "parcel": parcel,
        "order": order_of(parcel),
        "lines": inside_of(parcel, get_language() or "fr"),
        "contents": parcel.contents.select_related("part").order_by("pk"),
        "acts": Act.objects.filter(kind="parcel", object_id=parcel.pk).order_by("pk"),
        "operations": operations,
    }
    return render(request, "shop/office/parcel.html", context, status=422 if form else 200)


def _makes_sense(name: str, parcel: Parcel) -> bool:
    """Leave out what only a parcel through a centre has, and what is not for one within another."""
    goes_through = parcel.place_id is not None and parcel.part_id is not None
    return goes_through if name in ("receive", "join") else parcel.inside_id is None


def _cells(parcel: Parcel) -> list[Cell]:
    order = order_of(parcel)
    return [
        Cell(str(parcel), reverse("shop_office:parcel", args=[parcel.pk])),
        Cell(order.number, reverse("shop_office:order", args=[order.pk])),
        Cell(parcel.part.producer.slug if parcel.part else _("several")),
        Cell(parcel.carrier),
        Cell(parcel.get_status_display()),
        Cell(date_format(parcel.sent_at, "SHORT_DATETIME_FORMAT")),
        Cell(date_format(parcel.arrived_at, "SHORT_DATETIME_FORMAT") if parcel.arrived_at else ""),
    ]
