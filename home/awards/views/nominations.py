"""One nomination at the desk: who nominated and why, the checklist, the decision, merging two."""

from collections.abc import Callable
from mimetypes import guess_type
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from home.awards.actions.answer_nomination import refuse
from home.awards.actions.desk import decide_eligibility, merge
from home.awards.domain.nominating import RefusedError, State, Why
from home.awards.jury_forms import DossierForm
from home.awards.models import Backer, Nomination
from home.awards.nomination_words import refusal
from home.awards.office_forms import DecisionForm, MergeForm, ReasonForm
from home.awards.reading.desk import asked_of
from producers.domain.shown import shown
from shop.office.access import actor_of, operators_only


@operators_only
@require_safe
def nomination(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a nomination with its checklist."""
    return _page(request, _nomination(pk))


@operators_only
@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide whether she is eligible."""
    row = _nomination(pk)
    form = DecisionForm(request.POST, asked_of(row, get_language() or "fr"))

    def act() -> None:
        decide_eligibility(row, form.answers(), actor=actor_of(request), reason=form.cleaned_data["reason"])

    return _done(request, row, form, act, decision=form)


@operators_only
@require_POST
def merge_into(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that she is the same as another nominee of the category."""
    row = _nomination(pk)
    form = MergeForm(request.POST, _others(row))

    def act() -> None:
        typed = form.cleaned_data
        into = get_object_or_404(Nomination, pk=int(typed["into"]))
        merge(row, into, actor=actor_of(request), reason=typed["reason"])

    return _done(request, row, form, act, merging=form)


@operators_only
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down that she called: she does not want it, or not any more."""
    row, form = _nomination(pk), ReasonForm(request.POST)

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
    return _page(request, row, 422, **forms)


def _page(request: HttpRequest, row: Nomination, status: int = 200, **forms: Any) -> HttpResponse:
    lang = get_language() or "fr"
    others = _others(row)
    may_decide = row.state in (State.AGREED, State.ELIGIBLE, State.INELIGIBLE)
    may_merge = bool(others) and row.state in (State.ASKED, State.AGREED)
    context = {
        "page_title": row.name or row.code,
        "header_icon": "pick",
        "nomination": row,
        "category": shown(row.category.title, lang, row.edition.original_language),
        "backers": list(row.backers.all()),
        "decision": forms.get("decision")
        or (DecisionForm(None, asked_of(row, lang)) if may_decide else None),
        "dossier": DossierForm(initial={"dossier": row.dossier}),
        "merging": forms.get("merging") or (MergeForm(None, others) if may_merge else None),
        "away": forms.get("away") or (ReasonForm() if row.state in MAY_GO else None),
    }
    return render(request, "home/awards/office/nomination.html", context, status=status)


MAY_GO = (State.ASKED, State.AGREED, State.ELIGIBLE, State.INELIGIBLE)


def _nomination(pk: int) -> Nomination:
    return get_object_or_404(Nomination.objects.select_related("edition", "category", "organisation"), pk=pk)


def _others(row: Nomination) -> list[tuple[str, str]]:
    rows = Nomination.objects.filter(category=row.category_id).counted().exclude(pk=row.pk)
    return [(str(one.pk), f"{one.name} ({one.code})") for one in rows]
