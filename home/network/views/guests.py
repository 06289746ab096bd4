"""Business meetings of somebody without a shop here: a buyer, a partner body, a person with a project."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from home.events.models import Registration
from home.network.actions.outcomes import say_outcome, say_what_came
from home.network.domain.meetings import Came, MeetingRefusedError, Outcome
from home.network.forms import key_in
from home.network.meeting_words import answers, outcomes, why_not_meet
from home.network.models import MeetingGuest
from home.network.reading.meetings import event_title, meeting_cards, meetings_of
from producers.domain.actors import Actor
from producers.responses import secret_page


@secret_page
@require_http_methods(["GET", "HEAD", "POST"])
def her_meetings(request: HttpRequest, token: str) -> HttpResponse:
    """Show her hours to whoever has the secret of her seat; one tap says what came of a meeting."""
    seat = Registration.objects.by_token(token).filter(state=Registration.State.SEATED).first()
    guests = MeetingGuest.objects.filter(registration=seat, out_at=None).select_related("plan__event")
    guest, lang = guests.first(), get_language() or "fr"
    if seat is None or guest is None:
        raise Http404
    error = _tapped(request, guest, seat) if request.method == "POST" else ""
    if request.method == "POST" and not error:
        return redirect("network:her_meetings", token)
    context = {
        "title": event_title(guest.plan, lang),
        "is_off": guest.plan.event.is_cancelled,
        "cards": meeting_cards(list(meetings_of([guest.pk])), [guest.pk], lang, timezone.now()),
        "outcomes": outcomes(),
        "answers": answers(),
        "error": error,
    }
    return render(request, "home/network/her_meetings.html", context, status=422 if error else 200)


def _tapped(request: HttpRequest, guest: MeetingGuest, seat: Registration) -> str:
    """Write what was tapped, and return why not in words, empty when it is done."""
    sent, actor = request.POST, Actor(seat.user_id, seat.name)
    row = get_object_or_404(meetings_of([guest.pk]), export_id=sent.get("meeting", ""))
    try:
        if "outcome" in sent:
            say_outcome(row, Outcome(sent["outcome"]), by=guest, actor=actor)
        else:
            asked = get_object_or_404(row.follow_ups, pk=key_in(sent.get("asked", "")))
            say_what_came(asked, Came(sent.get("came", "")), by=guest, actor=actor)
    except MeetingRefusedError as refused:
        return why_not_meet(refused.why)
    except ValueError as unknown:
        raise Http404 from unknown
    return ""
