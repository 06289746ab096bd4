"""Visits at the desk: somebody of the Centre was at a nominee's workshop, or an agent called."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from home.awards.actions.visit_nominee import visit_nominee
from home.awards.domain.nominating import RefusedError
from home.awards.nomination_words import refusal
from home.awards.office_forms import OfficeVisitForm
from home.awards.views.nomination_page import nomination_page, nomination_with
from producers.actions.assess import Sheet
from producers.portal.visit_sheet import is_written, written
from shop.office.access import actor_of, operators_only


@operators_only
@require_POST
def visit(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a visit down."""
    row = nomination_with(pk)
    form = OfficeVisitForm(request.POST, request.FILES)

    def write(sheet: Sheet) -> object:
        return visit_nominee(row, sheet, actor=actor_of(request))

    try:
        error = written(request, form, kind="office", write=write)
    except RefusedError as refused:
        error = refusal(refused.why)
    if is_written(request, form, error):
        messages.success(request, _("Done and written down."))
        return redirect("awards_office:nomination", pk)
    if error:
        form.add_error(None, error)
    return nomination_page(request, row, 422, visiting=form)
