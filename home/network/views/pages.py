"""The network's public page: what it is, and how many need and offer what."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from home.network.models import Listing
from home.network.reading.counts import read_counts
from producers.conf import languages
from producers.reading.head import read_head
from producers.responses import shared_page
from shop.domain.disclosure import LEAST


@shared_page
@require_safe
def network(request: HttpRequest) -> HttpResponse:
    """Show counts by region, of one thing with ``?thing=``; nobody is named, no cell is about too few."""
    head = read_head("network:network", languages=languages(), title=_("Network of makers"))
    asked = request.GET.get("thing", "")
    thing = asked if asked in Listing.Thing.values else ""
    context = {
        "head": head,
        "regions": read_counts(get_language() or "fr", timezone.localdate(), thing),
        "least": LEAST,
        "things": Listing.Thing.choices,
        "thing": thing,
    }
    return render(request, "home/network/network.html", context)
