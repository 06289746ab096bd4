"""Who helps her, with what, and how she ends it; what was done for her."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Case, QuerySet, When
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from producers.access import for_actor
from producers.actions.grants import ask_grant, confirm_at_her_door, refuse_request, withdraw_grants
from producers.actions.tell_help import see_what_was_done
from producers.domain.grant_requests import GrantRefusedError
from producers.domain.grants import PROPOSED, Scope
from producers.grant_words import icon_of_scope, name_of_scope, refusal_of_grant
from producers.models import GrantRequest, Organisation
from producers.portal.acting import Acting, acting_in
from producers.portal.done_words import done_words
from producers.portal.doors import portal_page
from producers.reading.cards import producer_card
from producers.reading.helpers import done_for, helpers_of, requests_to

View = Callable[..., HttpResponse]
ON_A_PAGE = 20


def her_own(view: View) -> View:
    """Answer herself alone: for an agent who acts for her there is no such page."""

    @wraps(view)
    def answer(request: HttpRequest, /, *args: Any, **kwargs: Any) -> HttpResponse:
        if acting_in(request).is_agent:
            raise Http404
        return view(request, *args, **kwargs)

    return answer


@portal_page()
@her_own
@require_http_methods(["GET", "HEAD", "POST"])
def helpers(request: HttpRequest) -> HttpResponse:
    """Show who helps her, in pictures; switch off one thing or all of it, at once."""
    acting = acting_in(request)
    if request.method == "POST":
        _switch_off(request, acting)
        return redirect("portal:helpers")
    lang = get_language() or "fr"
    found = helpers_of(acting.organisation, timezone.localdate())
    context = {
        "helpers": [
            {
                "card": producer_card(helper.association, lang, with_crafts=False),
                "slug": helper.association.slug,
                "until": helper.until,
                "scopes": [_scope(scope, helper.may(scope)) for scope in Scope],
            }
            for helper in found
        ],
        "requests": [_request(row, lang) for row in requests_to(acting.organisation)],
    }
    return render(request, "producers/portal/helpers.html", context)


@portal_page()
@her_own
@require_http_methods(["POST"])
def decide(request: HttpRequest) -> HttpResponse:
    """She says yes or no to what an association asked; after a yes the Centre calls her."""
    acting = acting_in(request)
    mine = for_actor(GrantRequest.objects.open(), request.user).filter(giver=acting.organisation)
    row = get_object_or_404(
        mine, pk=int(number) if (number := request.POST.get("which", "")).isdecimal() else 0
    )
    try:
        if request.POST.get("do") == "yes":
            confirm_at_her_door(row, actor=acting.actor)
        else:
            refuse_request(row, actor=acting.actor)
    except GrantRefusedError as refused:
        messages.warning(request, refusal_of_grant(refused))
    return redirect("portal:helpers")


@portal_page()
@her_own
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """She asks for help herself: whose, and with what. Money is not ticked unless she ticks it."""
    acting = acting_in(request)
    associations = associations_for(acting.organisation)
    chosen = [Scope(value) for value in request.POST.getlist("scope") if value in set(Scope)]
    refused = ""
    if request.method == "POST":
        receiver = get_object_or_404(associations, slug=request.POST.get("who", ""))
        try:
            row = ask_grant(acting.organisation, receiver, chosen, actor=acting.actor)
            confirm_at_her_door(row, actor=acting.actor)
        except GrantRefusedError as reason:
            refused = refusal_of_grant(reason)
        else:
            return redirect("portal:helpers")
    lang = get_language() or "fr"
    context = {
        "associations": [
            (one.slug, producer_card(one, lang, with_crafts=False), one.slug == request.POST.get("who"))
            for one in associations[:ON_A_PAGE]
        ],
        "scopes": [
            _scope(scope, scope in (chosen if request.method == "POST" else PROPOSED)) for scope in Scope
        ],
        "refused": refused,
    }
    return render(request, "producers/portal/ask_help.html", context, status=422 if refused else 200)


@portal_page()
@her_own
@require_safe
def done(request: HttpRequest) -> HttpResponse:
    """List what was done for her, the newest first; what she sees here she has been told."""
    acting = acting_in(request)
    mine = for_actor(done_for(acting.organisation), request.user)
    page = Paginator(mine, ON_A_PAGE).get_page(request.GET.get("page"))
    rows = [(row, *done_words(row.act)) for row in page]
    if request.method == "GET":
        see_what_was_done(acting.organisation, [row.pk for row in page])
    return render(request, "producers/portal/done.html", {"rows": rows, "page": page})


def associations_for(giver: Organisation) -> "QuerySet[Organisation]":
    """Return whom a producer can ask: associations at work, the one that vouches for her first."""
    found = Organisation.objects.filter(kind="association", status="active").select_related("picture")
    is_near = Case(When(pk=giver.vouched_by_id, then=0), default=1)
    return found.order_by(is_near, "number")


def _switch_off(request: HttpRequest, acting: Acting) -> None:
    receiver = get_object_or_404(Organisation, slug=request.POST.get("who", ""))
    word = request.POST.get("scope", "")
    scope = Scope(word) if word in set(Scope) else None
    withdraw_grants(acting.organisation, receiver, actor=acting.actor, scope=scope)


def _scope(scope: Scope, is_on: bool) -> dict[str, object]:
    return {"value": scope.value, "name": name_of_scope(scope), "icon": icon_of_scope(scope), "is_on": is_on}


def _request(row: GrantRequest, lang: str) -> dict[str, object]:
    return {
        "pk": row.pk,
        "card": producer_card(row.receiver, lang, with_crafts=False),
        "is_confirmed": row.status == GrantRequest.Status.CONFIRMED,
        "scopes": [_scope(Scope(scope), is_on=True) for scope in row.scopes],
    }
