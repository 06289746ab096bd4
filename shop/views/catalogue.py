"""Lists of offers: everything, a category, what a search has found."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from producers.domain.regions import REGIONS
from producers.models import FormerSlug
from producers.responses import shared_page
from shop.domain.listing import Query, changed, parse
from shop.models import Category
from shop.reading.catalogue import Catalogue
from shop.reading.lists import ListPage
from shop.reading.market import current_market
from shop.reading.vocabulary import Vocabulary, Word, vocabulary


@shared_page
@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """List everything that the market sells, narrowed by what the address says."""
    words = vocabulary()
    return _list(request, words, _asked(request, words), reverse("shop:catalogue"))


@shared_page
@require_safe
def category(request: HttpRequest, slug: str) -> HttpResponse:
    """List a category and what is below it; an address that it once had leads to the present one."""
    words = vocabulary()
    own = words.words.get("category", {}).get(slug)
    if own is None:
        return _renamed(slug)
    asked = _asked(request, words)
    query = changed(asked, category=(slug, *asked.category), page=asked.page)
    return _list(request, words, query, reverse("shop:category", args=[slug]), own)


def _asked(request: HttpRequest, words: Vocabulary) -> Query:
    query = parse(dict(request.GET.lists()), words.known)
    if any(name == "page" for name, _value in query.unknown):
        raise Http404(_("There is no such page."))
    return query


def _list(
    request: HttpRequest, words: Vocabulary, query: Query, base: str, own: Word | None = None
) -> HttpResponse:
    found = Catalogue(query, current_market(request), words, get_language() or "fr")
    if query.page > 1 and not found.rows:
        raise Http404(_("There is no such page."))
    shown = ListPage(found, base, own).shown()
    context = {
        "list": shown,
        "query": query,
        "own": own,
        "base": base,
        "currency": found.market.currency,
        "canonical": base + (f"?page={query.page}" if query.page > 1 else ""),
        "is_indexable": not query.q and not query.attributes and len(shown.chips) < 2,
        "region_links": [
            (one.name(found.lang), f"{reverse('shop:catalogue')}?region={one.iso}") for one in REGIONS
        ]
        if not shown.cards
        else [],
        "families": words.children(None)[:6] if not shown.cards else [],
    }
    return render(request, "shop/catalogue.html", context)


def _renamed(slug: str) -> HttpResponsePermanentRedirect:
    former = FormerSlug.objects.filter(kind="category", slug=slug).first()
    one = (
        former and Category.objects.filter(pk=former.export_id).first()
        if former and former.export_id.isdigit()
        else None
    )
    if not one:
        raise Http404(slug)
    return HttpResponsePermanentRedirect(reverse("shop:category", args=[one.slug]))
