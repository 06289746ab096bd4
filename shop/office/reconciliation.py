"""The last proof that counters, books and gateways agree, and what did not."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from shop.difference_words import in_words
from shop.imports.money_tasks import reconcile_task
from shop.models import ReconcileRun
from shop.office.access import accountants_too, operators_only
from shop.office.doing import Table, when
from shop.office.tables import Cell


@accountants_too
@require_safe
def show_last(request: HttpRequest) -> HttpResponse:
    """Show the last run: what differs, and the likely cause."""
    run = ReconcileRun.objects.exclude(ended_at=None).first()
    rows = [[Cell(text), Cell(cause)] for text, cause in map(in_words, run.found if run else [])]
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
