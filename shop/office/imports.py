"""Import offers from a spreadsheet: send it, see what would become of each row, apply it."""

from pathlib import PurePath

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shop.actions.import_products import begin_applying, begin_import, progress_of
from shop.domain.importing import COLUMNS, Complaint, Fault, Outcome
from shop.forms.imports import ImportForm
from shop.imports.reports import read_report, report_file
from shop.imports.tasks import apply_import_task, check_import_task
from shop.imports.template import TYPE, template_file
from shop.imports.words import OUTCOMES, sentence_of
from shop.models import ImportRun
from shop.office.access import actor_of, operators_only
from shop.office.tables import ROWS_PER_PAGE, Cell, Listing, apart, show_list

State = ImportRun.State
UNDER_WAY = {State.CHECKING, State.APPLYING}
LOOK_AGAIN = "2"  # seconds


@operators_only
@require_safe
def list_imports(request: HttpRequest) -> HttpResponse:
    """List imports, newest first."""
    headings = [_("Import"), _("Created"), _("State"), _("File")]
    listing = Listing(_("Imports"), "upload", headings, _cells)
    return show_list(
        request, listing, ImportRun.objects.all(), link=(_("New import"), reverse("shop_office:import_new"))
    )


@operators_only
@require_http_methods(["GET", "HEAD", "POST"])
def new_import(request: HttpRequest) -> HttpResponse:
    """Take the files, and have them looked at."""
    is_sent = request.method == "POST"
    form = ImportForm(request.POST, request.FILES) if is_sent else ImportForm()
    if is_sent and form.is_valid():
        run = begin_import(**form.cleaned_data, by=request.user)
        check_import_task.enqueue(run.pk)
        return redirect("shop_office:import", run.pk)
    context = {"page_title": _("New import"), "header_icon": "upload", "form": form, "columns": COLUMNS}
    return render(request, "shop/office/import_new.html", context, status=422 if form.errors else 200)


@operators_only
@require_safe
def show_import(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how far it is, then what became, or would become, of each row."""
    run = get_object_or_404(ImportRun, pk=pk)
    outcome = request.GET.get("outcome", "")
    outcome = outcome if outcome in set(Outcome) else ""
    count = run.counts.get(outcome, 0) if outcome else sum(run.counts.values())
    page = Paginator(range(count), ROWS_PER_PAGE).get_page(request.GET.get("p"))
    start = (page.number - 1) * ROWS_PER_PAGE
    context = {
        "page_title": _("Import %(number)s") % {"number": apart(run.pk)},
        "header_icon": "upload",
        "run": run,
        "is_under_way": run.state in UNDER_WAY,
        "done": progress_of(run),
        "counts": [(one, OUTCOMES[one](), run.counts.get(one, 0)) for one in Outcome],
        "can_apply": run.state in (State.CHECKED, State.APPLYING)
        and any(run.counts.get(one) for one in (Outcome.CREATED, Outcome.CHANGED)),
        "refused": run.counts.get(Outcome.REFUSED, 0),
        "sentence": sentence_of(Complaint(Fault(run.fault), run.fault_where)) if run.fault else "",
        "rows": list(read_report(run, outcome, start, ROWS_PER_PAGE)),
        "page": page,
        "outcome": outcome,
    }
    response = render(request, "shop/office/import.html", context)
    if run.state in UNDER_WAY:
        response.headers["Refresh"] = LOOK_AGAIN
    return response


@operators_only
@require_POST
def apply(request: HttpRequest, pk: int) -> HttpResponse:
    """Have it applied; what is refused is left out only when she says so."""
    run = get_object_or_404(ImportRun, pk=pk)
    is_partial = request.POST.get("partial") == "yes"
    if run.state not in (State.CHECKED, State.APPLYING):
        messages.error(request, _("This import is over."))
    elif run.counts.get(Outcome.REFUSED) and not is_partial:
        messages.error(request, _("Some rows are refused. Correct the file, or leave them out."))
    elif begin_applying(run, is_partial=is_partial):
        apply_import_task.enqueue(run.pk, actor_of(request).user_id)
    return redirect("shop_office:import", pk)


@operators_only
@require_safe
def report(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    """Give out the report as a file."""
    run = get_object_or_404(ImportRun, pk=pk)
    return StreamingHttpResponse(
        report_file(run),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="import-{run.pk}.csv"'},
    )


@operators_only
@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """Give out an empty spreadsheet with every heading."""
    return HttpResponse(
        template_file(),
        content_type=TYPE,
        headers={"Content-Disposition": 'attachment; filename="products.xlsx"'},
    )


def _cells(run: ImportRun) -> list[Cell]:
    return [
        Cell(str(run.pk), reverse("shop_office:import", args=[run.pk])),
        Cell(date_format(run.created_at, "SHORT_DATETIME_FORMAT")),
        Cell(run.get_state_display()),
        Cell(PurePath(run.sheet.name).name),
    ]
