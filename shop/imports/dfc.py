"""A catalogue of the Data Food Consortium as rows that an import reads.

It takes what Open Food Network and others serve as well as our own: one graph of nodes, with the names of the
connectors or of the ontology. Nothing that a document names is fetched.
"""

import io
import json
from base64 import urlsafe_b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import IO, Any

from django.utils.text import slugify

from producers.conf import languages
from producers.domain.export_ids import is_export_id
from producers.domain.regions import REGIONS
from shop import conf
from shop.domain.importing import Fault, FileError
from shop.domain.line_sheets import picture_names
from shop.domain.plain_words import plain
from shop.feeds.dfc_graph import UNITS, dfc_types
from shop.feeds.dfc_v1 import CURRENCY_OF
from shop.feeds.text import cut

LARGEST_DOCUMENT = 20 * 1024 * 1024
MEASURED = {name: unit for unit, name in UNITS.items()}
Row = tuple[int, dict[str, object]]
Node = Mapping[str, Any]


def is_document(file: IO[bytes]) -> bool:
    """Say whether a file is JSON, by how it begins."""
    file.seek(0)
    head = file.read(64).lstrip(b"\xef\xbb\xbf \t\r\n")
    file.seek(0)
    return head[:1] in (b"{", b"[")


def rows_of(file: IO[bytes]) -> Iterator[Row]:
    """Yield a row for each product in the catalogue, numbered as they stand. Raises ``FileError``."""
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    if size > LARGEST_DOCUMENT:
        raise FileError(Fault.TOO_BIG)
    try:
        said = json.loads(file.read().decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise FileError(Fault.NOT_A_SHEET) from error
    graph = _Graph.of(said)
    if not graph.items:
        raise FileError(Fault.NO_COLUMNS, "dfc-b:CatalogItem")
    for number, item in enumerate(graph.items, 1):
        yield number, {name: cell for name, cell in _cells(graph, item).items() if cell not in (None, "")}


@dataclass(frozen=True)
class _Graph:
    """Nodes by address, and the catalogue items among them. Names are without their prefix."""

    nodes: Mapping[str, Node]
    items: tuple[Node, ...]
    suppliers: Mapping[str, str]

    @classmethod
    def of(cls, said: object) -> "_Graph":
        """Read a document: a graph, a list of nodes, or one node."""
        inner = said.get("@graph", [said]) if isinstance(said, dict) else said
        listed = [_plain(one) for one in inner if isinstance(one, dict)] if isinstance(inner, list) else []
        nodes = {one["@id"]: one for one in listed if isinstance(one.get("@id"), str)}
        items = tuple(one for one in nodes.values() if _tail(_first(one.get("@type"))) == "CatalogItem")
        suppliers = {
            product: address for address, one in nodes.items() for product in _addresses(one, "supplies")
        }
        return cls(nodes, items, suppliers)

    def node(self, of: Node, *names: str) -> Node:
        """Return what a node leads to by one of these names, an empty one where there is nothing."""
        found = [one for name in names for one in _addresses(of, name)]
        return next((self.nodes[one] for one in found if one in self.nodes), {})


def _cells(graph: _Graph, item: Node) -> dict[str, object]:
    product = graph.node(item, "references")
    group = graph.node(product, "isVariantOf")
    maker = graph.node(item, "managedBy") or graph.nodes.get(
        graph.suppliers.get(product.get("@id", ""), ""), {}
    )
    return {
        "id": _permanent(product),
        "key": _text(item, "sku")[:40] or _permanent(product),
        "category": _category(product),
        **_words(product, group),
        **_maker(graph, maker),
        **_measures(product),
        **_price(graph.node(item, "offeredThrough")),
        "stock": _stock(item),
        "pictures": "; ".join(picture_names(_text(product, "image"))),
    }


def _words(product: Node, group: Node) -> dict[str, object]:
    """A document is in one language and does not say which: the shop's own is taken for it."""
    lang, name, whole = languages()[0], _text(product, "name"), _text(group, "name")
    told = _text(product, "description", "hasDescription")
    cells: dict[str, object] = {"original_language": lang, f"description_{lang}": told}
    if not group:
        own = f"{product['@id']}#" if product else ""  # a product of one variant has no address of its own
        return cells | {f"name_{lang}": name, "product_id": _permanent({"@id": own})}
    cells |= {"product_id": _permanent(group), f"name_{lang}": whole or name}
    option = name.removeprefix(whole).lstrip(" -–:,") if whole and name.startswith(whole) else name
    return cells | {f"option_{lang}": option[:100]}


def _maker(graph: _Graph, maker: Node) -> dict[str, object]:
    """Who makes it, no nearer than her commune: a street is never read, and a city with a number is one."""
    lang, name = languages()[0], _text(maker, "name")
    own = _permanent(maker)
    where = graph.node(maker, "hasAddress", "address")
    page = [part for part in _text(maker, "websitePage").partition("?")[0].split("/") if part]
    named = page[-1] if "producers" in page[-2:-1] else slugify(name)
    return {
        "maker_id": own,
        "producer": (named or own.casefold())[:80],
        f"producer_name_{lang}": name,
        "region": _region(_text(where, "region")),
        f"producer_commune_{lang}": _commune(_text(where, "hasCity", "city")),
        f"producer_sentence_{lang}": cut(plain(_text(maker, "hasDescription", "description")), 400),
        "producer_number": _short(_text(maker, "VATnumber"), 60),
        "producer_picture": _short(next(iter(picture_names(_text(maker, "logo", "image"))), ""), 200),
    }


def _commune(said: str) -> str:
    return "" if any(sign.isdigit() for sign in said) else _short(plain(said), 100)


def _short(said: str, longest: int) -> str:
    """Return what fits: half a number is none."""
    return said if len(said) <= longest else ""


def _region(said: str) -> str:
    return next((one.iso for one in REGIONS if said and said in (one.iso, *one.names.values())), "")


def _category(product: Node) -> str:
    """Return our category for a type of the taxonomy: the shop's own choice, else the first that we know."""
    kind = _tail(_first(product.get("hasType")))
    own: Mapping[str, str] = conf.dfc_categories()
    return own.get(kind) or next((slug for slug, known in dfc_types().items() if known == kind), kind)


def _measures(product: Node) -> dict[str, object]:
    said = product.get("hasQuantity")
    quantity = _plain(said) if isinstance(said, dict) else {}
    unit = MEASURED.get(_tail(_first(quantity.get("hasUnit"))))
    return {"net_quantity": _text(quantity, "value"), "net_unit": unit} if unit else {}


def _price(offer: Node) -> dict[str, object]:
    """An amount without one of the five currencies is none: a bare number could be in any."""
    said = offer.get("hasPrice")
    price = _plain(said) if isinstance(said, dict) else {}
    currency = CURRENCY_OF.get(_tail(_first(price.get("hasUnit"))), "")
    return {f"price_{currency}": _text(price, "value")} if currency else {}


def _stock(item: Node) -> str:
    """Less than none means that nobody counts them."""
    said = _text(item, "stockLimitation").removesuffix(".0")
    return "" if said.startswith("-") else said


def _permanent(node: Node) -> str:
    """Return the id that an address ends with, when it is one of ours; else one that follows from it."""
    address = node.get("@id", "")
    tail = address.rstrip("/").rpartition("/")[2]
    if is_export_id(tail) or not address:
        return tail
    return "x" + urlsafe_b64encode(sha256(address.encode(errors="replace")).digest()).decode()[:21]


def _plain(node: Mapping[str, Any]) -> dict[str, Any]:
    return {name if name.startswith("@") else _tail(name): value for name, value in node.items()}


def _tail(name: str) -> str:
    return name.replace("#", "/").replace(":", "/").rpartition("/")[2]


def _first(value: object) -> str:
    found = value[0] if isinstance(value, list) and value else value
    said = found.get("@id", found.get("@value", "")) if isinstance(found, dict) else found
    return str(said) if isinstance(said, str | int | float) and not isinstance(said, bool) else ""


def _text(node: Node, *names: str) -> str:
    return next((said for name in names if (said := _first(node.get(name)))), "").strip()


def _addresses(node: Node, name: str) -> list[str]:
    value = node.get(name)
    return [_first(one) for one in (value if isinstance(value, list) else [value]) if _first(one)]
