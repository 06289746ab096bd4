"""Somebody without a shop sees what makers need and offer, and writes first, by the secret of her seat."""

from django.core.paginator import EmptyPage, PageNotAnInteger
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from home.events.models import Registration
from home.network.actions.talks import ask_as_guest
from home.network.domain.listings import RefusedError, Why
from home.network.domain.talks import Sentence
from home.network.forms import AskForm
from home.network.models import Listing, Talk
from home.network.network_words import sentences, why_not
from home.network.reading.cards import guest_card
from home.network.reading.lists import WHOSE, read_asked, read_list_for
from producers.domain.actors import Actor
from producers.domain.regions import REGIONS
from producers.domain.shown import shown
from producers.models import Craft
from producers.responses import secret_page
from producers.views.directory import page_number


@secret_page
@require_safe
def others(request: HttpRequest, token: str) -> HttpResponse:
    """List what makers need and offer, by what, craft and region; nothing says whose it is."""
    seat, lang, crafts = seat_of(token), get_language() or "fr", list(Craft.objects.all())
    asked = read_asked(request.GET, crafts, reverse("network:others", args=[token]))
    try:
        number = page_number(request.GET.get("page", "1"))
        found = read_list_for(seat, asked, number, lang, timezone.localdate())
    except (EmptyPage, PageNotAnInteger) as reason:
        raise Http404(str(reason)) from reason
    context = {
        **found,
        "token": token,
        "asked": asked,
        "things": Listing.Thing.choices,
        "crafts": [(craft.code, shown(craft.name, lang).text) for craft in crafts],
        "regions": sorted(((one.iso, one.name(lang)) for one in REGIONS), key=lambda pair: pair[1]),
    }
    return render(request, "home/network/others.html", context)


@secret_page
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, token: str) -> HttpResponse:
    """Write to the maker of the need or offer ``?to=``: by pictures, or a few words."""
    seat, today, lang = seat_of(token), timezone.localdate(), get_language() or "fr"
    if "to" not in request.GET:
        return redirect("network:others", token)
    rows = Listing.objects.holding(today).open_to(seat).select_related(*WHOSE)
    row = get_object_or_404(
        rows.prefetch_related("organisation__crafts"), export_id=request.GET.get("to", "")
    )
    form = AskForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _asked(seat, row, form, lang):
        return redirect("network:yours", token)
    chosen = request.POST.getlist("sentences")
    context = {
        "token": token,
        "name": seat.name,
        "card": guest_card(row, lang, today),
        "form": form,
        "sentences": [(*one, one[0] in chosen) for one in sentences()],
        "error": "".join(form.non_field_errors()),
    }
    return render(request, "home/network/write.html", context, status=422 if form.errors else 200)


def seat_of(token: str) -> Registration:
    """Return the seat with a secret, of somebody who is no maker. Raises ``Http404``."""
    rows = Registration.objects.by_token(token).filter(state=Registration.State.SEATED, organisation=None)
    seat: Registration | None = rows.first()
    if seat is None:
        raise Http404
    return seat


def _asked(seat: Registration, row: Listing, form: AskForm, lang: str) -> Talk | None:
    """Write it, or put the reason beside the field."""
    typed, actor = form.cleaned_data, Actor(seat.user_id, seat.name)
    chosen = [Sentence(code) for code in typed["sentences"]]
    try:
        return ask_as_guest(row, seat, chosen, typed["words"], actor=actor, language=lang)
    except RefusedError as refused:
        beside = "words" if refused.why in (Why.TOO_LONG, Why.CONTACT) else None
        form.add_error(beside, why_not(refused.why))
        return None
