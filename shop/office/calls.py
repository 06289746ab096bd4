"""Who is to be called before a parcel leaves unpaid, and what came of each call."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from shop.actions.record_call import record_call
from shop.domain.cash import Called
from shop.models import CallAttempt, Order
from shop.office.access import actor_of, operators_only
from shop.office.acting import is_done
from shop.office.cash_forms import CallForm
from shop.office.doing import Table, acts_on, when
from shop.office.tables import Cell, Listing, apart, money_here, show_list
from shop.reading.calls import calls_to_make

OUTCOMES = dict(CallAttempt.Outcome.choices)


@operators_only
@require_safe
def list_calls(request: HttpRequest) -> HttpResponse:
    """List who is to be called now, the longest waiting first; ``?all=1`` also who is to be called later."""
    rows = calls_to_make(None if request.GET.get("all") else timezone.now())
    headings = [
        _("Order"),
        _("Buyer"),
        _("Phone"),
        _("Total"),
        _("Market"),
        _("Calls"),
        _("Last call"),
        _("Call again"),
    ]
    link = (_("Also those to be called later"), "?all=1")
    return show_list(request, Listing(_("Calls to make"), "mobile-alt", headings, _cells), rows, link=link)


@operators_only
@require_http_methods(["GET", "HEAD", "POST"])
def show_call(request: HttpRequest, pk: int) -> HttpResponse:
    """Show whom to call and what was said before; take down what came of it."""
    order = get_object_or_404(Order.objects.select_related("market"), pk=pk)
    form = CallForm(request.POST or None, prefix="call")
    if request.method == "POST" and is_done(
        request, form, lambda: _record(order, form, request), field="outcome"
    ):
        return redirect("shop_office:calls")
    rows = [
        [Cell(when(call.at)), Cell(call.get_outcome_display()), Cell(call.note), Cell(call.by_name)]
        for call in order.calls.order_by("pk")
    ]
    address = reverse("shop_office:call", args=[pk])
    open_form = {"title": _("Take down a call"), "url": address, "form": form}
    context = {
        "page_title": _("Call for order %(number)s") % {"number": apart(order.number)},
        "header_icon": "mobile-alt",
        "facts": [
            (_("Order"), order.number, reverse("shop_office:order", args=[pk])),
            (_("Buyer"), order.buyer_name, ""),
            (_("Phone"), order.phone, f"tel:{order.phone}"),
            (_("Language"), order.language, ""),
            (_("Total"), money_here(order.total), ""),
            (_("Calls before somebody looks at it"), order.market.call_attempts, ""),
        ],
        "table": Table([_("At"), _("What came of it"), _("Note"), _("By")], rows),
        "acts": acts_on(["order"], pk),
        "operations": [open_form] if order.confirmation == "waiting" or form.errors else [],
    }
    return render(request, "shop/office/thing.html", context, status=422 if form.errors else 200)


def _record(order: Order, form: CallForm, request: HttpRequest) -> object:
    typed = form.cleaned_data
    return record_call(
        order,
        Called(typed["outcome"]),
        actor=actor_of(request),
        note=typed["note"],
        call_again_at=typed["call_again_at"],
    )


def _cells(order: Order) -> list[Cell]:
    row = vars(order)
    return [
        Cell(order.number, reverse("shop_office:call", args=[order.pk])),
        Cell(order.buyer_name),
        Cell(order.phone),
        Cell(money_here(order.total)),
        Cell(order.market.code),
        Cell(f"{row['attempts']} / {order.market.call_attempts}"),
        Cell(str(OUTCOMES.get(row["last_outcome"], ""))),
        Cell(when(row["again"])),
    ]
