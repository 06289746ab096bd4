"""The portal's first screen, and the choice of whom one acts for."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from producers.portal.acting import CHOSEN, acting_in, choices_of
from producers.portal.doors import portal_page, signed_in_page
from producers.portal.tasks import at_hand_for, tiles_for, today_for
from producers.reading.cards import producer_card
from producers.reading.rounds import associations_of

SHOWN = 60


@portal_page()
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Say what needs doing today, and offer the tasks."""
    acting = acting_in(request)
    hand = [reverse("portal:waiting"), *at_hand_for(acting)]
    context = {"tiles": tiles_for(acting), "today": today_for(acting), "hand": " ".join(hand)}
    return render(request, "producers/portal/home.html", context)


@signed_in_page
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """Choose whom to act for; somebody with nobody to act for is told what the portal is for."""
    makers = choices_of(request.user)
    if request.method == "POST":
        chosen = makers.filter(slug=request.POST.get("for", "")).first()
        if chosen is None:
            raise Http404
        request.session[CHOSEN] = chosen.pk
        return redirect("portal:home")
    if makers and associations_of(request.user).exists():
        return redirect("portal:producers")
    lang = get_language() or "fr"
    cards = [(maker.slug, producer_card(maker, lang, with_crafts=False)) for maker in makers[:SHOWN]]
    return render(request, "producers/portal/choose.html", {"cards": cards})
