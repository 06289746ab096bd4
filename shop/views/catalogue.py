"""Lists of offers: everything, a category, what a search has found."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from producers.conf import map_view
from producers.domain.region_tiles import RegionShown
from producers.domain.regions import REGIONS
from producers.domain.shown import Shown, shown
from producers.editions.memory import remembered
from producers.models import FormerSlug
from producers.reading.head import Head, absolute, read_head, written_in
from producers.responses import shared_page
from shop.domain.listing import Query, parse, url_for
from shop.models import Category
from shop.reading.catalogue import Catalogue
from shop.reading.lists import ListPage, ListShown
from shop.reading.market import current_market
from shop.reading.markup import list_markup
from shop.reading.suggestions import suggestions
from shop.reading.vocabulary import Vocabulary, Word, vocabulary

LONGEST_TYPED = 100
LISTED = ("words", "offers", "search")


@shared_page
@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """List everything that the market sells, narrowed by what the address says."""
    return _list(request, vocabulary())


@shared_page
@require_safe
def category(request: HttpRequest, slug: str) -> HttpResponse:
    """List a category and what is below it; an address that it once had leads to the present one."""
    words = vocabulary()
    own = words.words.get("category", {}).get(slug)
    return _list(request, words, own) if own else _renamed(slug)


def _list(request: HttpRequest, words: Vocabulary, own: Word | None = None) -> HttpResponse:
    query, market = _asked(request, words), current_market(request)
    found = Catalogue(query, market, words, get_language() or "fr", own)
    areas = LISTED if not query.attributes and not query.available else (*LISTED, "stock")
    key = (query, market.pk, found.lang, own.pk if own else None)
    context = remembered("list", areas, key, lambda: _page(found, query, own, words), size=150)
    return render(request, "shop/catalogue.html", context)


def _page(found: Catalogue, query: Query, own: Word | None, words: Vocabulary) -> dict[str, object]:
    if query.page > 1 and not found.cards:
        raise Http404(_("There is no such page."))
    address = reverse("shop:category", args=[own.code]) if own else reverse("shop:catalogue")
    page, description = ListPage(found, address).shown(), _description(own, found.lang)
    head = _head(page, query, own, words, description)
    return {
        "list": page,
        "query": query,
        "address": address,
        "currency": found.market.currency,
        "description": description,
        "head": head,
        "markup": list_markup(page, head.canonical),
        "news": absolute(reverse("shop:new_products")),
        "is_indexable": not query.q and len(page.chips) < 2 and not query.attributes,
        "regions": () if page.cards else _regions(found.lang),
        "map_view": map_view(),
        "instead": found.found.instead if query.q else "",
    }


def _asked(request: HttpRequest, words: Vocabulary) -> Query:
    query = parse(dict(request.GET.lists()), words.known)
    if any(name == "page" for name, _value in query.unknown):
        raise Http404(_("There is no such page."))
    return query


def _head(
    page: ListShown, query: Query, own: Word | None, words: Vocabulary, description: Shown | None
) -> Head:
    """One address for all ways to filter and sort a list; each of its pages keeps its own."""
    is_plain = not query.is_narrowed
    names = [own.name] if own else [word.name for word in words.children(None)]
    languages = set.intersection(*(set(written_in(name, "fr")) for name in names)) if names else set()
    return read_head(
        "shop:category" if own else "shop:catalogue",
        [own.code] if own else [],
        languages,
        query=url_for(Query(page=query.page)) if is_plain else "",
        title=page.title.text,
        description=description.text if description else "",
        picture=page.cards[0].picture if page.cards else None,
    )


def _description(own: Word | None, lang: str) -> Shown | None:
    """What the category says of itself; it is not among the words that every page keeps at hand."""
    if own is None:
        return None
    text = Category.objects.filter(pk=own.pk).values_list("description", flat=True).first()
    return shown(text, lang) if text else None


def _regions(lang: str) -> tuple[RegionShown, ...]:
    address = reverse("shop:catalogue")
    return tuple(
        RegionShown(one.iso, one.name(lang), address + url_for(Query(region=(one.iso,)))) for one in REGIONS
    )


def _renamed(slug: str) -> HttpResponsePermanentRedirect:
    former = FormerSlug.objects.filter(kind="category", slug=slug, export_id__regex=r"^\d{1,18}$").first()
    one = former and Category.objects.filter(pk=int(former.export_id)).first()
    if not one:
        raise Http404(_("There is no such category."))
    return HttpResponsePermanentRedirect(reverse("shop:category", args=[one.slug]))


@shared_page
@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    """Say what a search may be about, for the box that is being typed in."""
    typed = request.GET.get("q", "")[:LONGEST_TYPED]
    found = suggestions(typed, get_language() or "fr", current_market(request))
    return JsonResponse({"suggestions": found}, headers={"X-Robots-Tag": "noindex"})
