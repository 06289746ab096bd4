"""The graph of a maker as JSON-LD of the Data Food Consortium, ontology 1.16, named as its connectors do."""

from functools import singledispatch
from typing import Any

from shop.feeds.dfc_graph import Address, Enterprise, Item, Offer, Product
from shop.feeds.text import amount

CONTEXT = "https://w3id.org/dfc/ontology/context/context_1.16.0.json"
CONTENT_TYPE = "application/ld+json"
CURRENCY_OF = {
    "Euro": "EUR",
    "USDollar": "USD",
    "PoundSterling": "GBP",
    "CanadianDollar": "CAD",
    "AustralianDollar": "AUD",
}
Node = dict[str, Any]


def document(nodes: list[Node]) -> Node:
    """Return a document: one node stands alone, several stand in one flat graph."""
    if len(nodes) == 1:
        return {"@context": CONTEXT, **nodes[0]}
    return {"@context": CONTEXT, "@graph": nodes}


@singledispatch
def node(thing: object) -> Node:
    """Return a thing of the graph as a node. Raises ``TypeError`` for what is none."""
    raise TypeError(f"{thing!r} is no thing of the graph")


@node.register
def _enterprise(thing: Enterprise) -> Node:
    return _node(
        thing.id,
        "Enterprise",
        name=thing.name,
        hasDescription=thing.description,
        hasAddress=thing.address.id,
        websitePage=thing.page,
        logo=thing.logo,
        VATnumber=thing.vat_number,
        supplies=list(thing.supplies),
        manages=list(thing.manages),
        affiliates=list(thing.affiliates),
        affiliatedBy=list(thing.affiliated_by),
    )


@node.register
def _address(thing: Address) -> Node:
    return _node(
        thing.id,
        "Address",
        hasCity=thing.city,
        region=thing.region,
        hasCountry=thing.country,
        latitude=thing.latitude,
        longitude=thing.longitude,
    )


@node.register
def _product(thing: Product) -> Node:
    return _node(
        thing.id,
        "SuppliedProduct",
        name=thing.name,
        description=thing.description,
        hasType=f"dfc-pt:{thing.kind}",
        image=thing.image,
        hasQuantity=_quantity(*thing.quantity) if thing.quantity else None,
        referencedBy=thing.referenced_by,
        isVariantOf=thing.variant_of,
        hasVariant=list(thing.variants),
    )


@node.register
def _item(thing: Item) -> Node:
    return _node(
        thing.id,
        "CatalogItem",
        references=thing.product,
        sku=thing.sku,
        stockLimitation=thing.stock,
        offeredThrough=thing.offer,
        managedBy=thing.enterprise,
    )


@node.register
def _offer(thing: Offer) -> Node:
    return _node(
        thing.id,
        "Offer",
        offeredItem=thing.item,
        offers=thing.item,
        stockLimitation=thing.stock,
        hasPrice={
            "@type": "dfc-b:Price",
            "dfc-b:value": amount(thing.minor, CURRENCY_OF[thing.unit]),
            "dfc-b:hasUnit": f"dfc-m:{thing.unit}",
        },
    )


def _node(address: str, kind: str, **values: Any) -> Node:
    """What is not known is not written; no piece in stock is a fact, and is."""
    said = {f"dfc-b:{name}": value for name, value in values.items() if value not in (None, "", [])}
    return {"@id": address, "@type": f"dfc-b:{kind}", **said}


def _quantity(value: str, unit: str) -> Node:
    return {
        "@type": "dfc-b:QuantitativeValue",
        "dfc-b:value": value,
        "dfc-b:hasUnit": f"dfc-m:{unit}",
    }
