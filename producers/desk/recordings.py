"""Recordings at the desk: played from where nobody else hears them, written down, let to be heard or not."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from producers.actions.recordings import approve_recording, refuse_recording, transcribe
from producers.desk.access import actor_of, moderators_only
from producers.desk.forms import TranscriptForm, transcript_form
from producers.domain.moderation import DecidedError, SuspendedError
from producers.models import Recording, Submission
from producers.ranges import in_ranges


@moderators_only
@require_safe
def sound(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Play a recording, in parts where the player asks for them."""
    row = get_object_or_404(Recording, pk=pk)
    try:
        file = row.file.open("rb")
    except OSError as error:
        raise Http404 from error
    response = in_ranges(request, FileResponse(file, content_type=row.media_type))
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@moderators_only
@require_http_methods(["GET", "HEAD", "POST"])
def recording(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Write a recording down, approve it, or refuse it."""
    row = get_object_or_404(Recording.objects.select_related("organisation", "transcribed_by"), pk=pk)
    if request.method != "POST":
        return _page(request, row, transcript_form(row))
    do, form = request.POST.get("do", ""), transcript_form(row, request.POST)
    if do == "transcribe" and not form.is_valid():
        return _page(request, row, form, status=422)
    try:
        _act(row, do, form, request)
    except DecidedError:
        messages.warning(request, _("Somebody has decided this already, or she has taken it back."))
    except SuspendedError:
        messages.error(request, _("This producer is suspended: nothing of hers is published."))
    else:
        messages.success(request, _("Done and written down."))
    return _back(row)


def _act(row: Recording, do: str, form: TranscriptForm, request: HttpRequest) -> None:
    actor = actor_of(request)
    if do == "transcribe":
        transcribe(row, text=form.cleaned_data["text"], language=form.cleaned_data["language"], actor=actor)
    elif do == "approve":
        approve_recording(row, actor=actor)
    elif do == "refuse":
        refuse_recording(row, actor=actor)
    else:
        raise Http404


def _back(row: Recording) -> HttpResponse:
    """Go on with the change that it came with, where one waits."""
    waiting = Submission.objects.waiting().of(row.kind, row.object_id).first()
    return redirect("desk:change", waiting.pk) if waiting else redirect("desk:recording", row.pk)


def _page(request: HttpRequest, row: Recording, form: TranscriptForm, status: int = 200) -> HttpResponse:
    context = {
        "page_title": _("Recording"),
        "page_subtitle": row.organisation.slug,
        "header_icon": "media",
        "recording": row,
        "form": form,
    }
    return render(request, "producers/desk/recording.html", context, status=status)
