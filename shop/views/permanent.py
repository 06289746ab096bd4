"""Permanent addresses: ``/id/<type>/<export id>`` leads to a thing wherever its page is today."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from producers.domain.export_ids import is_export_id
from producers.models import Organisation
from producers.policy import public
from producers.reading.associations import association_shown
from producers.reading.markup import association_markup, maker_markup
from producers.reading.profile import find_maker, read_profile
from producers.responses import mark_private
from shop.models import Order, Product, Variant
from shop.reading.market import current_country, current_market
from shop.reading.pages import product_page

JSON_LD = "application/ld+json"


@dataclass(frozen=True)
class Found:
    """Where the thing is shown, and whether it still is. ``product`` is what its data is read from.

    ``data`` writes the JSON-LD of another app's thing in a language.
    """

    url: str
    is_shown: bool
    product: Product | None = None
    maker: Organisation | None = None
    data: Callable[[str], str] | None = None


@public
@require_safe
def permanent(request: HttpRequest, kind: str, export_id: str) -> HttpResponse:
    """Redirect to the page, or answer with data when that is asked for.

    410 when it was withdrawn, 406 when the asker takes neither pages nor JSON-LD.
    """
    if kind == "order":
        return _order(export_id)
    find = FINDERS.get(kind)
    found = find(export_id) if find and is_export_id(export_id) else None
    if found is None:
        raise Http404(export_id)
    if not found.is_shown:
        return HttpResponse(status=410)
    wanted = request.get_preferred_type(["text/html", JSON_LD])
    if wanted is None:
        response = HttpResponse(status=406)
    elif wanted == JSON_LD:
        response = HttpResponse(_data(request, found), content_type=JSON_LD)
    else:
        response = HttpResponse(status=303, headers={"Location": found.url})
    patch_vary_headers(response, ["Accept", "Accept-Language"])
    return response


def _producer(export_id: str) -> Found | None:
    one = Organisation.objects.filter(export_id=export_id).first()
    if one is None or one.kind not in Organisation.SELLING:
        return None
    url = reverse("producers:profile", args=[one.slug])
    return Found(url, one.is_shown, maker=one)


def _association(export_id: str) -> Found | None:
    one = Organisation.objects.filter(export_id=export_id, kind__in=Organisation.VOUCHING).first()
    return one and Found(reverse("producers:association", args=[one.slug]), one.is_shown, maker=one)


def _product(export_id: str) -> Found | None:
    one = Product.objects.filter(export_id=export_id).first()
    return None if one is None else _of_product(one)


def _variant(export_id: str) -> Found | None:
    one = Variant.objects.filter(export_id=export_id).select_related("product").first()
    if one is None:
        return None
    found = _of_product(one.product, f"?variant={one.pk}")
    return Found(found.url, found.is_shown and one.is_active, found.product)


def _of_product(one: Product, query: str = "") -> Found:
    is_shown = Product.objects.public().filter(pk=one.pk).exists()
    return Found(reverse("shop:product", args=[one.slug]) + query, is_shown, product=one)


def _order(export_id: str) -> HttpResponse:
    """Lead to the page that sends the secret link again: the permanent id opens nothing."""
    if not (is_export_id(export_id) and Order.objects.filter(export_id=export_id).exists()):
        raise Http404(export_id)
    response = HttpResponse(status=303, headers={"Location": reverse("shop:find_order")})
    mark_private(response)
    return response


def _data(request: HttpRequest, found: Found) -> str:
    lang = get_language() or "fr"
    if found.product is not None:
        market, country = current_market(request), current_country(request)
        return str(product_page(found.product, market, country, lang)["markup"])
    if found.data is not None:
        return found.data(lang)
    return _who(found.maker, lang) if found.maker else ""


def _who(one: Organisation, lang: str) -> str:
    directory = reverse("producers:directory")
    if one.kind in Organisation.VOUCHING:
        return association_markup(association_shown(one, lang), directory)
    return maker_markup(read_profile(find_maker(one.slug), lang), directory)


FINDERS: dict[str, Callable[[str], Found | None]] = {
    "producer": _producer,
    "association": _association,
    "product": _product,
    "variant": _variant,
}


def add_finder(kind: str, find: Callable[[str], Found | None]) -> None:
    """Have another app's things found under ``/id/<kind>/``. Safe to repeat."""
    FINDERS[kind] = find
