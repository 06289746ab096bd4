"""One nomination at the desk: who nominated and why, the checklist, the decision, merging two."""

from collections.abc import Callable
from mimetypes import guess_type
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from home.awards.actions.answer_nomination import refuse
from home.awards.actions.desk import decide_eligibility, merge
from home.awards.domain.nominating import RefusedError, Why
from home.awards.models import Backer, Nomination
from home.awards.nomination_words import refusal
from home.awards.office_forms import DecisionForm, MergeForm, ReasonForm
from home.awards.reading.desk import asked_of
from home.awards.views.nomination_page import nomination_page, nomination_with, others_than
from shop.office.access import actor_of, operators_only


@operators_only
@require_safe
def nomination(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a nomination with its checklist."""
    return nomination_page(request, nomination_with(pk))


@operators_only
@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide whether she is eligible."""
    row = nomination_with(pk)
    form = DecisionForm(request.POST, asked_of(row, get_language() or "fr"))

    def act() -> None:
        decide_eligibility(row, form.answers(), actor=actor_of(request), reason=form.cleaned_data["reason"])

    return _done(request, row, form, act, decision=form)


@operators_only
@require_POST
def merge_into(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that she is the same as another nominee of the category."""
    row = nomination_with(pk)
    form = MergeForm(request.POST, others_than(row))

    def act() -> None:
        typed = form.cleaned_data
        into = get_object_or_404(Nomination, pk=int(typed["into"]))
        merge(row, into, actor=actor_of(request), reason=typed["reason"])

    return _done(request, row, form, act, merging=form)


@operators_only
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down that she called: she does not want it, or not any more."""
    row, form = nomination_with(pk), ReasonForm(request.POST)

    def act() -> None:
        refuse(row, actor=actor_of(request), reason=form.cleaned_data["reason"])

    return _done(request, row, form, act, away=form)


@operators_only
@require_safe
def voice(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the desk hear why somebody was nominated."""
    backer = get_object_or_404(Backer, pk=pk)
    if not backer.sound:
        raise Http404
    with backer.sound.open("rb") as file:
        return HttpResponse(file.read(), content_type=guess_type(str(backer.sound))[0] or "audio/webm")


def _done(
    request: HttpRequest, row: Nomination, form: Any, act: Callable[[], object], **forms: Any
) -> HttpResponse:
    if form.is_valid():
        try:
            act()
            messages.success(request, _("Done and written down."))
            return redirect("awards_office:nomination", row.pk)
        except RefusedError as refused:
            form.add_error("reason" if refused.why == Why.NO_REASON else None, refusal(refused.why))
    return nomination_page(request, row, 422, **forms)
