"""Registering, and the page of one seat that its secret opens."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from home.events.actions.change_seat import accept_offer, cancel_seat
from home.events.actions.register import register
from home.events.domain.registering import RefusedError, Why
from home.events.models import Event, Registration
from home.events.reading.cards import event_card
from home.events.reading.event import find_event
from home.events.reading.seats import find_seat, open_seats, seat_shown
from home.events.seat_forms import SeatForm
from home.events.seat_words import refusal
from producers.domain.actors import Actor
from producers.policy import public
from producers.responses import private_page, secret_page
from shop.papers.press import has_press
from shop.views.limits import is_too_often
from shop.views.open_forms import open_form

AN_HOUR_MOST = 30


@public
@open_form
@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def register_seat(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a registration: 422 with the form when something is missing, or there is no seat for a reason."""
    try:
        event = find_event(slug)
    except Event.DoesNotExist as reason:
        raise Http404(slug) from reason
    lang, is_known = get_language() or "fr", request.user.is_authenticated
    seats = open_seats(event, lang)
    form = SeatForm(request.POST or None, seats, may_register_others=is_known)
    is_sent = request.method == "POST" and form.is_valid()
    if is_sent and (found := _registered(request, event, form, lang)):
        return redirect("events:seat", found.token)
    context = {
        "card": event_card(event, lang),
        "form": form,
        "seats": seats,
        "is_full": bool(seats) and all(one.is_full for one in seats),
        "closed": "" if seats else refusal(_why_none(event)),
    }
    return render(request, "home/events/register.html", context, status=422 if form.errors else 200)


def _registered(request: HttpRequest, event: Event, form: SeatForm, lang: str) -> Registration | None:
    if is_too_often("seat", request.META.get("REMOTE_ADDR", ""), AN_HOUR_MOST):
        form.add_error(None, refusal(Why.CLOSED))
        return None
    is_hers = request.user.is_authenticated and not form.cleaned_data.get("for_other")
    try:
        return register(
            event,
            int(form.cleaned_data["part"]),
            form.person(lang),
            actor=actor_at(request),
            user=request.user if is_hers else None,
        )
    except RefusedError as refused:
        form.add_error("contact" if refused.why == Why.TWICE else None, refusal(refused.why))
        return None


def _why_none(event: Event) -> Why:
    if event.is_cancelled:
        return Why.CANCELLED
    return Why.PAST if event_card(event, "fr").is_past else Why.CLOSED


def actor_at(request: HttpRequest) -> Actor:
    """A guest has no user; what she does is done by her all the same."""
    if request.user.is_authenticated:
        return Actor(request.user.pk, request.user.get_username())
    return Actor(None, "guest")


@secret_page
@require_http_methods(["GET", "HEAD", "POST"])
def seat(request: HttpRequest, token: str) -> HttpResponse:
    """Show her seat; take the one that is offered, or give it back, by a button."""
    try:
        registration = find_seat(token)
    except Registration.DoesNotExist as reason:
        raise Http404 from reason
    refused = ""
    if request.method == "POST":
        try:
            act = accept_offer if request.POST.get("do") == "accept" else cancel_seat
            act(registration, actor=actor_at(request))
            return redirect("events:seat", token)
        except RefusedError as reason:
            refused = refusal(reason.why)
        registration = find_seat(token)
    context = {
        "seat": seat_shown(registration, get_language() or "fr"),
        "refused": refused,
        "has_press": has_press(),
    }
    return render(request, "home/events/seat.html", context, status=422 if refused else 200)
