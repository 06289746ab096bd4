"""The whole page of an offer, for the shop and for the editor's preview."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from producers.reading.head import read_head, written_in
from shop.models import Market, Product
from shop.reading.market import current_country, current_market
from shop.reading.markup import product_markup
from shop.reading.markup_offers import Terms
from shop.reading.products import read_product
from shop.reading.sends import delivery_shown


def product_page(
    product: Product,
    market: Market,
    country: str,
    lang: str,
    wanted: int | str = 0,
    *,
    is_draft: bool = False,
) -> dict[str, object]:
    """Return what the page of an offer is written from; ``wanted`` is the variant that the address names."""
    slug = product.slug or "draft"
    page = read_product(product, market, lang, wanted, is_draft=is_draft)
    head = read_head(
        "shop:product",
        [slug],
        written_in(product.name, product.original_language, product.text_states),
        title=page.name.text,
        description=page.summary.text,
        picture=page.pictures[0] if page.pictures else None,
        kind="product",
    )
    delivery = delivery_shown(product, page.variant, country, market, lang)
    return {
        "shown": page,
        "head": head,
        "address": head.canonical,
        "markup": product_markup(page, head.canonical, Terms(market, country, delivery)),
        "delivery": delivery,
        "country_url": f"{reverse('shop:country')}?next={reverse('shop:product', args=[slug])}",
        "is_draft": is_draft,
    }


def draft_page(product: Product, request: HttpRequest) -> dict[str, object]:
    """Return the page of a draft as a buyer of the request's country would see it."""
    market, country = current_market(request), current_country(request)
    return product_page(product, market, country, get_language() or "fr", is_draft=True)
