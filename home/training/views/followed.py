"""Projects on an agent's phone: whom she follows, who asked near her, until she is a producer."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from home.training.actions.projects import (
    become_producer,
    begin_project,
    follow,
    hand_back,
    meet,
    write_sheet,
)
from home.training.domain.projects import ProjectError, State, lacks
from home.training.models import Project
from home.training.project_forms import BroughtForm, LeaveForm, MeetForm, SheetForm, reached_by
from home.training.project_words import lacking, refusal
from home.training.reading.projects import project_card, projects_of
from home.training.views.projects import parts_of
from producers.actions.grants import ask_grant
from producers.domain.actors import Actor
from producers.domain.shown import spoken
from producers.models import Consent
from producers.portal.doors import signed_in_page
from producers.reading.rounds import associations_of
from shop.portal.join import ASKED

MOST_NOTES = 50
ASKABLE = (Consent.Scope.NAME, Consent.Scope.STORY)
METHODS = ["GET", "HEAD", "POST"]


@signed_in_page
@require_safe
def projects(request: HttpRequest) -> HttpResponse:
    """List whom she follows, the next meeting first, and who asked near her."""
    context = projects_of(request.user, _associations(request), get_language() or "fr")
    return render(request, "home/training/portal/projects.html", context)


@signed_in_page
@require_http_methods(METHODS)
def write_down(request: HttpRequest) -> HttpResponse:
    """Write down somebody with a project, whom she follows from then on."""
    near = _associations(request).exclude(province="").values_list("province", flat=True).first()
    form = BroughtForm(request.POST or None, initial={"province": near})
    if request.method == "POST" and form.is_valid():
        typed = dict(form.cleaned_data)
        how, lang = reached_by(typed.pop("contact")), spoken(get_language() or "fr")
        kept = begin_project(**typed, **how, language=lang, is_followed=True, actor=_actor(request))
        return redirect("training_portal:project", kept.export_id)
    status = 422 if form.errors else 200
    return render(request, "home/training/portal/write_down.html", {"form": form}, status=status)


@signed_in_page
@require_http_methods(METHODS)
def project(request: HttpRequest, export_id: str) -> HttpResponse:
    """Show one: before she follows her a name, a place and a plan; then all.

    A talk is noted, or she is handed back, to be followed by another.
    """
    found, is_mine = _found(request, export_id)
    is_leaving = is_mine and request.POST.get("do") == "leave"
    leaving = LeaveForm(request.POST if is_leaving else None)
    form = MeetForm(
        None if is_leaving else request.POST or None, initial={"next_meeting": found.next_meeting}
    )
    if is_leaving and _handed_back(request, found, leaving):
        return redirect("training_portal:projects")
    if request.method == "POST" and not is_leaving:
        if error := _talked(request, found, form, is_mine):
            form.add_error("is_agreed" if is_mine else None, error)
        elif form.is_valid() or not is_mine:
            return redirect("training_portal:project", export_id)
    context = {
        "project": found,
        "card": project_card(found, get_language() or "fr"),
        "is_mine": is_mine,
        "form": form,
        "leaving": leaving,
        "notes": found.notes.all()[:MOST_NOTES] if is_mine else (),
        "parts": parts_of(found),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "home/training/portal/project.html", context, status=status)


@signed_in_page
@require_http_methods(METHODS)
def sheet(request: HttpRequest, export_id: str) -> HttpResponse:
    """Write her sheet with her."""
    found = _followed(request, export_id)
    form = SheetForm(request.POST or None, found)
    if request.method == "POST" and form.is_valid():
        try:
            write_sheet(found, form.cleaned_data, crafts=form.crafts(), actor=_actor(request))
            return redirect("training_portal:project", export_id)
        except ProjectError as refused:
            form.add_error(None, refusal(refused))
    context = {"project": found, "form": form}
    status = 422 if form.errors else 200
    return render(request, "home/training/portal/sheet.html", context, status=status)


@signed_in_page
@require_http_methods(METHODS)
def producer(request: HttpRequest, export_id: str) -> HttpResponse:
    """Make her an applicant from her sheet; her association asks to help, and she confirms that herself."""
    found, error = _followed(request, export_id), ""
    if request.method == "POST":
        try:
            _brought(request, found)
            return redirect("training_portal:project", export_id)
        except ProjectError as refused:
            error = refusal(refused)
    crafts = tuple(found.crafts.all())
    missing = lacks(
        {"name": found.name, "region": found.region, "province": found.province, "crafts": crafts}
    )
    context = {
        "project": found,
        "card": project_card(found, get_language() or "fr", crafts),
        "missing": lacking(missing),
        "consents": [(one.value, one.label) for one in ASKABLE],
        "error": error,
    }
    status = 422 if error else 200
    return render(request, "home/training/portal/producer.html", context, status=status)


def _talked(request: HttpRequest, found: Project, form: MeetForm, is_mine: bool) -> str:
    """Follow her, or keep what was said; return what is wrong with it."""
    try:
        if not is_mine:
            follow(found, actor=_actor(request))
        elif form.is_valid():
            meet(found, actor=_actor(request), **form.cleaned_data)
    except ProjectError as refused:
        return refusal(refused)
    return ""


def _handed_back(request: HttpRequest, found: Project, form: LeaveForm) -> bool:
    """Hand her back, or say beside the field why not."""
    if form.is_valid():
        try:
            hand_back(found, why=form.cleaned_data["why"], actor=_actor(request))
        except ProjectError as refused:
            form.add_error("why", refusal(refused))
    return not form.errors


def _brought(request: HttpRequest, found: Project) -> None:
    """Raises ``ProjectError``."""
    association, actor = _associations(request)[0], _actor(request)
    known = {one.value for one in ASKABLE}
    consents = tuple(one for one in request.POST.getlist("consent") if one in known)
    maker = become_producer(found, actor=actor, vouched_by=association, consents=consents)
    ask_grant(maker, association, ASKED, actor=actor)


def _found(request: HttpRequest, export_id: str) -> tuple[Project, bool]:
    """Return a project, and whether she follows it; one of others, or far away, does not exist."""
    near = _associations(request)
    mine = Project.objects.followed_by(request.user).filter(export_id=export_id).first()
    found = mine or Project.objects.near(near).filter(export_id=export_id).first()
    if found is None:
        raise Http404
    return found, mine is not None


def _followed(request: HttpRequest, export_id: str) -> Project:
    found, is_mine = _found(request, export_id)
    if not is_mine or found.state != State.OPEN:
        raise Http404
    return found


def _associations(request: HttpRequest) -> Any:
    """Return the associations whose agent she is; for others there are no such screens."""
    found = associations_of(request.user)
    if not found:
        raise Http404
    return found


def _actor(request: HttpRequest) -> Actor:
    return Actor(request.user.pk, request.user.get_username())
