"""Whether goods may be delivered to a country: what is in place there, and the papers of each product."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from shop.domain.abroad import Closed, MarketFacts, Open, ProductFacts, delivery_opening, papers_needed
from shop.models import Category, Market, Product, ProductPaper


def openings(products: Iterable[Product], country: str, market: Market, on: date) -> dict[int, Open | Closed]:
    """Return by product id whether it may be delivered to ``country``, in at most one query.

    ``market`` is that of the country of delivery. Products bring their ``category`` and what is above it.
    """
    by_id = {product.pk: product for product in products}
    wanting = [pk for pk, product in by_id.items() if papers_needed(product_facts(product), country)]
    papers = _papers(wanting, market, on) if wanting else {}
    facts = market_facts(country, market)
    return {
        pk: delivery_opening(facts, product_facts(product, papers.get(pk, frozenset())))
        for pk, product in by_id.items()
    }


def market_facts(country: str, market: Market) -> MarketFacts:
    """Return what is in place for the market that a country of delivery belongs to."""
    return MarketFacts(
        country=country,
        delivers=market.delivers,
        exporter=str(market.exporter_id or ""),
        duties_in_total=market.duties_in_total,
        responsible_person=market.responsible_person,
        closed_countries=frozenset(market.closed_countries),
    )


def product_facts(product: Product, papers: frozenset[str] = frozenset()) -> ProductFacts:
    """Return what a product brings along; its flags are those of its category and of all above."""
    return ProductFacts(
        hs6=product.hs6,
        flags=_flags(product.category),
        papers=papers,
        is_decoration_only=product.is_decoration_only,
        is_service=product.kind == Product.Kind.SERVICE,
    )


def _flags(category: Category) -> frozenset[str]:
    flags: set[str] = set()
    step: Category | None = category
    while step is not None:
        flags.update(step.export_flags)
        step = step.parent
    return frozenset(flags)


def _papers(products: list[int], market: Market, on: date) -> dict[int, frozenset[str]]:
    valid = Q(valid_until=None) | Q(valid_until__gte=on)
    found: dict[int, set[str]] = {}
    rows = ProductPaper.objects.filter(valid, product__in=products, market=market)
    for product, kind in rows.values_list("product", "kind"):
        found.setdefault(product, set()).add(kind)
    return {product: frozenset(kinds) for product, kinds in found.items()}
