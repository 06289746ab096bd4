"""The words that lists are narrowed by, and the markets that one can buy in."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language
from ninja import Query, Router

from shop.api import schemas
from shop.api.asked import InLanguage
from shop.api.products import REFUSED
from shop.api.shapes import text
from shop.models import Market
from shop.reading.vocabulary import vocabulary

router = Router(tags=["vocabulary"])


@router.get(
    "categories",
    response={200: schemas.Categories, **REFUSED},
    operation_id="listCategories",
    url_name="categories",
)
def list_categories(request: HttpRequest, asked: Query[InLanguage]) -> Any:
    """List all categories, each with the code of the one above it."""
    words, lang = vocabulary(), get_language() or "fr"
    rows = sorted(words.words.get("category", {}).values(), key=lambda word: len(words.path(word.pk)))
    codes = {word.pk: word.code for word in rows}
    items = [
        {"code": word.code, "name": text(word.shown(lang)), "parent": codes.get(word.parent or 0)}
        for word in rows
    ]
    return {"items": items}


@router.get(
    "markets",
    response={200: schemas.Markets, **REFUSED},
    operation_id="listMarkets",
    url_name="markets",
)
def list_markets(request: HttpRequest, asked: Query[InLanguage]) -> Any:
    """List the markets: their currency, their countries, whether they are open for delivery."""
    lang = get_language() or "fr"
    items = [
        {
            "code": one.code,
            "name": one.name.localize(lang),
            "currency": one.currency,
            "countries": one.countries,
            "delivers": one.delivers,
            "is_default": one.is_default,
            "withdrawal_days": one.withdrawal_days,
        }
        for one in Market.objects.order_by("position", "pk")
    ]
    return {"items": items}
