"""A sketch as the page that buyers will see: the real page, filled with what is not written anywhere yet."""

from dataclasses import replace

from moneyed import Money

from shop.domain.breakdown import PriceTooSmallError
from shop.domain.cards import BreakdownShown
from shop.domain.fees import FeeRuleError
from shop.models import Market, Product, ProductSketch
from shop.reading.breakdowns import breakdown_shown, parties_of
from shop.reading.cards import money_shown
from shop.reading.own_products import photos_shown
from shop.reading.pages import product_page
from shop.reading.price_help import home_market
from shop.reading.products import ProductShown
from shop.reading.rulebook import rulebook
from shop.reading.sketch_draft import draft_of
from shop.reading.sketches import texts_of

STATES = {"unique": "unique", "pieces": "here", "to_order": "to_order"}


def sketch_page(sketch: ProductSketch, market: Market, country: str, lang: str) -> dict[str, object]:
    """Return what the page of the product would be written from. Nothing is written or sold."""
    product = _draft(sketch)
    page = product_page(product, market, country, lang, is_draft=True)
    shown = page["shown"]
    assert isinstance(shown, ProductShown)  # what the page has under this name
    pictures = tuple(one.picture for one in photos_shown(sketch, lang, is_large=True))
    page["shown"] = replace(_priced(shown, sketch, product, lang), pictures=pictures)
    return page


def _draft(sketch: ProductSketch) -> Product:
    if sketch.revises is None:
        product = draft_of(sketch)
        product.slug = "draft"  # the page names itself
        return product
    draft: Product = sketch.revises.get_latest_revision_as_object()
    texts = texts_of(draft.description, draft.original_language) | {sketch.language: sketch.words}
    draft.description = type(draft.description)({code: text for code, text in texts.items() if text})
    return draft


def _priced(shown: ProductShown, sketch: ProductSketch, product: Product, lang: str) -> ProductShown:
    """Say what a new product will cost at home, as she set it: it has no variant yet."""
    if sketch.revises_id or sketch.amount is None:
        return shown
    price = Money(sketch.amount, sketch.currency)
    return replace(
        shown,
        price=money_shown(price, lang),
        state=STATES.get(sketch.counting, "here"),
        days=sketch.making_days,
        breakdown=_breakdown(product, price, lang),
    )


def _breakdown(product: Product, price: Money, lang: str) -> BreakdownShown | None:
    try:
        parts = rulebook().breakdown(product, home_market(), price)
    except (PriceTooSmallError, FeeRuleError):
        return None
    maker = product.producer
    return breakdown_shown(parts, lang, maker=maker, parties=parties_of([parts], maker.vouched_by))
