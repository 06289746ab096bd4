"""What winners did with their prizes: whom to ask, and what they said."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from home.awards.actions.follow_up import note_use
from home.awards.models import FollowUp
from home.awards.office_forms import NoteForm
from shop.office.access import actor_of, operators_only

MOST = 200


@operators_only
@require_safe
def follow_ups(request: HttpRequest) -> HttpResponse:
    """List them, those that are due first."""
    return _page(request)


@operators_only
@require_POST
def note(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what one said."""
    row, form = get_object_or_404(FollowUp, pk=pk), NoteForm(request.POST)
    if form.is_valid():
        note_use(row, form.cleaned_data["note"], actor=actor_of(request))
        messages.success(request, _("Done and written down."))
        return redirect("awards_office:follow_ups")
    return _page(request, 422, form, pk)


def _page(
    request: HttpRequest, status: int = 200, typed: NoteForm | None = None, key: int = 0
) -> HttpResponse:
    rows = FollowUp.objects.select_related("nomination__edition", "nomination__category")
    found = rows.order_by("noted_at", "due_on", "pk")[:MOST]
    context = {
        "page_title": _("Use of prizes"),
        "header_icon": "pick",
        "rows": [(one, typed if typed and one.pk == key else _form(one)) for one in found],
        "today": timezone.localdate(),
    }
    return render(request, "home/awards/office/follow_ups.html", context, status=status)


def _form(one: FollowUp) -> NoteForm:
    return NoteForm(initial={"note": one.note})
