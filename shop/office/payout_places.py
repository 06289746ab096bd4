"""Where makers are paid, and what is kept back: entered, confirmed by a second person, ended."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shop.actions.destinations import confirm_destination, enter_destination, refuse_destination
from shop.actions.payout_holds import end_hold, set_hold
from shop.models import PayoutDestination, PayoutHold
from shop.office.access import accountants_too, actor_of, operators_only
from shop.office.acting import is_done
from shop.office.forms import ReasonForm
from shop.office.payout_forms import DestinationFilter, DestinationForm, HoldForm
from shop.office.tables import Cell, Listing, apart, money_here, show_list
from shop.reading.payouts import acts_on, where

STEPS = {"confirm": confirm_destination, "refuse": refuse_destination}
ENTER, PUT = "shop_office:destination_new", "shop_office:hold_new"


@accountants_too
@require_safe
def list_destinations(request: HttpRequest) -> HttpResponse:
    """List where makers are paid; those that wait for a call come with ``?status=waiting``."""
    form = DestinationFilter(request.GET)
    rows: QuerySet[PayoutDestination] = PayoutDestination.objects.select_related("organisation")
    if form.is_valid():
        typed = form.cleaned_data
        rows = rows.filter(status=typed["status"]) if typed["status"] else rows
        rows = rows.filter(organisation__slug__icontains=typed["q"].strip()) if typed["q"].strip() else rows
    headings = [_("Maker"), _("Currency"), _("Destination"), _("Status"), _("Entered"), _("Waits until")]
    listing = Listing(_("Where makers are paid"), "tag", headings, _destination_cells)
    return show_list(request, listing, rows.order_by("-pk"), form, (_("Enter a destination"), reverse(ENTER)))


@operators_only
@require_http_methods(["GET", "HEAD", "POST"])
def new_destination(request: HttpRequest) -> HttpResponse:
    """Enter where a maker wants to be paid."""
    known = {name: request.GET[name] for name in ("maker", "currency") if request.GET.get(name)}
    form = DestinationForm(request.POST or None, initial=known)

    def act() -> None:
        enter_destination(form.cleaned_data["maker"], form.details, actor=actor_of(request))

    if is_done(request, form, act, field="kind"):
        return redirect("shop_office:destinations")
    context = {
        "page_title": _("Enter a destination"),
        "header_icon": "tag",
        "facts": [
            (
                _("What happens then"),
                _(
                    "The first one is used at once. A changed one waits three days, the old contact is told, "
                    "and somebody else calls her back; until then money goes where it went before."
                ),
            )
        ],
        "form": form,
        "button": _("Enter"),
    }
    return render(request, "shop/office/form.html", context, status=422 if form.errors else 200)


@accountants_too
@require_safe
def show_destination(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one, whole, with what may be said of it."""
    return _page(request, _destination(pk))


@accountants_too
@require_POST
def take_step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Say that she was called back and wants it so, or that she does not know of it."""
    row, act = _destination(pk), STEPS.get(name)
    if act is None:
        raise Http404
    form = ReasonForm(request.POST, prefix=name)
    actor = actor_of(request)
    if is_done(
        request, form, lambda: act(row, actor=actor, reason=form.cleaned_data["reason"]), field="reason"
    ):
        return redirect("shop_office:destination", pk)
    return _page(request, row, name, form)


@accountants_too
@require_safe
def list_holds(request: HttpRequest) -> HttpResponse:
    """List what is kept back, the newest first."""
    rows = PayoutHold.objects.select_related("organisation").order_by("-pk")
    headings = [_("Maker"), _("Amount"), _("Until"), _("Reason"), _("Ended")]
    listing = Listing(_("Held back"), "lock", headings, _hold_cells)
    return show_list(request, listing, rows, link=(_("Keep money back"), reverse(PUT)))


@operators_only
@require_http_methods(["GET", "HEAD", "POST"])
def new_hold(request: HttpRequest) -> HttpResponse:
    """Keep money of a maker back for a time; she is told why."""
    form = HoldForm(request.POST or None)

    def act() -> None:
        typed = form.cleaned_data
        set_hold(
            typed["maker"], form.money, until=typed["until"], reason=typed["reason"], actor=actor_of(request)
        )

    if is_done(request, form, act, field="amount"):
        return redirect("shop_office:holds")
    context = {
        "page_title": _("Keep money back"),
        "header_icon": "lock",
        "form": form,
        "button": _("Keep it back"),
    }
    return render(request, "shop/office/form.html", context, status=422 if form.errors else 200)


@operators_only
@require_http_methods(["GET", "HEAD", "POST"])
def release_hold(request: HttpRequest, pk: int) -> HttpResponse:
    """End a hold before its day."""
    hold = get_object_or_404(PayoutHold.objects.select_related("organisation"), pk=pk)
    form = ReasonForm(request.POST or None)
    actor = actor_of(request)
    if is_done(
        request, form, lambda: end_hold(hold, actor=actor, reason=form.cleaned_data["reason"]), field="reason"
    ):
        return redirect("shop_office:holds")
    context = {
        "page_title": _("End the hold"),
        "header_icon": "lock",
        "facts": [
            (_("Maker"), hold.organisation.slug),
            (_("Amount"), money_here(hold.amount)),
            (_("Until"), date_format(hold.until)),
            (_("Reason"), hold.reason),
        ],
        "form": form if hold.ended_at is None or form.errors else None,
        "button": _("End the hold"),
    }
    return render(request, "shop/office/form.html", context, status=422 if form.errors else 200)


def _destination(pk: int) -> PayoutDestination:
    found: PayoutDestination = get_object_or_404(
        PayoutDestination.objects.select_related("organisation", "agent"), pk=pk
    )
    return found


def _page(
    request: HttpRequest, row: PayoutDestination, typed: str = "", form: ReasonForm | None = None
) -> HttpResponse:
    titles = {"confirm": _("She was called back and wants it so"), "refuse": _("She does not know of it")}
    is_open = row.status == PayoutDestination.Status.WAITING and row.confirmed_at is None
    context = {
        "page_title": _("Where %(maker)s is paid") % {"maker": apart(row.organisation.slug)},
        "header_icon": "tag",
        "row": row,
        "acts": acts_on("payoutdestination", row.pk),
        "operations": [
            {
                "title": title,
                "url": reverse("shop_office:destination_step", args=[row.pk, name]),
                "form": form if name == typed else ReasonForm(prefix=name),
            }
            for name, title in titles.items()
            if is_open or name == typed
        ],
    }
    return render(request, "shop/office/destination.html", context, status=422 if form else 200)


def _destination_cells(row: PayoutDestination) -> list[Cell]:
    is_waiting = row.status == PayoutDestination.Status.WAITING
    return [
        Cell(row.organisation.slug, reverse("shop_office:destination", args=[row.pk])),
        Cell(row.currency),
        Cell(where(row)),
        Cell(row.get_status_display()),
        Cell(date_format(row.entered_at, "SHORT_DATETIME_FORMAT")),
        Cell(date_format(row.waits_until, "SHORT_DATETIME_FORMAT") if is_waiting else ""),
    ]


def _hold_cells(hold: PayoutHold) -> list[Cell]:
    return [
        Cell(hold.organisation.slug, reverse("shop_office:hold", args=[hold.pk])),
        Cell(money_here(hold.amount)),
        Cell(date_format(hold.until)),
        Cell(hold.reason),
        Cell(date_format(hold.ended_at, "SHORT_DATETIME_FORMAT") if hold.ended_at else ""),
    ]
