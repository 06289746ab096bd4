"""Nominating somebody without an account, and the page on which she answers herself."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from home.awards.actions.answer_nomination import agree, refuse
from home.awards.actions.nominate import nominate
from home.awards.actions.pictures import take_away
from home.awards.domain.nominating import RefusedError, Why
from home.awards.models import Edition, Nomination
from home.awards.nomination_forms import AnswerForm, NominationForm
from home.awards.nomination_words import refusal
from home.awards.reading.cards import edition_card
from home.awards.reading.edition import categories_shown, find_edition
from home.awards.reading.nomination import find_nomination, first_answer, nomination_page
from home.awards.views.pictures import picture_of
from producers.domain.actors import Actor
from producers.policy import public
from producers.responses import private_page, secret_page
from shop.views.limits import is_too_often
from shop.views.open_forms import open_form

AN_HOUR_MOST = 20
FIELDS = {Why.UNREACHABLE: "contact", Why.WITHDRAWN: "name", Why.UNKNOWN: "category"}


@public
@open_form
@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def nominate_somebody(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a nomination: 422 with the form when something is missing, or it is refused."""
    edition, lang = _edition(slug), get_language() or "fr"
    card = edition_card(edition, lang)
    form = NominationForm(*_sent(request), categories_shown(edition, lang))
    if request.method == "POST" and form.is_valid() and _is_taken(request, edition, form, lang):
        return redirect("awards:thanks", slug)
    closed = "" if card.may_nominate else refusal(Why.CLOSED)
    status = 422 if form.errors else 200
    context = {"card": card, "form": form, "closed": closed}
    return render(request, "home/awards/nominate.html", context, status=status)


@public
@private_page
@require_safe
def thanks(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what comes next; the same to everybody, so that nothing is told about a nominee."""
    return render(
        request, "home/awards/thanks.html", {"card": edition_card(_edition(slug), get_language() or "fr")}
    )


@secret_page
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Let the nominee say yes, no, or no more."""
    try:
        nomination = find_nomination(token)
    except Nomination.DoesNotExist as reason:
        raise Http404 from reason
    form = AnswerForm(request.POST or None, initial=first_answer(nomination))
    refused = ""
    if request.method == "POST":
        refused = answered(request, nomination, form, Actor(None, "nominee"))
        if not refused:
            return redirect("awards:answer", token)
        nomination = find_nomination(token)
    context = {**nomination_page(nomination, get_language() or "fr"), "form": form, "refused": refused}
    return render(request, "home/awards/answer.html", context, status=422 if refused else 200)


def answered(request: HttpRequest, nomination: Nomination, form: AnswerForm, actor: Actor) -> str:
    """Do what was pressed; return why not, empty when it is done."""
    try:
        if request.POST.get("do") == "no":
            refuse(nomination, actor=actor)
        elif "away" in request.POST:
            take_away(picture_of(nomination, request.POST["away"]), actor=actor)
        elif form.is_valid():
            agree(nomination, form.agreement(), actor=actor)
        else:
            return _("Something is missing.")
    except RefusedError as refused:
        return refusal(refused.why)
    return ""


def _sent(request: HttpRequest) -> tuple[Any, Any]:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _edition(slug: str) -> Edition:
    try:
        return find_edition(slug)
    except Edition.DoesNotExist as reason:
        raise Http404(slug) from reason


def _is_taken(request: HttpRequest, edition: Edition, form: NominationForm, lang: str) -> bool:
    if is_too_often("award", request.META.get("REMOTE_ADDR", ""), AN_HOUR_MOST):
        form.add_error(None, _("Too many nominations came from here. Try again in an hour."))
        return False
    pictures = form.checked_pictures()
    if form.errors:
        return False
    known = request.user.is_authenticated
    actor = Actor(request.user.pk, request.user.get_username()) if known else Actor(None, "guest")
    try:
        nominate(
            edition,
            form.cleaned_data["category"],
            form.nominee(lang),
            form.backing(lang),
            actor=actor,
            user=request.user if known else None,
            pictures=pictures,
        )
    except RefusedError as refused:
        form.add_error(FIELDS.get(refused.why), refusal(refused.why))
    return not form.errors
