"""Projects for operators: who has one, who follows whom, and making a producer of a sheet."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from home.training.actions.projects import become_producer, give_mentor, meet, note_told
from home.training.domain.projects import ProjectError
from home.training.models import Project
from home.training.project_forms import MeetForm, MentorForm
from home.training.project_words import refusal, said_by_voice
from home.training.views.projects import parts_of
from shop.office.access import actor_of, operators_only

PER_PAGE = 50


@operators_only
@require_safe
def projects(request: HttpRequest) -> HttpResponse:
    """List the projects, those that nobody follows first."""
    rows = Project.objects.exclude(name="").select_related("mentor").order_by("-state", "mentor", "-pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    calls = [
        (one, said_by_voice(one))
        for one in Project.objects.to_call().select_related("registered_by")[:PER_PAGE]
    ]
    context = {"page_title": _("Projects"), "header_icon": "group", "page": page, "calls": calls}
    return render(request, "home/training/office/projects.html", context)


@operators_only
@require_POST
def told(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that she was told by voice."""
    note_told(get_object_or_404(Project, pk=pk), actor=actor_of(request))
    return redirect("training_office:projects")


@operators_only
@require_http_methods(["GET", "HEAD", "POST"])
def project(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one; ``do`` is mentor, meet or producer."""
    found, do, error = get_object_or_404(Project, pk=pk), request.POST.get("do", ""), ""
    mentor = MentorForm(request.POST if do == "mentor" else None, initial={"mentor": found.mentor_id})
    meeting = MeetForm(request.POST if do == "meet" else None, initial={"next_meeting": found.next_meeting})
    try:
        if do == "mentor" and mentor.is_valid():
            give_mentor(found, mentor.cleaned_data["mentor"], actor=actor_of(request))
            return redirect("training_office:project", pk)
        if do == "meet" and meeting.is_valid():
            meet(found, actor=actor_of(request), **meeting.cleaned_data)
            return redirect("training_office:project", pk)
        if do == "producer":
            become_producer(found, actor=actor_of(request))
            return redirect("training_office:project", pk)
    except ProjectError as refused:
        error = refusal(refused)
    context = {
        "page_title": found.name,
        "header_icon": "group",
        "project": found,
        "parts": parts_of(found),
        "notes": found.notes.all()[:50],
        "mentor_form": mentor,
        "meet_form": meeting,
        "error": error,
    }
    status = 422 if error or mentor.errors or meeting.errors else 200
    return render(request, "home/training/office/project.html", context, status=status)
