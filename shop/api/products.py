"""Products: the catalogue, its facets, one product, what a search may be about."""

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from ninja import Field, Query, Router

from producers.domain.export_ids import is_export_id
from shop.api import schemas
from shop.api.asked import Code, InMarket, ListAsked, Narrowed, catalogue, check_country
from shop.api.cursors import cursor_for, place_in
from shop.api.paging import link_next
from shop.api.problems import ProblemError
from shop.api.shapes import product_card
from shop.api.shapes_of_product import product_shape
from shop.models import Product
from shop.reading.cards import cards_of
from shop.reading.catalogue_after import ids_after
from shop.reading.list_facets import ListFacets
from shop.reading.market import current_market
from shop.reading.products import find_product, read_product
from shop.reading.suggestions import suggestions

router = Router(tags=["products"])
REFUSED = dict.fromkeys((400, 404, 406, 422, 429), schemas.Problem)


@router.get(
    "products",
    response={200: schemas.Products, **REFUSED},
    operation_id="listProducts",
    url_name="products",
)
def list_products(request: HttpRequest, response: HttpResponse, asked: Query[ListAsked]) -> Any:
    """List what a market sells, newest first, best match first where something is searched for.

    ``next`` (and ``Link: rel="next"``) leads to the next page of the very same list.
    """
    found = catalogue(request, asked)
    key = (found.query, found.market.pk, found.lang if found.query.q else "")
    try:
        ids, place = ids_after(found, place_in(key, asked.cursor), asked.limit)
    except (ValueError, TypeError, IndexError) as reason:
        raise ProblemError(400, "bad_cursor") from reason
    following = cursor_for(key, place) if place else None
    link_next(request, response, following)
    return {"items": [product_card(card) for card in cards_of(ids, found.market, found.lang)],
            "next": following}  # fmt: skip


@router.get(
    "facets",
    response={200: schemas.Facets, **REFUSED},
    operation_id="listFacets",
    url_name="facets",
)
def list_facets(request: HttpRequest, asked: Query[Narrowed]) -> Any:
    """List the filters that offer a choice in a list, with how many products each choice leaves."""
    found = catalogue(request, asked)
    facets = [
        {
            "code": facet.code,
            "label": facet.label,
            "values": [
                {"code": one.code, "label": one.label, "count": one.count, "is_chosen": one.is_chosen}
                for one in facet.values
            ],
        }
        for facet in ListFacets(found, "").facets()
    ]
    instead = found.found.instead if found.query.q else ""
    return {"total": found.total, "instead": instead, "facets": facets}


@router.get(
    "products/{id}",
    response={200: schemas.Product, 410: schemas.Problem, **REFUSED},
    operation_id="getProduct",
    url_name="product",
)
def get_product(request: HttpRequest, id: Code, asked: Query[InMarket]) -> Any:  # noqa: A002  its name in the address
    """Show one product, by its permanent id, as its page shows it in a market and a language."""
    check_country(asked.country)
    slug = _slug_of(id)
    shown = read_product(find_product(slug), current_market(request), get_language() or "fr")
    return product_shape(shown)


@router.get(
    "suggestions",
    response={200: schemas.Suggestions, **REFUSED},
    operation_id="suggest",
    url_name="suggestions",
)
def suggest(
    request: HttpRequest, asked: Query[InMarket], q: Annotated[str, Field(max_length=100)] = ""
) -> Any:
    """Say what a search may be about while it is still being typed."""
    check_country(asked.country)
    return {"suggestions": suggestions(q, get_language() or "fr", current_market(request))}


def _slug_of(export_id: str) -> str:
    """Return the slug of a public product. Raises ``gone`` for one that was withdrawn, ``not_found``."""
    rows = Product.objects.filter(export_id=export_id) if is_export_id(export_id) else Product.objects.none()
    found = rows.values_list("pk", "slug").first()
    if found is None:
        raise ProblemError(404, "not_found")
    if not Product.objects.public().filter(pk=found[0]).exists():
        raise (
            ProblemError(410, "gone")
            if rows.filter(first_published_at__isnull=False).exists()
            else (ProblemError(404, "not_found"))
        )
    return str(found[1])
