"""Trainers: the page that confirms a certificate, and somebody's own way to become one, in the portal."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from home.events.domain.registering import read_code
from home.training.models import TrainerPath
from home.training.reading.trainers import paths_shown, paths_with_steps
from producers.portal.doors import signed_in_page
from producers.responses import secret_page
from shop.views.limits import is_too_often

CHECKS_AN_HOUR, MOST_PATHS = 60, 20
GONE = 410


@secret_page
@require_safe
def certificate(request: HttpRequest, token: str) -> HttpResponse:
    """Confirm a trainer to whoever has the code; one that was taken back says so, with 410.

    Guessing ends after sixty codes an hour.
    """
    if is_too_often("trainer", request.META.get("REMOTE_ADDR", ""), CHECKS_AN_HOUR):
        return HttpResponse(status=429)
    rows = paths_with_steps().exclude(name="")
    found: TrainerPath | None = rows.filter(code=read_code(token) or "-").first()
    if found is None:
        raise Http404
    _path, title, steps = paths_shown([found], get_language() or "fr")[0]
    context = {"path": found, "title": title, "steps": [one for one in steps if one.row]}
    status = GONE if found.withdrawn_at else 200
    return render(request, "home/training/trainer_certificate.html", context, status=status)


@signed_in_page
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Show her own paths: the steps that are done, and the next one in words."""
    rows = paths_with_steps().filter(user=request.user).exclude(name="").order_by("-pk")[:MOST_PATHS]
    context = {"paths": paths_shown(list(rows), get_language() or "fr")}
    return render(request, "home/training/portal/trainer.html", context)
