"""The path to a trainer for operators: who is where on it, the next step, consent, and taking it back."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from home.training.actions.trainers import (
    begin_path,
    name_trainer,
    recognise,
    take_step,
    withdraw_trainer,
)
from home.training.domain.trainers import PathError
from home.training.models import TrainerPath
from home.training.reading.trainers import coming_step, paths_shown, paths_with_steps
from home.training.trainer_forms import BeginPathForm, RecogniseForm, StepForm, TrainerForm
from home.training.trainer_words import path_refusal
from shop.office.access import actor_of, operators_only

PER_PAGE = 50


@operators_only
@require_http_methods(["GET", "HEAD", "POST"])
def trainers(request: HttpRequest) -> HttpResponse:
    """List the paths, those that wait for the Centre first; set somebody on one. ``do``: begin, recognise."""
    do, error = request.POST.get("do", ""), ""
    begin = BeginPathForm(request.POST if do == "begin" else None)
    known = RecogniseForm(request.POST if do == "recognise" else None)
    try:
        if (form := {"begin": begin, "recognise": known}.get(do)) and form.is_valid():
            act = begin_path if do == "begin" else recognise
            return redirect("training_office:trainer", act(**form.cleaned_data, actor=actor_of(request)).pk)
    except PathError as refused:
        error = path_refusal(refused)
    page = Paginator(paths_with_steps().by_urgency(), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page_title": _("Trainers and who is on the way"),
        "header_icon": "group",
        "page": page,
        "rows": paths_shown(list(page), get_language() or "fr"),
        "forms": (
            ("begin", _("She attended a course"), begin, _("Set her on the path")),
            ("recognise", _("She taught before the path was kept"), known, _("Confirm her")),
        ),
        "error": error,
    }
    status = 422 if error or begin.errors or known.errors else 200
    return render(request, "home/training/office/trainers.html", context, status=status)


@operators_only
@require_http_methods(["GET", "HEAD", "POST"])
def trainer(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one path with its evidence; ``do`` is step, name, unname or withdraw."""
    path, do, error = get_object_or_404(paths_with_steps(), pk=pk), request.POST.get("do", ""), ""
    coming = coming_step(path)
    step = StepForm(request.POST if do == "step" else None, path, coming) if coming else None
    said = TrainerForm(request.POST if do in ("name", "unname", "withdraw") else None)
    try:
        if _done(request, path, do, step, said):
            return redirect("training_office:trainer", pk)
    except PathError as refused:
        error = path_refusal(refused)
    (_path, title, steps) = paths_shown([path], get_language() or "fr")[0]
    context = {
        "page_title": path.name or _("Somebody who is not named any more"),
        "header_icon": "group",
        "path": path,
        "title": title,
        "steps": steps,
        "step_form": step,
        "said_form": said,
        "error": error,
    }
    status = 422 if error or (step and step.errors) or said.errors else 200
    return render(request, "home/training/office/trainer.html", context, status=status)


def _done(
    request: HttpRequest, path: TrainerPath, do: str, step: forms.Form | None, said: forms.Form
) -> bool:
    """Do what was pressed, and say whether it was something. Raises ``PathError``."""
    actor: Any = actor_of(request)
    coming = coming_step(path)
    if do == "step" and step and coming and step.is_valid():
        take_step(path, coming, actor=actor, **step.cleaned_data)
    elif do in ("name", "unname") and said.is_valid():
        name_trainer(path, is_named=do == "name", why=said.cleaned_data["why"], actor=actor)
    elif do == "withdraw" and said.is_valid():
        withdraw_trainer(path, why=said.cleaned_data["why"], actor=actor)
    else:
        return False
    return True
