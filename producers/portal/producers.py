"""An agent's own screens: whom she may help, on which souk day, where; and how she asks to be let in."""

from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dates import WEEKDAYS
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from producers.actions.grant_codes import confirm_with_code, send_code
from producers.actions.grants import ask_grant
from producers.actions.rounds import keep_round
from producers.domain.actors import Actor
from producers.domain.grant_requests import GrantRefusedError
from producers.domain.grants import PROPOSED, Scope
from producers.domain.phones import e164
from producers.grant_words import icon_of_scope, name_of_scope, refusal_of_grant
from producers.models import GrantRequest, Organisation
from producers.portal.acting import CHOSEN, acting_in
from producers.portal.doors import portal_page, signed_in_page
from producers.portal.tasks import tiles_of_agents
from producers.reading.cards import producer_card
from producers.reading.rounds import Wanted, associations_of, producers_of, round_of

ON_A_PAGE = 20
LONGEST_WORDS = 60


@signed_in_page
@require_safe
def producers(request: HttpRequest) -> HttpResponse:
    """List those who let her association help them, by souk day and place; narrowed by name, day, or hers."""
    associations = list(_associations(request))
    wanted = _wanted(request)
    page = Paginator(producers_of(request.user, wanted), ON_A_PAGE).get_page(request.GET.get("page"))
    lang = get_language() or "fr"
    days = [
        (WEEKDAYS.get(day), [(row, producer_card(row, lang, with_crafts=False)) for row in rows])
        for day, rows in groupby(page, key=lambda row: row.weekday)
    ]
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "associations": [producer_card(one, lang, with_crafts=False) for one in associations],
        "days": days,
        "page": page,
        "wanted": wanted,
        "weekdays": list(WEEKDAYS.items()),
        "query": query.urlencode(),
        "tiles": tiles_of_agents() if associations else [],
    }
    return render(request, "producers/portal/producers.html", context)


@signed_in_page
@require_http_methods(["POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """Act for nobody any more; back to her list."""
    request.session.pop(CHOSEN, None)
    return redirect("portal:producers" if associations_of(request.user).exists() else "portal:choose")


@portal_page()
@require_http_methods(["GET", "HEAD", "POST"])
def souk(request: HttpRequest) -> HttpResponse:
    """Keep the day and the place at which she is met, and who looks after her."""
    acting = acting_in(request)
    association = associations_of(request.user).filter(grants_received__giver=acting.organisation).first()
    if not acting.is_agent or association is None:
        raise Http404
    kept = round_of(request.user, acting.organisation)
    if request.method == "POST":
        keep_round(
            kept.association if kept else association,
            acting.organisation,
            weekday=_day(request.POST.get("day", "")),
            place=request.POST.get("place", ""),
            agent=request.user if request.POST.get("mine") else None,
            actor=Actor(request.user.pk, request.user.get_username()),
        )
        return redirect("portal:producers")
    context = {
        "weekdays": list(WEEKDAYS.items()),
        "kept": kept,
        "is_mine": bool(kept and kept.agent_id == request.user.pk),
    }
    return render(request, "producers/portal/souk.html", context)


@signed_in_page
@require_http_methods(["GET", "HEAD", "POST"])
def ask_her(request: HttpRequest) -> HttpResponse:
    """Ask a producer by her number to let the association help her; she gets a code, then a call.

    Whether somebody has the number is not said.
    """
    association = _associations(request)[0]
    chosen = [Scope(value) for value in request.POST.getlist("scope") if value in set(Scope)]
    context: dict[str, Any] = {"typed": request.POST.get("phone", "")}
    if request.method == "POST":
        context["refused"] = _ask(request, association, chosen)
        context["is_asked"] = not context["refused"]
    shown = chosen if request.method == "POST" else PROPOSED
    context["scopes"] = [
        {"value": one.value, "name": name_of_scope(one), "icon": icon_of_scope(one), "is_on": one in shown}
        for one in Scope
    ]
    context["asked"] = _asked(request)
    return render(
        request, "producers/portal/ask_her.html", context, status=422 if context.get("refused") else 200
    )


@signed_in_page
@require_http_methods(["POST"])
def her_code(request: HttpRequest) -> HttpResponse:
    """Take the code that she read on her own phone."""
    _associations(request)
    number = request.POST.get("which", "")
    row = get_object_or_404(_asked(request), pk=int(number) if number.isdecimal() else 0)
    refused = ""
    try:
        confirm_with_code(row, request.POST.get("code", ""), actor=_actor(request))
    except GrantRefusedError as reason:
        refused = refusal_of_grant(reason)
    if not refused:
        return redirect("portal:ask_her")
    context = {"asked": _asked(request), "wrong": row.pk, "refused": refused, "scopes": []}
    return render(request, "producers/portal/ask_her.html", context, status=422)


def _ask(request: HttpRequest, association: Organisation, chosen: list[Scope]) -> str:
    number = e164(request.POST.get("phone", ""))
    found = Organisation.objects.sellers().filter(phone=number, erased_at=None) if number else []
    try:
        for maker in found[:3]:
            send_code(ask_grant(maker, association, chosen, actor=_actor(request)), actor=_actor(request))
    except GrantRefusedError as reason:
        return refusal_of_grant(reason)
    return ""


def _asked(request: HttpRequest) -> Any:
    mine = GrantRequest.objects.open().filter(receiver__in=associations_of(request.user))
    return mine.filter(asked_by=request.user).select_related("giver")


def _associations(request: HttpRequest) -> Any:
    found = associations_of(request.user).select_related("picture")
    if not found:
        raise Http404
    return found


def _wanted(request: HttpRequest) -> Wanted:
    return Wanted(
        words=request.GET.get("q", "").strip()[:LONGEST_WORDS],
        weekday=_day(request.GET.get("day", "")),
        only_mine=request.GET.get("mine") == "1",
    )


def _day(text: str) -> int | None:
    return int(text) if text in {str(day) for day in WEEKDAYS} else None


def _actor(request: HttpRequest) -> Actor:
    return Actor(request.user.pk, request.user.get_username())
