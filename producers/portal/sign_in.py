"""The door's first screens: choose your picture, give your phone, type the code, show your card."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_POST

from producers.access import door_users
from producers.actions.ask_for_code import ask_for_code
from producers.actions.check_code import check_code
from producers.actions.door_cards import show_card
from producers.domain.codes import code_typed, digest_of
from producers.domain.phones import e164
from producers.models import DoorCard
from producers.portal.coming_in import device_of, go_out, remember_way_on
from producers.portal.pending import CARD, CODE, NUMBER, WALL, keep, pending_of, show
from producers.reading.doors import faces, faces_on
from producers.responses import private_page, secret_page

PAGES = "producers/portal/sign_in"
LONGEST = 40


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Choose one's picture on a device that knows somebody; on another, say how to come in."""
    remember_way_on(request)
    people = faces_on(device_of(request), _lang())
    if request.method == "POST":
        chosen = _chosen(request, [face.user for face in people])
        show(request, WALL, [chosen])
        return redirect("portal:sign_in_pictures")
    return render(request, f"{PAGES}/wall.html", {"people": people})


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def phone(request: HttpRequest) -> HttpResponse:
    """Ask for a code. Every number is answered alike."""
    typed = request.POST.get("phone", "")[:LONGEST]
    if request.method != "POST":
        return render(request, f"{PAGES}/phone.html")
    number = e164(typed)
    if not number:
        wrong = gettext("That is no phone number. Write all its digits, like 06 12 34 56 78.")
        return _again(request, "phone", wrong, typed=typed)
    if not ask_for_code(number, caller=_caller(request), language=_lang()):
        wrong = gettext("Too many codes were asked for. Wait a quarter of an hour, or call us.")
        return _again(request, "phone", wrong, typed=typed, status=429)
    request.session[NUMBER] = number
    return redirect("portal:sign_in_code")


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """Type the code. Why one does not open is never said."""
    number = request.session.get(NUMBER)
    if number is None:
        return redirect("portal:sign_in_phone")
    if request.method != "POST":
        return render(request, f"{PAGES}/code.html")
    people = check_code(number, code_typed(request.POST.get("code", "")), caller=_caller(request))
    if not people:
        return _again(request, "code", gettext("This code does not open. Look again, or ask for a new one."))
    del request.session[NUMBER]
    pending = show(request, CODE, [user.pk for user in people])
    return redirect("portal:sign_in_pictures" if pending.person else "portal:sign_in_who")


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def who(request: HttpRequest) -> HttpResponse:
    """Choose one's picture among those who share the phone."""
    pending = pending_of(request)
    if pending is None:
        return redirect("portal:sign_in")
    if request.method == "POST":
        keep(request, pending, person=_chosen(request, list(pending.people)), taps=(), first="")
        return redirect("portal:sign_in_pictures")
    return render(request, f"{PAGES}/who.html", {"people": faces(pending.people, _lang())})


@secret_page
@require_http_methods(["GET", "HEAD", "POST"])
def card(request: HttpRequest, token: str) -> HttpResponse:
    """Show one's card: the page says whose it is, its button takes her on to her pictures."""
    if request.method == "POST":
        user = show_card(token, caller=_caller(request))
        if user is None:
            raise Http404
        show(request, CARD, [user.pk])
        return redirect("portal:sign_in_pictures")
    row = DoorCard.objects.live().filter(digest=digest_of(token), user__in=door_users()).first()
    if row is None:
        raise Http404
    return render(request, f"{PAGES}/card.html", {"people": faces([row.user_id], _lang())})


@private_page
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Go; the picture stays on the wall."""
    return go_out(request)


def _chosen(request: HttpRequest, allowed: list[int]) -> int:
    """Return who was chosen. Somebody who is not among those who stand there is a 404."""
    chosen = {str(user): user for user in allowed}.get(request.POST.get("person", ""))
    if chosen is None:
        raise Http404
    return chosen


def _again(
    request: HttpRequest, page: str, wrong: str, *, typed: str = "", status: int = 422
) -> HttpResponse:
    context = {"wrong": wrong, "typed": typed}
    return render(request, f"{PAGES}/{page}.html", context, status=status)


def _caller(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))


def _lang() -> str:
    return get_language() or "fr"
