"""What she lets us show: one switch for each use, with what it does, and the way back on any day."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from producers.access import for_actor
from producers.actions.consents import hear_consent, take_back_consent
from producers.consent_words import WORDS, ConsentWords
from producers.domain.consent import Scope
from producers.domain.grants import Permission
from producers.domain.shown import shown
from producers.models import Consent
from producers.portal.acting import Acting, acting_in
from producers.portal.doors import portal_page

HEARD = {True: "told the agent who acts for her", False: "switched in her own space"}


@dataclass(frozen=True)
class Switch:
    """One use, what it does, and since when she agrees to it; ``since`` is None while she does not."""

    scope: Scope
    words: ConsentWords
    since: date | None


@portal_page(needs=Permission.EDIT_PROFILE)
@require_http_methods(["GET", "HEAD", "POST"])
def consents(request: HttpRequest) -> HttpResponse:
    """Show the switches; a touched one counts at once."""
    acting = acting_in(request)
    scope = request.POST.get("scope", "")
    if request.method == "POST" and scope in WORDS:
        _switch(request, acting, Scope(scope))
        return redirect("portal:consents")
    status = 422 if request.method == "POST" else 200
    switches = _switches(request, acting)
    return render(request, "producers/portal/consents.html", {"switches": switches}, status=status)


def _switch(request: HttpRequest, acting: Acting, scope: Scope) -> None:
    """Take back every live yes, or hear a new one; what is already so stays so."""
    live = list(_live(request, acting).filter(scope=scope))
    if request.POST.get("do") == "take_back":
        for row in live:
            take_back_consent(row, actor=acting.actor, reason=HEARD[acting.is_agent])
    elif not live:
        maker, lang = acting.organisation, get_language() or "fr"
        person = shown(maker.name, lang, maker.original_language).text
        reason = HEARD[acting.is_agent]
        hear_consent(maker, scope, person=person, heard_in=lang, actor=acting.actor, reason=reason)


def _switches(request: HttpRequest, acting: Acting) -> list[Switch]:
    since = {row.scope: timezone.localdate(row.given_at) for row in _live(request, acting)}
    return [Switch(scope, words, since.get(scope)) for scope, words in WORDS.items()]


def _live(request: HttpRequest, acting: Acting) -> "QuerySet[Consent]":
    rows = for_actor(Consent.objects.valid(timezone.localdate()), request.user)
    return rows.filter(organisation=acting.organisation).order_by("-given_at")
