"""Pages of somebody without a shop here, by the secret of her seat: a buyer, a partner, and others."""

from typing import Any

from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from home.events.models import Registration
from home.network.actions.listings import Said, end, say_as_guest
from home.network.actions.outcomes import say_outcome, say_what_came
from home.network.actions.talks import answer, block_as_guest, take_back, unblock_as_guest
from home.network.domain.listings import Part, RefusedError, Side, Thing, Why
from home.network.domain.meetings import Came, MeetingRefusedError, Outcome
from home.network.forms import SayForm, first_error, key_in
from home.network.meeting_words import answers, outcomes, why_not_meet
from home.network.models import Block, Listing, MeetingGuest, Talk
from home.network.models.querysets import of_person
from home.network.network_words import ICONS, parts, said, why_not
from home.network.reading.cards import maker_name, sender_name
from home.network.reading.meetings import event_title, meeting_cards, meetings_of
from home.network.views.guest_talks import seat_of
from producers.domain.actors import Actor
from producers.responses import secret_page

MOST = 50


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
        "token": token,
        "is_off": guest.plan.event.is_cancelled,
        "cards": meeting_cards(list(meetings_of([guest.pk])), [guest.pk], lang, timezone.now()),
        "outcomes": outcomes(),
        "answers": answers(),
        "error": error,
    }
    return render(request, "home/network/her_meetings.html", context, status=422 if error else 200)


@secret_page
@require_http_methods(["GET", "HEAD", "POST"])
def yours(request: HttpRequest, token: str) -> HttpResponse:
    """Show what she needs and offers and who wrote to her; say more, take away, answer."""
    seat = seat_of(token)
    form = SayForm(request.POST if request.POST.get("do") == "say" else None)
    error = _done(request, seat, form) if request.method == "POST" else ""
    if request.method == "POST" and not error and not form.errors:
        return redirect("network:yours", token)
    lang = get_language() or "fr"
    listings = Listing.objects.filter(seat=seat, ended_at=None).select_related("seat__places__event")
    blocks = Block.objects.filter(of_person(seat, "by_seat"), other=OuterRef("sender"))
    talks = Talk.objects.filter(receiver_seat=seat).select_related("sender")
    talks = talks.annotate(is_blocked=Exists(blocks))
    sent = Talk.objects.filter(sender_seat=seat).select_related("receiver")
    typed = form.data.getlist("shows") if form.is_bound else []  # type: ignore[attr-defined]  # a QueryDict
    context = {
        "cards": [_own_card(one, lang) for one in listings],
        "token": token,
        "talks": [_talk(one, lang) | {"is_blocked": one.is_blocked} for one in talks[:MOST]],
        "sent": [_sent(one, lang) for one in sent[:MOST]],
        "form": form,
        "things": Listing.Thing.choices,
        "parts": [(*part, part[0] in typed) for part in parts() if part[0] != Part.PHOTO.value],
        "side_error": first_error(form, "side"),
        "thing_error": first_error(form, "thing"),
        "error": error or "".join(form.non_field_errors()),
    }
    status = 422 if error or form.errors else 200
    return render(request, "home/network/yours.html", context, status=status)


def _own_card(row: Listing, lang: str) -> tuple[str, str, str, str]:
    return row.export_id, ICONS[row.thing], str(row.get_side_display()), str(row.get_thing_display())


def _talk(row: Talk, lang: str) -> dict[str, Any]:
    """Who wrote has said who she is; her phone is not shown."""
    return {
        "token": row.export_id,
        "name": sender_name(row, lang),
        "thing": row.get_thing_display(),
        "sentences": said(row.sentences),
        "words": row.words,
        "language": row.language,
        "waits": row.waits,
        "state": row.get_state_display(),
    }


def _sent(row: Talk, lang: str) -> dict[str, Any]:
    """Whom she wrote to she learns with the other's yes."""
    her = row.receiver if row.state == Talk.State.YES else None
    return _talk(row, lang) | {"name": her and maker_name(her, lang)}


def _done(request: HttpRequest, seat: Registration, form: SayForm) -> str:
    """Do what was pressed; return why not in words, empty when it is done or a field is wrong."""
    sent, actor = request.POST, Actor(seat.user_id, seat.name)
    done = sent.get("do", "")
    try:
        if done == "say":
            _said(seat, form, actor)
        elif done == "end":
            end(get_object_or_404(Listing, seat=seat, export_id=sent.get("row", "")), actor=actor)
        elif done in ("yes", "no"):
            row = get_object_or_404(Talk, receiver_seat=seat, export_id=sent.get("row", ""))
            answer(row, agrees=done == "yes", actor=actor)
        elif done in ("block", "unblock"):
            row = get_object_or_404(
                Talk.objects.select_related("sender"), receiver_seat=seat, export_id=sent.get("row", "")
            )
            (block_as_guest if done == "block" else unblock_as_guest)(seat, row.sender, actor=actor)
        elif done == "back":
            take_back(get_object_or_404(Talk, sender_seat=seat, export_id=sent.get("row", "")), actor=actor)
        else:
            raise Http404(done)
    except RefusedError as refused:
        return why_not(refused.why)
    return ""


def _said(seat: Registration, form: SayForm, actor: Actor) -> None:
    if not form.is_valid():
        return
    typed = form.cleaned_data
    shows = frozenset(Part(code) for code in typed["shows"]) - {Part.PHOTO}
    what = Said(Side(typed["side"]), Thing(typed["thing"]), typed["words"], get_language() or "fr", shows)
    try:
        say_as_guest(seat, what, actor=actor)
    except RefusedError as refused:
        if refused.why not in (Why.TOO_LONG, Why.CONTACT):
            raise
        form.add_error("words", why_not(refused.why))


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
