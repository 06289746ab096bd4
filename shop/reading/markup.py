"""What search engines read of pages: schema.org as JSON-LD, from the same values as the page."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.safestring import SafeString

from producers.reading.head import absolute
from producers.reading.markup import Node, as_script, certification_node, crumbs_node
from shop.domain.cards import Crumb
from shop.models import Variant
from shop.reading.lists import ListShown
from shop.reading.markup_offers import Terms, offers_node
from shop.reading.products import ProductShown, VariantShown


def product_markup(shown: ProductShown, address: str, terms: Terms) -> SafeString:
    """Return the offer, its maker and its way back up as one graph."""
    return as_script(product_graph(shown, address, terms))


def product_graph(shown: ProductShown, address: str, terms: Terms) -> list[Node]:
    """Return the nodes of an offer: itself, who makes it, the way back up.

    Goods that have no price in the reader's market are no offer there: they are left out, as search engines
    take a product only with what one pays for it.
    """
    thing = _thing(shown, address, terms)
    around = [_maker(shown), crumbs_shown(shown.crumbs, address)]
    return [thing, *around] if shown.is_service or _is_offered(thing) else around


def _is_offered(node: Node) -> bool:
    return bool(node.get("offers") or node.get("hasVariant"))


def list_markup(shown: ListShown, address: str) -> SafeString:
    """Return a list and its way back up."""
    items = [
        {"@type": "ListItem", "position": place, "url": absolute(card.url), "name": card.name.text}
        for place, card in enumerate(shown.cards, start=1)
    ]
    node: Node = {
        "@type": "CollectionPage",
        "@id": address,
        "url": address,
        "name": shown.title.text,
        "mainEntity": {"@type": "ItemList", "numberOfItems": len(items), "itemListElement": items},
    }
    return as_script([node, crumbs_shown(shown.crumbs, address)])


def crumbs_shown(crumbs: Sequence[Crumb], address: str) -> Node:
    """Return the way back up; its last step is the page itself."""
    return crumbs_node(
        [(crumb.label.text, absolute(crumb.url) if crumb.url else address) for crumb in crumbs]
    )


def _thing(shown: ProductShown, address: str, terms: Terms) -> Node:
    node: Node = {
        "@id": address,
        "url": address,
        "name": shown.name.text,
        "image": [absolute(picture.src) for picture in shown.pictures],
    }
    if said := shown.description.text or shown.summary.text:
        node["description"] = said
    if shown.is_service:
        node |= {"@type": "Service", "provider": {"@id": _maker_id(shown)}}
        return node | offers_node(shown.variants, shown, address, _seller(shown), terms)
    node |= _goods(shown)
    if len(shown.variants) < 2:
        own = {"@type": "Product", "sku": shown.sku, **_measures(shown.variant)}
        return node | own | offers_node(shown.variants, shown, address, _seller(shown), terms)
    nodes = [_variant(variant, shown, address, terms) for variant in shown.variants]
    return node | {
        "@type": "ProductGroup",
        "productGroupID": shown.product.export_id,
        "hasVariant": [node for node in nodes if _is_offered(node)],
    }


def _goods(shown: ProductShown) -> Node:
    """Return what is said of all variants: maker, category, materials, proofs, facts."""
    node: Node = {
        "brand": {"@type": "Brand", "name": shown.maker.name.text},
        "manufacturer": {"@id": _maker_id(shown)},
        "category": " > ".join(crumb.label.text for crumb in shown.crumbs[1:-1]),
        "countryOfOrigin": {"@type": "Country", "name": shown.product.origin},
    }
    if shown.materials:
        node["material"] = [word.text for word in shown.materials]
    if shown.proofs:
        node["hasCertification"] = [
            certification_node(proof.label.text, proof.issuer, proof.valid_until) for proof in shown.proofs
        ]
    facts = [{"@type": "PropertyValue", "name": fact.label, "value": fact.text.text} for fact in shown.facts]
    return node | ({"additionalProperty": facts} if facts else {})


def _variant(variant: VariantShown, shown: ProductShown, address: str, terms: Terms) -> Node:
    own = f"{address}?variant={variant.id}"
    return {
        "@type": "Product",
        "@id": own,
        "name": f"{shown.name.text} · {variant.label}",
        "sku": variant.sku,
        "image": [absolute(picture.src) for picture in shown.pictures[:1]],
        "isVariantOf": {"@id": address},
        **offers_node([variant], shown, own, _seller(shown), terms),
    }


def _measures(variant: Variant | None) -> Node:
    """Return weight and size as packed, in kilograms and centimetres (UN/CEFACT codes)."""
    if variant is None:
        return {}
    sides = {"depth": variant.length_mm, "width": variant.width_mm, "height": variant.height_mm}
    node = {name: _quantity(Decimal(mm) / 10, "CMT") for name, mm in sides.items() if mm}
    return node | ({"weight": _quantity(Decimal(variant.weight_g) / 1000, "KGM")} if variant.weight_g else {})


def _quantity(value: Decimal, unit: str) -> Node:
    return {"@type": "QuantitativeValue", "value": f"{value.normalize():f}", "unitCode": unit}


def _maker(shown: ProductShown) -> Node:
    return {
        "@type": "Organization",
        "@id": _maker_id(shown),
        "name": shown.maker.name.text,
        "url": absolute(shown.maker.url),
        "address": {"@type": "PostalAddress", "addressCountry": "MA", "addressLocality": shown.place},
    }


def _seller(shown: ProductShown) -> Node:
    """Who sells it is who makes it, unless the page names another."""
    if shown.is_sold_by_another and shown.seller:
        return {"@type": "Organization", "name": shown.seller[0]}
    return {"@id": _maker_id(shown)}


def _maker_id(shown: ProductShown) -> str:
    return absolute(f"/id/producer/{shown.product.producer.export_id}")
