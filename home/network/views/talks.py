"""Messages between makers in the portal: written about a need or an offer, answered by yes or no."""

from django.core.paginator import EmptyPage, PageNotAnInteger
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from home.network.actions.talks import (
    answer,
    ask,
    block,
    block_person,
    take_back,
    unblock,
    unblock_person,
)
from home.network.domain.listings import RefusedError, Why
from home.network.domain.talks import Sentence
from home.network.forms import AskForm
from home.network.models import Block, Listing, Talk
from home.network.models.querysets import of_person
from home.network.network_words import sentences, why_not
from home.network.own_tasks import NEEDS
from home.network.reading.cards import listing_card, talk_card
from home.network.reading.lists import WHOSE, read_talks
from producers.domain.actors import Actor
from producers.models import Organisation
from producers.portal.acting import acting_in
from producers.portal.doors import portal_page
from producers.portal.sent_once import sent_once
from producers.views.directory import page_number


@portal_page(needs=NEEDS)
@sent_once
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, token: str) -> HttpResponse:
    """Show one need or offer, and write to who has it; her own is shown without a form."""
    acting, today, lang = acting_in(request), timezone.localdate(), get_language() or "fr"
    rows = Listing.objects.holding(today).open_to_maker(acting.organisation)
    rows = rows.select_related(*WHOSE).prefetch_related("organisation__crafts")
    listing = get_object_or_404(rows, export_id=token)
    form = AskForm(request.POST if request.method == "POST" else None)
    talk = _asked(request, listing, form) if request.method == "POST" and form.is_valid() else None
    if talk is not None:
        return redirect("network_portal:talk", talk.export_id)
    chosen = request.POST.getlist("sentences")
    context = {
        "card": listing_card(listing, lang, today, acting.organisation),
        "form": form,
        "sentences": [(*one, one[0] in chosen) for one in sentences()],
        "error": "".join(form.non_field_errors()),
    }
    return render(request, "home/network/portal/write.html", context, status=422 if form.errors else 200)


@portal_page(needs=NEEDS)
@require_safe
def talks(request: HttpRequest) -> HttpResponse:
    """List her messages; a page that does not exist is a 404."""
    try:
        number = page_number(request.GET.get("page", "1"))
        found = read_talks(acting_in(request).organisation, number, get_language() or "fr")
    except (EmptyPage, PageNotAnInteger) as reason:
        raise Http404(str(reason)) from reason
    return render(request, "home/network/portal/talks.html", found)


@portal_page(needs=NEEDS)
@sent_once
@require_http_methods(["GET", "HEAD", "POST"])
def talk(request: HttpRequest, token: str) -> HttpResponse:
    """Show one message; who was asked answers, or blocks; who asked may take it back."""
    mine = acting_in(request).organisation
    rows = Talk.objects.filter(Q(sender=mine) | Q(receiver=mine)).select_related(
        "sender", "sender_seat", "receiver", "receiver_seat"
    )
    row = get_object_or_404(rows, export_id=token)
    error = _answered(request, row) if request.method == "POST" else ""
    if request.method == "POST" and not error:
        return redirect("network_portal:talk", token)
    context = {
        "card": talk_card(row, get_language() or "fr", mine),
        "is_blocked": _is_blocked(row, mine),
        "error": error,
    }
    return render(request, "home/network/portal/talk.html", context, status=422 if error else 200)


def _asked(request: HttpRequest, listing: Listing, form: AskForm) -> Talk | None:
    """Write it, or put the reason beside the field."""
    acting, typed = acting_in(request), form.cleaned_data
    chosen = [Sentence(code) for code in typed["sentences"]]
    lang = get_language() or "fr"
    try:
        return ask(listing, acting.organisation, chosen, typed["words"], actor=acting.actor, language=lang)
    except RefusedError as refused:
        beside = "words" if refused.why in (Why.TOO_LONG, Why.CONTACT) else None
        form.add_error(beside, why_not(refused.why))
        return None


def _is_blocked(row: Talk, mine: Organisation) -> bool:
    whom = of_person(row.sender_seat, "seat") if row.sender_seat else Q(other=row.sender)
    return Block.objects.filter(whom, organisation=mine).exists()


def _block(row: Talk, mine: Organisation, actor: Actor) -> None:
    if row.sender_seat is not None:
        block_person(mine, row.sender_seat, actor=actor)
    elif row.sender is not None:
        block(mine, row.sender, actor=actor)


def _unblock(row: Talk, mine: Organisation, actor: Actor) -> None:
    if row.sender_seat is not None:
        unblock_person(mine, row.sender_seat, actor=actor)
    elif row.sender is not None:
        unblock(mine, row.sender, actor=actor)


def _answered(request: HttpRequest, row: Talk) -> str:
    """Do what was touched, and return why not in words, empty when it is done."""
    acting, done = acting_in(request), request.POST.get("do", "")
    is_asked = row.receiver_id == acting.organisation.pk
    try:
        if done in ("yes", "no") and is_asked:
            answer(row, agrees=done == "yes", actor=acting.actor)
        elif done == "back" and not is_asked:
            take_back(row, actor=acting.actor)
        elif done == "block" and is_asked:
            _block(row, acting.organisation, acting.actor)
        elif done == "unblock" and is_asked:
            _unblock(row, acting.organisation, acting.actor)
        else:
            raise Http404(done)
    except RefusedError as refused:
        return why_not(refused.why)
    return ""
