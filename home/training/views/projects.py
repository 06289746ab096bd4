"""A project for whoever has it: to begin, and her sheet behind its secret."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from home.training.actions.projects import begin_project, write_sheet
from home.training.domain.projects import ProjectError
from home.training.models import Project
from home.training.project_forms import BeginForm, SheetForm, reached_by
from home.training.project_words import refusal
from producers.domain.actors import Actor
from producers.domain.shown import spoken
from producers.responses import private_page, secret_page
from shop.views.limits import is_too_often

AN_HOUR_MOST = 20


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Write somebody with a project down. The link goes to her phone: who types a number proves nothing."""
    form = BeginForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if is_too_often("project", request.META.get("REMOTE_ADDR", ""), AN_HOUR_MOST):
            return HttpResponse(status=429)
        typed = dict(form.cleaned_data)
        how, lang = reached_by(typed.pop("contact")), spoken(get_language() or "fr")
        begin_project(**typed, **how, language=lang, actor=_actor(request))
        return redirect(f"{reverse('training:project_begin')}?sent=1")
    context = {"form": form, "is_sent": request.GET.get("sent") == "1"}
    return render(request, "home/training/project_begin.html", context, status=422 if form.errors else 200)


@secret_page
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, token: str) -> HttpResponse:
    """Show her sheet and who follows her; keep what she writes."""
    rows = Project.objects.select_related("mentor")
    project = rows.filter(token=token).first() if token and "\x00" not in token else None
    if project is None or not project.name:
        raise Http404
    form = SheetForm(request.POST or None, project)
    if request.method == "POST" and form.is_valid():
        try:
            write_sheet(project, form.cleaned_data, crafts=form.crafts(), actor=Actor(None, "link"))
            return redirect(f"{reverse('training:project', args=[token])}?kept=1")
        except ProjectError as refused:
            form.add_error(None, refusal(refused))
    context = {"project": project, "form": form, "notes": project.notes.all()[:20],
               "is_kept": request.GET.get("kept") == "1"}  # fmt: skip
    return render(request, "home/training/project.html", context, status=422 if form.errors else 200)


def parts_of(project: Project) -> list[tuple[Any, str]]:
    """Return what the sheet asks and says."""
    names = ("what", "for_whom", "there", "missing", "next_steps")
    return [(Project._meta.get_field(name).verbose_name, getattr(project, name)) for name in names]


def _actor(request: HttpRequest) -> Actor:
    user = request.user
    return Actor(user.pk, user.get_username()) if user.is_authenticated else Actor(None, "visitor")
