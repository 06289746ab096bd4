"""Business meetings in the portal: she takes part, asks whom to meet, sees her hours, says what came."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from home.events.models import Registration
from home.network.actions.meeting_guests import step_out, take_part, unwish, wish
from home.network.actions.outcomes import say_outcome, say_what_came
from home.network.domain.meetings import Came, MeetingRefusedError, Outcome, Source
from home.network.forms import key_in
from home.network.meeting_papers import print_schedules
from home.network.meeting_words import answers, outcomes, why_not_meet
from home.network.models import Meeting, MeetingGuest, MeetingPlan
from home.network.own_tasks import NEEDS
from home.network.reading.meetings import (
    event_title,
    guest_cards,
    meeting_cards,
    meetings_of,
)
from producers.access import for_actor
from producers.portal.acting import acting_in
from producers.portal.doors import portal_page
from producers.portal.sent_once import sent_once
from shop.paper_answers import file_answer
from shop.papers.press import has_press

HER_WEIGHT = 3
"""What she asks for herself comes before what follows from needs and offers."""
MOST = 100


@portal_page(needs=NEEDS)
@require_safe
def meetings(request: HttpRequest) -> HttpResponse:
    """List the events at which she can take part, then her meetings, those to come first."""
    lang, now = get_language() or "fr", timezone.now()
    own = [one.pk for one in _hers(request)]
    cards = meeting_cards(list(meetings_of(own)[:MOST]), own, lang, now)
    plans = MeetingPlan.objects.filter(event__in=_seats(request).values("places__event"))
    plans = plans.filter(event__status="planned", event__live=True).select_related("event")
    context = {
        "plans": [
            (one.event.slug, event_title(one, lang))
            for one in plans.filter(event__last_day__gte=timezone.localdate()).order_by("event__first_day")
        ],
        "to_come": [card for card in cards if not card.has_begun],
        "past": [card for card in reversed(cards) if card.has_begun],
    }
    return render(request, "home/network/portal/meetings.html", context)


@portal_page(needs=NEEDS)
@sent_once
@require_http_methods(["GET", "HEAD", "POST"])
def at_event(request: HttpRequest, slug: str) -> HttpResponse:
    """Take part at one event, or no more; touch whom she wants to meet; see her hours."""
    plan, lang = _plan(request, slug), get_language() or "fr"
    mine = _hers(request).filter(plan=plan, out_at=None).first()
    error = _touched(request, plan, mine) if request.method == "POST" else ""
    if request.method == "POST" and not error:
        return redirect("network_portal:at_event", slug)
    own = [mine.pk] if mine else []
    context = {
        "slug": slug,
        "title": event_title(plan, lang),
        "mine": mine,
        "is_open": plan.event.last_day >= timezone.localdate() and not plan.event.is_cancelled,
        "cards": meeting_cards(list(meetings_of(own)), own, lang, timezone.now()),
        "guests": guest_cards(plan, mine, lang) if mine else [],
        "has_press": has_press(),
        "error": error,
    }
    return render(request, "home/network/portal/at_event.html", context, status=422 if error else 200)


@portal_page(needs=NEEDS)
@require_safe
def paper(request: HttpRequest, slug: str) -> HttpResponse:
    """Print her hours."""
    plan = _plan(request, slug)
    mine = _hers(request).filter(plan=plan, out_at=None).select_related("registration__organisation")
    guests = list(mine)
    if not guests or not has_press():
        raise Http404
    text = print_schedules(plan, guests, lang=get_language() or "fr", at=timezone.now())
    return file_answer(text, "application/pdf", f"meetings-{slug}.pdf")


@portal_page(needs=NEEDS)
@sent_once
@require_http_methods(["GET", "HEAD", "POST"])
def meeting(request: HttpRequest, token: str) -> HttpResponse:
    """Show one of her meetings; one tap says what came of it, at once or days later."""
    own = {one.pk: one for one in _hers(request)}
    row = get_object_or_404(meetings_of(own), export_id=token)
    mine = own.get(row.first_id) or own[row.second_id]
    error = _tapped(request, row, mine) if request.method == "POST" else ""
    if request.method == "POST" and not error:
        return redirect("network_portal:meeting", token)
    row = get_object_or_404(meetings_of(own), pk=row.pk)
    context = {
        "card": meeting_cards([row], own, get_language() or "fr", timezone.now())[0],
        "outcomes": outcomes(),
        "answers": answers(),
        "error": error,
    }
    return render(request, "home/network/portal/meeting.html", context, status=422 if error else 200)


def _hers(request: HttpRequest) -> "QuerySet[MeetingGuest]":
    rows = for_actor(MeetingGuest.objects.all(), request.user)
    return rows.filter(registration__organisation=acting_in(request).organisation)


def _seats(request: HttpRequest) -> "QuerySet[Registration]":
    rows = for_actor(Registration.objects.all(), request.user)
    mine = acting_in(request).organisation
    return rows.filter(organisation=mine, state=Registration.State.SEATED)


def _plan(request: HttpRequest, slug: str) -> MeetingPlan:
    """Business meetings of an event at which she has a seat, or takes part."""
    plan = get_object_or_404(MeetingPlan.objects.select_related("event"), event__slug=slug, event__live=True)
    is_hers = _hers(request).filter(plan=plan).exists()
    if not is_hers and not _seats(request).filter(places__event=plan.event_id).exists():
        raise Http404(slug)
    return plan


def _touched(request: HttpRequest, plan: MeetingPlan, mine: MeetingGuest | None) -> str:
    """Do what was touched, and return why not in words, empty when it is done."""
    actor, done = acting_in(request).actor, request.POST.get("do", "")
    try:
        if done == "in":
            seat = _seats(request).filter(places__event=plan.event_id).order_by("pk").first()
            if seat is None:
                raise Http404(done)
            take_part(plan, seat, actor=actor, shows_name="shows_name" in request.POST)
        elif mine is not None and done == "out":
            step_out(mine, actor=actor, reason="she said so in the portal")
        elif mine is not None and done in ("wish", "unwish"):
            whom = get_object_or_404(MeetingGuest, plan=plan, pk=key_in(request.POST.get("whom", "")))
            _wish(mine, whom, done == "wish", actor)
        else:
            raise Http404(done)
    except MeetingRefusedError as refused:
        return why_not_meet(refused.why)
    return ""


def _wish(mine: MeetingGuest, whom: MeetingGuest, is_wished: bool, actor: Any) -> None:
    if is_wished:
        wish(mine, whom, HER_WEIGHT, source=Source.ASKED, actor=actor)
    else:
        unwish(mine, whom, actor=actor)


def _tapped(request: HttpRequest, row: Meeting, mine: MeetingGuest) -> str:
    """Write what was tapped, and return why not in words, empty when it is done."""
    actor, sent = acting_in(request).actor, request.POST
    try:
        if "outcome" in sent:
            say_outcome(row, Outcome(sent["outcome"]), by=mine, actor=actor)
        else:
            asked = get_object_or_404(row.follow_ups, pk=key_in(sent.get("asked", "")))
            say_what_came(asked, Came(sent.get("came", "")), by=mine, actor=actor)
    except MeetingRefusedError as refused:
        return why_not_meet(refused.why)
    except ValueError as unknown:
        raise Http404(row.export_id) from unknown
    return ""
