"""Pictures of nominations: for the nominee, for the desk, and for jurors where nobody is known by one."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from home.awards.actions.pictures import show_to_jury, take_away
from home.awards.domain.editions import FIXED
from home.awards.domain.nominating import CONSENTED, RefusedError, State
from home.awards.models import Juror, Nomination, NominationPicture
from home.awards.nomination_words import refusal
from home.awards.reading.nomination import find_nomination
from home.awards.reading.pictures import pictures_of
from producers.responses import mark_private, owner_page, secret_page
from shop.office.access import actor_of, operators_only


def picture_of(nomination: Nomination, key: object) -> NominationPicture:
    """Return a picture of a nomination; 404 for what is none of hers."""
    if not (str(key).isascii() and str(key).isdigit()) or len(str(key)) > 18:
        raise Http404
    found: NominationPicture = get_object_or_404(pictures_of(nomination), pk=int(str(key)))
    return found


@secret_page
@require_safe
def for_her(request: HttpRequest, token: str) -> HttpResponseBase:
    """Show the nominee what was sent of her: ``n`` says which, the first without it."""
    try:
        nomination = find_nomination(token)
    except Nomination.DoesNotExist as reason:
        raise Http404 from reason
    first = pictures_of(nomination).values_list("pk", flat=True).first()
    return _given_out(picture_of(nomination, request.GET.get("n", first)))


@operators_only
@require_safe
def for_the_desk(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show the desk a picture of somebody who said yes."""
    return _given_out(_at_the_desk(pk))


@operators_only
@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the jury see it, or no more, or take it away."""
    picture, actor = _at_the_desk(pk), actor_of(request)
    try:
        if request.POST.get("do") == "away":
            take_away(picture, actor=actor)
        else:
            show_to_jury(picture, is_shown=request.POST.get("do") == "show", actor=actor)
        messages.success(request, _("Done and written down."))
    except RefusedError as refused:
        messages.error(request, refusal(refused.why))
    return redirect("awards_office:nomination", picture.backer.nomination_id)


@owner_page
@require_safe
def for_jurors(request: HttpRequest, slug: str, code: str, pk: int) -> HttpResponseBase:
    """Show a juror a picture by which nobody is known, of a nominee for whom she does not stand aside."""
    juror = get_object_or_404(Juror, user=request.user.pk, edition__slug=slug, absent_reason="")
    shown = NominationPicture.objects.filter(for_jury=True, backer__nomination__edition__state__in=FIXED)
    shown = shown.filter(
        backer__nomination__edition=juror.edition_id,
        backer__nomination__code=code,
        backer__nomination__state=State.ELIGIBLE,
    )
    aside = juror.conflicts.values("nomination")
    return _given_out(get_object_or_404(shown.exclude(backer__nomination__in=aside), pk=pk))


def _at_the_desk(pk: int) -> NominationPicture:
    rows: Any = NominationPicture.objects.select_related("backer__nomination__organisation")
    found: NominationPicture = get_object_or_404(rows, pk=pk, backer__nomination__state__in=CONSENTED)
    return found


def _given_out(picture: NominationPicture) -> HttpResponseBase:
    try:
        file = picture.file.open("rb")
    except OSError as reason:
        raise Http404 from reason
    return mark_private(FileResponse(file, headers={"X-Content-Type-Options": "nosniff"}))
