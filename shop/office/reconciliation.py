"""The last proof that counters, books and gateways agree, and what did not."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from shop.imports.money_tasks import reconcile_task
from shop.models import ReconcileRun
from shop.office.access import accountants_too, operators_only
from shop.office.doing import Table, when
from shop.office.tables import Cell

# Why a check usually fails. A check of a host project has none and stands for itself.
CAUSES: Mapping[str, str | Promise] = {
    "entries_balance": gettext_lazy("Somebody wrote into the books past the program."),
    "stock_is_the_sum_of_its_moves": gettext_lazy("A count was changed past the program."),
    "allocated_is_the_sum_of_open_allocations": gettext_lazy("An order was changed past the program."),
    "orders_are_the_sum_of_their_parts": gettext_lazy("An amount was changed past the program."),
    "parts_are_the_sum_of_their_lines": gettext_lazy("An amount was changed past the program."),
    "placed_orders_are_booked": gettext_lazy("An order was placed or ended without its entry."),
    "payments_are_booked": gettext_lazy("A payment or a refund was recorded without its entry."),
    "ended_orders_hold_no_stock": gettext_lazy("Pieces of an order that ended were not given back."),
    "listings_say_the_price": gettext_lazy("The list was not refreshed after a price changed."),
    "listings_say_what_one_can_have": gettext_lazy("The list was not refreshed after stock changed."),
    "custody_is_the_cash_in_the_books": gettext_lazy("Cash changed hands without its entry, or twice."),
    "cash_leaves_with_its_parcel": gettext_lazy("Cash was moved past the program."),
    "statement_lines_are_payments": gettext_lazy(
        "A line was matched by hand in the database, or a file cut off."
    ),
    "remitted_lines_have_moved_cash": gettext_lazy("A carrier's list was cut off while it was read."),
    "gateways_keep_the_same_books": gettext_lazy(
        "A notice was lost, or somebody acted at the payment service itself."
    ),
}


@accountants_too
@require_safe
def show_last(request: HttpRequest) -> HttpResponse:
    """Show the last run: what differs, and the likely cause."""
    run = ReconcileRun.objects.exclude(ended_at=None).first()
    rows = [[Cell(line), Cell(str(CAUSES.get(check, check)))] for check, line in (run.found if run else [])]
    again = {"title": _("Prove it again"), "url": reverse("shop_office:reconcile_again"), "form": []}
    context = {
        "page_title": _("Do the books agree?"),
        "header_icon": "check",
        "facts": [
            (_("Last run"), when(run.ended_at) if run else _("never"), ""),
            (_("Differences"), run.count if run else "", ""),
        ],
        "table": Table([_("What differs"), _("Likely cause")], rows),
        "operations": [again],
    }
    return render(request, "shop/office/thing.html", context)


@operators_only
@require_POST
def prove_again(request: HttpRequest) -> HttpResponse:
    """Have everything proven again, behind the scenes."""
    reconcile_task.enqueue()
    messages.success(request, _("It is being proven. Look again in a while."))
    return redirect("shop_office:reconcile")
