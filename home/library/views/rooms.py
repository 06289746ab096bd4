"""Reading rooms for everybody: where they are, booking a seat, and the page of one seat."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from home.library.actions.visits import book_visit, cancel_visit
from home.library.domain.room import NoSeatError, Why
from home.library.models import Document, Room, Visit
from home.library.reading.room import (
    DayShown,
    days_to_come,
    find_room,
    find_visit,
    read_rooms,
    room_shown,
    visit_shown,
)
from home.library.room_forms import VisitForm
from home.library.room_words import refusal
from producers.conf import languages
from producers.domain.actors import Actor
from producers.domain.shown import shown
from producers.editions.memory import remembered
from producers.policy import public
from producers.reading.head import read_head
from producers.responses import private_page, secret_page, shared_page
from shop.views.limits import is_too_often
from shop.views.open_forms import open_form

AN_HOUR_MOST = 30


@shared_page
@require_safe
def rooms(request: HttpRequest) -> HttpResponse:
    """List the reading rooms with their hours."""
    lang = get_language() or "fr"
    context = {
        "rooms": remembered("reading rooms", ("library",), (lang,), lambda: read_rooms(lang)),
        "document": _document(request.GET.get("document", "")),
        "head": read_head(
            "library:rooms",
            languages=languages(),
            title=_("Reading room"),
            description=_("Read what stands on the shelf: book a seat for half a day, without an account."),
        ),
    }
    return render(request, "home/library/rooms.html", context)


@public
@open_form
@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def room(request: HttpRequest, slug: str) -> HttpResponse:
    """Book a seat: 422 with what was typed when something is missing, or there is no seat for a reason."""
    try:
        one = find_room(slug)
    except Room.DoesNotExist as reason:
        raise Http404(slug) from reason
    lang = get_language() or "fr"
    days = days_to_come(one)
    document = _document(request.POST.get("document", "") or request.GET.get("document", ""))
    typed = request.POST if request.method == "POST" else None
    day = _day(days, (typed.get("slot", "")[:10] if typed else "") or request.GET.get("day", ""))
    form = VisitForm(typed, days)
    if typed and form.is_valid() and (visit := _booked(request, one, form, document, lang)):
        return redirect("library:visit", visit.token)
    context = {
        "room": room_shown(one, lang),
        "days": days,
        "day": day,
        "form": form,
        "chosen": (typed or {}).get("slot", ""),
        "document": document,
        "wanted": shown(document.title, lang, document.original_language) if document else None,
    }
    return render(request, "home/library/room.html", context, status=422 if form.errors else 200)


@secret_page
@require_http_methods(["GET", "HEAD", "POST"])
def visit(request: HttpRequest, token: str) -> HttpResponse:
    """Show her seat with its code; give it back by a button."""
    try:
        found = find_visit(token)
    except Visit.DoesNotExist as reason:
        raise Http404 from reason
    if request.method == "POST":
        cancel_visit(found, actor=Actor(None, "guest"))
        return redirect("library:visit", token)
    return render(
        request,
        "home/library/visit.html",
        {"page": visit_shown(found, get_language() or "fr"), "visit": found},
    )


def _booked(
    request: HttpRequest, one: Room, form: VisitForm, document: Document | None, lang: str
) -> Visit | None:
    if is_too_often("reading", request.META.get("REMOTE_ADDR", ""), AN_HOUR_MOST):
        form.add_error(None, _("Too many seats were booked from here. Please call us."))
        return None
    day, half = form.when()
    try:
        return book_visit(one, day, half, form.reader(lang), actor=Actor(None, "guest"), document=document)
    except NoSeatError as refused:
        form.add_error("contact" if refused.why == Why.TWICE else "slot", refusal(refused.why))
        return None


def _day(days: list[DayShown], typed: str) -> DayShown | None:
    """The day that was chosen, else the first that has a seat left."""
    try:
        chosen = parse_date(typed)
    except ValueError:
        chosen = None
    by_day = {one.day: one for one in days}
    free = (one for one in days if not one.is_full)
    return by_day.get(chosen) or next(free, days[0] if days else None)


def _document(slug: str) -> Document | None:
    """The public document that somebody comes for."""
    return Document.objects.public().filter(slug=slug[:120]).first() if slug and "\x00" not in slug else None
