"""The portal's list of needs and offers, and her own."""

from django.core.paginator import EmptyPage, PageNotAnInteger
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from home.network.actions.listings import Said, end, renew, say
from home.network.domain.listings import Part, RefusedError, Side, Thing, Why
from home.network.forms import SayForm, first_error
from home.network.models import Listing
from home.network.network_words import ICONS, parts, why_not
from home.network.own_tasks import NEEDS
from home.network.reading.lists import her_listings, read_asked, read_list
from producers.access import for_actor
from producers.domain.regions import REGIONS
from producers.domain.shown import shown
from producers.models import Craft
from producers.portal.acting import acting_in
from producers.portal.doors import portal_page
from producers.portal.sent_once import sent_once
from producers.views.directory import page_number


@portal_page(needs=NEEDS)
@require_safe
def network(request: HttpRequest) -> HttpResponse:
    """List what other makers need and offer; a page that does not exist is a 404."""
    lang, mine, crafts = get_language() or "fr", acting_in(request).organisation, list(Craft.objects.all())
    asked = read_asked(request.GET, crafts, reverse("network_portal:network"))
    try:
        number = page_number(request.GET.get("page", "1"))
        found = read_list(asked, number, lang, timezone.localdate(), mine)
    except (EmptyPage, PageNotAnInteger) as reason:
        raise Http404(str(reason)) from reason
    context = {
        **found,
        "asked": asked,
        "things": [(code, label) for code, label in Listing.Thing.choices],
        "crafts": [(craft.code, shown(craft.name, lang).text) for craft in crafts],
        "regions": sorted(((one.iso, one.name(lang)) for one in REGIONS), key=lambda pair: pair[1]),
        "everything_url": asked.at,
    }
    return render(request, "home/network/portal/network.html", context)


@portal_page(needs=NEEDS)
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Show what she needs and offers, with one tap to say that it still holds."""
    today = timezone.localdate()
    cards = her_listings(acting_in(request).organisation, get_language() or "fr", today)
    return render(request, "home/network/portal/mine.html", {"cards": cards, "today": today})


@portal_page(needs=NEEDS)
@sent_once
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, token: str, name: str) -> HttpResponse:
    """Take one of hers a step further: ``renew`` or ``end``."""
    acting = acting_in(request)
    rows = for_actor(Listing.objects.all(), request.user).filter(organisation=acting.organisation)
    row = get_object_or_404(rows, export_id=token)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if name not in ("renew", "end"):
        raise Http404(name)
    try:
        (renew if name == "renew" else end)(row, actor=acting.actor)
    except RefusedError as reason:
        raise Http404(token) from reason
    return redirect("network_portal:mine")


@portal_page(needs=NEEDS)
@sent_once
@require_http_methods(["GET", "HEAD", "POST"])
def say_it(request: HttpRequest) -> HttpResponse:
    """Say what she needs or offers."""
    form = SayForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _said(request, form):
        return redirect("network_portal:mine")
    typed = form.data if form.is_bound else {}
    chosen = form.data.getlist("shows") if form.is_bound else []  # type: ignore[attr-defined]  # a QueryDict
    context = {
        "form": form,
        "side": typed.get("side", request.GET.get("side", "")),
        "things": [
            (code, label, ICONS[code], typed.get("thing") == code) for code, label in Listing.Thing.choices
        ],
        "parts": [(*part, part[0] in chosen) for part in parts()],
        "side_error": first_error(form, "side"),
        "thing_error": first_error(form, "thing"),
        "error": "".join(form.non_field_errors()),
    }
    return render(request, "home/network/portal/say.html", context, status=422 if form.errors else 200)


def _said(request: HttpRequest, form: SayForm) -> bool:
    """Do it, or put the reason beside the field."""
    acting, typed = acting_in(request), form.cleaned_data
    said = Said(
        Side(typed["side"]),
        Thing(typed["thing"]),
        typed["words"],
        get_language() or "fr",
        frozenset(Part(code) for code in typed["shows"]),
    )
    try:
        say(acting.organisation, said, actor=acting.actor)
    except RefusedError as refused:
        beside = "words" if refused.why in (Why.TOO_LONG, Why.CONTACT) else None
        form.add_error(beside, why_not(refused.why))
        return False
    return True
