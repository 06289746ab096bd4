"""A checker of shopping feeds that knows nothing of how they are written.

It reads the names and enumerations of the API's own description, the limits of a table of the help pages,
and the numbers of the taxonomy; see ``tests/specs/google-merchant``.
"""

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from lxml import etree
from stdnum import ean

SPECS = Path(__file__).resolve().parents[2] / "specs" / "google-merchant"
NAMES = "{http://base.google.com/ns/1.0}"
Item = list[tuple[str, object]]
PRICE = re.compile(r"\d+\.\d{2} [A-Z]{3}")
MEASURE = re.compile(r"\d+(\.\d+)? ?(kg|g|mg|l|cl|ml|m|cm)")
NEEDED = ("id", "link", "image_link", "availability", "price", "external_seller_id")
EITHER = (("title", "structured_title"), ("description", "structured_description"))
MOST = {"additional_image_link": 10, "product_highlight": 100}
SUB = {"shipping": {"country", "price"}}
SAID_BY_MACHINES = {"digital_source_type", "content"}


@cache
def limits() -> dict[str, int]:
    """Longest texts by attribute; every attribute that exists is a key."""
    found: dict[str, int] = {}
    for row in csv.DictReader((SPECS / "attributes.csv").open(encoding="utf-8")):
        number = re.match(r"(\d+)(?=$|;| \()", row["max_length_or_limit"])
        for name in _names(row["g_attribute"]):
            found[name] = int(number[1]) if number else 100_000
    return found | {"structured_title": 150, "structured_description": 5000}


@cache
def enumerations() -> dict[str, set[str]]:
    """Allowed values by attribute, as feeds spell them."""
    schemas = json.loads((SPECS / "merchantapi.products_v1.json").read_text(encoding="utf-8"))["schemas"]
    found = {}
    for schema in ("ProductAttributes", "StructuredTitle"):
        for name, said in schemas[schema]["properties"].items():
            if "enum" in said:
                values = {value.lower() for value in said["enum"] if not value.endswith("_UNSPECIFIED")}
                found[re.sub(r"([A-Z])", r"_\1", name).lower()] = values
    return found | {"identifier_exists": {"yes", "no"}}


@cache
def categories() -> frozenset[str]:
    """Every number of the taxonomy."""
    return frozenset((SPECS / "category-ids.txt").read_text().split())


def items_of_rss(content: bytes) -> list[Item]:
    """Read a file strictly: it must be well formed and have the shape of RSS 2.0."""
    root = etree.fromstring(content)
    assert (root.tag, root.get("version")) == ("rss", "2.0")
    (channel,) = root
    assert [child.tag for child in channel][:3] == ["title", "link", "description"]
    return [[_pair(element) for element in item] for item in channel.iterfind("item")]


def items_of_table(content: bytes) -> list[Item]:
    """Read a table with tabs; empty cells say nothing."""
    rows = csv.DictReader(io.StringIO(content.decode(), newline=""), delimiter="\t", strict=True)
    return [[pair for name, cell in row.items() for pair in _cells(name, cell)] for row in rows]


def faults_of(items: Iterable[Item]) -> list[str]:
    """Return what Google would refuse, an entry for each fault."""
    faults: list[str] = []
    ids: set[str] = set()
    for item in items:
        said = dict(item)
        faults += [f"{name}: unknown" for name in said if name not in limits()]
        faults += [f"{name}: missing" for name in NEEDED if not said.get(name)]
        faults += [f"{names[0]}: {len(said.keys() & set(names))}" for names in EITHER if _wrong(said, names)]
        faults += [fault for name, value in item for fault in _value_faults(name, value)]
        faults += _whole_faults(item, said)
        if said.get("id") in ids:
            faults.append("id: twice")
        ids.add(str(said.get("id")))
    return faults


def _names(cell: str) -> list[str]:
    if cell.endswith("_0..4"):
        return [f"{cell.removesuffix('_0..4')}_{number}" for number in range(5)]
    return cell.split(" / ")


def _pair(element: etree._Element) -> tuple[str, object]:
    assert element.tag.startswith(NAMES), element.tag
    name = element.tag.removeprefix(NAMES)
    return (name, dict(map(_pair, element))) if len(element) else (name, element.text or "")


def _cells(name: str, cell: str) -> list[tuple[str, object]]:
    if name in MOST:
        return [(name, part) for part in next(csv.reader([cell]))] if cell else []
    if name.startswith("structured_") and cell:
        source, _, quoted = cell.partition(":")
        assert quoted[:1] == quoted[-1:] == '"'
        return [(name, {"digital_source_type": source, "content": quoted[1:-1].replace('""', '"')})]
    if name == "shipping" and cell:
        country, region, service, price = cell.split(":")
        assert not region
        assert not service
        return [(name, {"country": country, "price": price})]
    return [(name, cell)] if cell else []


def _wrong(said: dict[str, object], names: tuple[str, ...]) -> bool:
    return len(said.keys() & set(names)) != 1


def _value_faults(name: str, value: object) -> list[str]:
    if isinstance(value, dict):
        inner = [fault for sub, text in value.items() for fault in _value_faults(sub, text)]
        longest = len(value.get("content", "")) > limits().get(name, 0)
        wrong = set(value) != SUB.get(name, SAID_BY_MACHINES)
        return inner + [
            f"{name}: {fault}" for fault, is_so in (("too long", longest), ("parts", wrong)) if is_so
        ]
    text = str(value)
    faults = []
    if len(text) > limits().get(name, 100_000):
        faults.append(f"{name}: too long")
    if text not in enumerations().get(name, {text}):
        faults.append(f"{name}: {text}")
    if re.search(r"<[a-z/!]", text, re.IGNORECASE):
        faults.append(f"{name}: marks")
    return faults + [f"{name}: {text}" for is_fine in _shapes(name, text) if not is_fine]


def _shapes(name: str, text: str) -> Iterable[bool]:
    if name in ("price", "sale_price"):
        yield bool(PRICE.fullmatch(text)) and float(text.split()[0]) > 0
    if name == "country":
        yield bool(re.fullmatch(r"[A-Z]{2}", text))
    if name == "google_product_category":
        yield text in categories()
    if name == "gtin":
        yield ean.is_valid(text)
    if name == "external_seller_id":
        yield bool(re.fullmatch(r"[A-Za-z0-9_-]{1,50}", text))
    if name in ("unit_pricing_measure", "unit_pricing_base_measure", "shipping_weight"):
        yield bool(MEASURE.fullmatch(text))
    if name in ("link", "image_link", "additional_image_link"):
        yield urlsplit(text).scheme == "https" and bool(urlsplit(text).netloc) and " " not in text
    if name == "link":
        yield bool(re.fullmatch(r"[A-Z]{2}", "".join(parse_qs(urlsplit(text).query).get("country", []))))
    if name == "availability_date":
        yield bool(re.fullmatch(r"\d{4}-\d{2}-\d{2}", text))


def _whole_faults(item: Item, said: dict[str, object]) -> list[str]:
    many = Counter(name for name, _value in item)
    faults = [f"{name}: {count} times" for name, count in many.items() if count > MOST.get(name, 1)]
    if many["product_highlight"] == 1:
        faults.append("product_highlight: alone")
    if said.get("availability") in ("backorder", "preorder") and "availability_date" not in said:
        faults.append("availability_date: missing")
    is_known = bool({"gtin", "mpn"} & said.keys())
    if is_known == (said.get("identifier_exists") == "no"):
        faults.append("identifier_exists: does not fit")
    if not said.get("brand"):
        faults.append("brand: missing")
    return faults
