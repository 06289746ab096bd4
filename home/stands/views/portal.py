"""Stands in the portal: the fairs that offer some, one button each, and the answer in the same place."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from home.stands.actions.apply import ClosedError, apply, withdraw
from home.stands.domain.states import IllegalStepError
from home.stands.models import StandApplication, StandOffer
from home.stands.own_tasks import NEEDS
from home.stands.reading.hers import offers_for
from producers.access import for_actor
from producers.portal.acting import acting_in
from producers.portal.doors import portal_page


@portal_page(needs=NEEDS)
@require_http_methods(["GET", "HEAD", "POST"])
def stands(request: HttpRequest) -> HttpResponse:
    """Show the fairs where she can ask for a stand, and what became of what she asked."""
    error = ""
    if request.method == "POST":
        try:
            _act(request)
            return redirect("stands_portal:stands")
        except (ClosedError, IllegalStepError):
            error = _("This cannot be done any more. Look at what the page says now.")
    maker = acting_in(request).organisation
    hers = for_actor(StandApplication.objects.filter(producer=maker), request.user)
    rows = offers_for(hers, timezone.localdate(), get_language() or "fr")
    context = {"rows": rows, "error": error, "maker": maker}
    return render(request, "home/stands/portal/stands.html", context, status=422 if error else 200)


def _act(request: HttpRequest) -> None:
    acting = acting_in(request)
    offer = _number(request.POST.get("apply", ""))
    if offer is not None:
        found = StandOffer.objects.filter(pk=offer, event__live=True).first()
        if found is None:
            raise Http404
        apply(found, acting.organisation, actor=acting.actor)
        return
    hers = for_actor(StandApplication.objects.filter(producer=acting.organisation), request.user)
    row = hers.filter(pk=_number(request.POST.get("withdraw", "")) or 0).first()
    if row is None:
        raise Http404
    withdraw(row, actor=acting.actor)


def _number(typed: str) -> int | None:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else None
