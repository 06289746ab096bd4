"""A maker's profile with what she offers. Mounted before ``producers.urls``, under the same address."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from producers.editions.memory import remembered
from producers.models import Organisation
from producers.reading.profile import find_maker, read_profile
from producers.responses import shared_page
from producers.views import associations
from producers.views.directory import maker_page, renamed
from shop.models import Listing, Market
from shop.reading.cards import product_cards, with_cards
from shop.reading.market import current_market

MOST = 24
SHOWN = ("words", "offers", "pages")


@shared_page
@require_safe
def maker(request: HttpRequest, slug: str) -> HttpResponse:
    """Show her story and her newest offers; the rest is in the catalogue."""
    market, lang = current_market(request), get_language() or "fr"
    try:
        key = (slug, market.pk, lang)
        context = remembered("maker", SHOWN, key, lambda: _page(slug, market, lang), size=120)
    except Organisation.DoesNotExist:
        return renamed(slug)
    return render(request, "shop/maker.html", context)


@shared_page
@require_safe
def association(request: HttpRequest, slug: str) -> HttpResponse:
    """Show an association, with a way to what its makers offer."""
    return associations.association(request, slug, "shop/association.html")


def _page(slug: str, market: Market, lang: str) -> dict[str, Any]:
    organisation = find_maker(slug)
    rows = Listing.objects.sold_in(market).filter(producer=organisation)
    newest = list(with_cards(rows.order_by("is_sold", "-published_at", "-product"))[: MOST + 1])
    return {
        **maker_page(read_profile(organisation, lang)),
        "cards": product_cards(newest[:MOST], lang),
        "has_more": len(newest) > MOST,
    }
