"""An agent sends a spreadsheet with the products of those she prepares them for; each word is checked."""

from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from producers.domain.shown import shown
from producers.portal.doors import signed_in_page
from producers.reading.names import name_shown
from producers.reading.rounds import associations_of
from shop.actions.import_products import begin_applying, begin_import, progress_of
from shop.domain.importing import Complaint, Fault, Outcome
from shop.forms.imports import ImportForm
from shop.imports.reports import read_report
from shop.imports.tasks import apply_import_task, check_import_task
from shop.imports.template import TYPE, template_file
from shop.imports.words import OUTCOMES, sentence_of
from shop.models import Category, ImportRun
from shop.reading.importing import prepared_by

State = ImportRun.State
UNDER_WAY = {State.CHECKING, State.APPLYING}
LOOK_AGAIN = "3"  # seconds
ON_A_PAGE = 20
MOST_BEFORE = 5
SIGNS = {
    Outcome.CREATED: "plus",
    Outcome.CHANGED: "edit",
    Outcome.SAME: "check",
    Outcome.REFUSED: "alert",
}


@signed_in_page
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    """Take a spreadsheet, and have it looked at; nothing is changed yet."""
    makers = _makers(request)
    is_sent = request.method == "POST"
    form = ImportForm(request.POST, request.FILES) if is_sent else ImportForm()
    if is_sent and form.is_valid():
        run = begin_import(**form.cleaned_data, by=request.user, by_agent=True)
        check_import_task.enqueue(run.pk)
        return redirect("shop_portal:import", run.pk)
    context = {
        "form": form,
        "names": [name_shown(one, get_language() or "fr") for one in makers],
        "before": _hers(request)[:MOST_BEFORE],
    }
    return render(request, "shop/portal/imports.html", context, status=422 if form.errors else 200)


@signed_in_page
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what would become of each row, the refused ones first; on her word it is done."""
    _makers(request)
    run, error = get_object_or_404(_hers(request), pk=pk), ""
    if request.method == "POST":
        error = _apply(request, run)
        if not error:
            return redirect("shop_portal:import", pk)
    response = render(
        request, "shop/portal/import.html", _page(request, run, error), status=422 if error else 200
    )
    if run.state in UNDER_WAY:
        response.headers["Refresh"] = LOOK_AGAIN
    return response


@signed_in_page
@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """Give out an empty spreadsheet, with the codes of her makers and of what there is."""
    lang = get_language() or "fr"
    makers = [(one.slug, name_shown(one, lang).text) for one in _makers(request)]
    kinds = [(one.slug, shown(one.name, lang).text) for one in Category.objects.order_by("slug")]
    return HttpResponse(
        template_file([*makers, ("", ""), *kinds]),
        content_type=TYPE,
        headers={"Content-Disposition": 'attachment; filename="products.xlsx"'},
    )


def _apply(request: HttpRequest, run: ImportRun) -> str:
    """Have it applied; what is refused is left out only when she says so. Return what stands in the way."""
    is_partial = request.POST.get("partial") == "yes"
    if run.counts.get(Outcome.REFUSED) and not is_partial:
        return _("Some rows are refused. Correct the file, or leave them out.")
    if not begin_applying(run, is_partial=is_partial):
        return _("This import is over.")
    apply_import_task.enqueue(run.pk, request.user.pk)
    return ""


def _page(request: HttpRequest, run: ImportRun, error: str) -> dict[str, Any]:
    refused = run.counts.get(Outcome.REFUSED, 0)
    wanted = Outcome.REFUSED.value if refused else ""
    count = refused or sum(run.counts.values())
    page = Paginator(range(count), ON_A_PAGE).get_page(request.GET.get("page"))
    can_apply = run.state in (State.CHECKED, State.APPLYING)
    return {
        "run": run,
        "error": error,
        "is_under_way": run.state in UNDER_WAY,
        "done": progress_of(run),
        "sentence": sentence_of(Complaint(Fault(run.fault), run.fault_where)) if run.fault else "",
        "counts": list(_counts(run)),
        "rows": list(read_report(run, wanted, page.start_index() - 1 if count else 0, ON_A_PAGE)),
        "page": page,
        "refused": refused,
        "can_apply": can_apply and any(run.counts.get(one) for one in (Outcome.CREATED, Outcome.CHANGED)),
    }


def _counts(run: ImportRun) -> Iterator[tuple[str, str, int]]:
    for one in Outcome:
        if run.counts.get(one):
            yield SIGNS[one], OUTCOMES[one](), run.counts[one]


def _hers(request: HttpRequest) -> Any:
    return ImportRun.objects.filter(by_agent=True, actor=request.user)


def _makers(request: HttpRequest) -> Any:
    if not associations_of(request.user).exists():
        raise Http404
    return prepared_by(request.user)
