"""Producer orders: what each maker has to do, and each step of it, taken down in her name."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from django.forms import Form
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from producers.domain.actors import Actor
from shop.actions import fulfil
from shop.actions.part_photos import check_photo, take_photo_down
from shop.domain.states import IllegalMoveError, PartStatus, may_move
from shop.models import PartPhoto, ProducerOrder
from shop.office.access import actor_of, operators_only
from shop.office.acting import is_done
from shop.office.forms import PartFilter, ReasonForm
from shop.office.shipping_forms import ShipForm
from shop.office.tables import Cell, Listing, apart, money_here, show_list
from shop.reading.office import acts_on_part, declined_because, part_shown
from shop.reading.parcels import parcels_of


@dataclass(frozen=True)
class Step:
    """One step of a part: its words, the state that it leads to, what is typed, and what it does."""

    title: Callable[[], str]
    to: PartStatus
    act: Callable[[ProducerOrder, Form, Actor], object]
    form: type[Form] = ReasonForm


def _plain(action: Callable[..., object]) -> Callable[[ProducerOrder, Form, Actor], object]:
    return lambda part, form, actor: action(part, actor=actor, reason=form.cleaned_data["reason"])


def _ship(part: ProducerOrder, form: Form, actor: Actor) -> object:
    assert isinstance(form, ShipForm)
    typed = form.cleaned_data
    return fulfil.ship(
        part,
        carrier=typed["carrier"],
        tracking=typed["tracking"],
        actor=actor,
        reason=typed["reason"],
        pieces=form.pieces,
        centre=typed["centre"],
    )


STEPS = {
    "accept": Step(lambda: _("Accept for the maker"), PartStatus.ACCEPTED, _plain(fulfil.accept)),
    "make": Step(lambda: _("It is being made"), PartStatus.MAKING, _plain(fulfil.start_making)),
    "pack": Step(lambda: _("It is packed"), PartStatus.PACKED, _plain(fulfil.pack)),
    "ship": Step(lambda: _("It was handed to the carrier"), PartStatus.SHIPPED, _ship, ShipForm),
    "deliver": Step(lambda: _("It has arrived"), PartStatus.DELIVERED, _plain(fulfil.deliver)),
    "decline": Step(lambda: _("Decline for the maker"), PartStatus.DECLINED, _plain(fulfil.decline)),
}


@operators_only
@require_safe
def list_parts(request: HttpRequest) -> HttpResponse:
    """List what each producer has to make and send."""
    form = PartFilter(request.GET)
    rows = ProducerOrder.objects.select_related("order", "producer").order_by("-pk")
    asked = form.cleaned_data if form.is_valid() else {}
    if asked.get("status"):
        rows = rows.filter(status=asked["status"])
    if asked.get("declined"):
        rows = rows.filter(pk__in=declined_because(asked["declined"]))
    headings = [_("Number"), _("Producer"), _("Status"), _("To be sent by"), _("Goods and services")]
    return show_list(request, Listing(_("Producer orders"), "list-ul", headings, _cells), rows, form)


@operators_only
@require_safe
def show_part(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one maker's part: its lines, its parcels, and the steps that may follow."""
    return _page(request, _part(pk))


@operators_only
@require_http_methods(["GET", "HEAD", "POST"])
def photo(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Give out a picture that a maker took; posted to, let its buyer see it (``do=show``) or nobody."""
    row = get_object_or_404(PartPhoto, pk=pk)
    if request.method != "POST":
        return FileResponse(row.file.open("rb"), content_type="image/jpeg")
    judge = {"show": check_photo, "take_down": take_photo_down}.get(request.POST.get("do", ""))
    if judge is None:
        raise Http404
    with suppress(IllegalMoveError):  # said twice, or by two of us
        judge(row, actor=actor_of(request), reason="")
    return redirect("shop_office:part", pk=row.part_id)


@operators_only
@require_POST
def take_step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Take one step; what is refused is said beside the field."""
    part, step = _part(pk), STEPS.get(name)
    if step is None:
        raise Http404
    form = _form(step, part, name, request.POST)
    if is_done(request, form, lambda: step.act(part, form, actor_of(request)), field="reason"):
        return redirect("shop_office:part", pk=pk)
    return _page(request, part, name, form)


def _part(pk: int) -> ProducerOrder:
    found: ProducerOrder = get_object_or_404(ProducerOrder.objects.select_related("order", "producer"), pk=pk)
    return found


def _form(step: Step, part: ProducerOrder, name: str, data: QueryDict | None = None) -> Form:
    """Build the form of a step; that of a parcel asks for the pieces of this part."""
    if issubclass(step.form, ShipForm):
        return step.form(data, prefix=name, part=part)
    return step.form(data, prefix=name)


def _page(
    request: HttpRequest, part: ProducerOrder, typed: str = "", form: Form | None = None
) -> HttpResponse:
    now = PartStatus(part.status)
    operations = [
        {
            "title": step.title(),
            "url": reverse("shop_office:part_step", args=[part.pk, name]),
            "form": form if name == typed else _form(step, part, name),
        }
        for name, step in STEPS.items()
        if may_move(now, step.to) or name == typed
    ]
    context = {
        "page_title": _("Producer order %(number)s") % {"number": apart(part.number)},
        "header_icon": "list-ul",
        "order": part.order,
        "row": part,
        "part": part_shown(part, part.order.language),
        "parcels": parcels_of(part),
        "acts": acts_on_part(part),
        "photos": part.photos.order_by("pk"),
        "operations": operations,
    }
    return render(request, "shop/office/part.html", context, status=422 if form else 200)


def _cells(part: ProducerOrder) -> list[Cell]:
    return [
        Cell(part.number, reverse("shop_office:part", args=[part.pk])),
        Cell(part.producer.slug),
        Cell(part.get_status_display()),
        Cell(date_format(part.ship_by) if part.ship_by else ""),
        Cell(money_here(part.goods)),
    ]
