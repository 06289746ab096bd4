"""The catalogue's address: what it asks for, read without ever failing, and written in one order.

Whatever does not exist is left out and reported in ``unknown``, so that a page can answer with 404 or
go on without it, but never break.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import quote_plus, urlencode

from producers.domain.text import clean_line

LONGEST_QUESTION = 200
LAST_PAGE = 500
MOST_VALUES = 30
LONGEST_CODE = 80
HIGHEST_PRICE = Decimal(10_000_000)
SORTS = ("relevance", "new", "price", "-price")
FACETS = ("category", "region", "producer", "technique", "material", "label")
ATTRIBUTE = "a."

Params = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Query:
    """What a list is asked for. Facets hold codes, sorted, each once; prices are major units.

    ``attributes`` holds (code, values) pairs. ``unknown`` holds (parameter, value) pairs that were left out.
    """

    q: str = ""
    category: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    producer: tuple[str, ...] = ()
    technique: tuple[str, ...] = ()
    material: tuple[str, ...] = ()
    label: tuple[str, ...] = ()
    attributes: tuple[tuple[str, tuple[str, ...]], ...] = ()
    price_min: Decimal | None = None
    price_max: Decimal | None = None
    available: bool = False
    sort: str = "new"
    page: int = 1
    unknown: tuple[tuple[str, str], ...] = field(default=(), compare=False)

    @property
    def default_sort(self) -> str:
        """How the list is sorted unless one says otherwise: by relevance if one searches."""
        return "relevance" if self.q else "new"

    @property
    def is_narrowed(self) -> bool:
        """Say whether anything narrows the list."""
        return replace(self, sort="new", page=1) != Query()

    def chosen(self, facet: str) -> tuple[str, ...]:
        """Return the chosen values of a facet, ``a.<code>`` for an attribute."""
        if facet in FACETS:
            values: tuple[str, ...] = getattr(self, facet)
            return values
        return dict(self.attributes).get(facet.removeprefix(ATTRIBUTE), ())

    def toggled(self, facet: str, value: str) -> "Query":
        """Return the query with one value of a facet switched, back on its first page."""
        chosen = set(self.chosen(facet)) ^ {value}
        return changed(self, **{facet: tuple(chosen)})


def parse(params: Params, known: Mapping[str, Collection[str]] | None = None) -> Query:
    """Read a query from lists of values by parameter; never raises.

    ``known`` maps a facet (``a.<code>`` for an attribute) to the codes that exist; a facet that it does not
    name takes any code of a decent shape. An attribute is known only if it is named there, unless
    ``known`` is ``None``. Parameters of other readers (``country``) are none of its business.
    """
    unknown: list[tuple[str, str]] = []
    chosen = {facet: _codes(facet, params, known, unknown) for facet in FACETS}
    low, high = (_price(name, params, unknown) for name in ("price_min", "price_max"))
    if low is not None and high is not None and low > high:
        low, high = high, low
    q = clean_line(_last(params, "q"), LONGEST_QUESTION)
    query = Query(
        q=q,
        category=chosen["category"],
        region=chosen["region"],
        producer=chosen["producer"],
        technique=chosen["technique"],
        material=chosen["material"],
        label=chosen["label"],
        attributes=_attributes(params, known, unknown),
        price_min=low,
        price_max=high,
        available=_flag("available", params, unknown),
        sort=_sort(params, bool(q), unknown),
        page=_page(params, unknown),
    )
    return replace(query, unknown=tuple(unknown))


def changed(query: Query, **changes: Any) -> Query:
    """Return the query with some parameters changed, back on its first page unless ``page`` is given.

    Facets and attributes (``a.<code>``) take their codes, in any order.
    """
    plain = {name: value for name, value in changes.items() if not name.startswith(ATTRIBUTE)}
    plain |= {name: tuple(sorted(set(plain[name]))) for name in FACETS if name in plain}
    attributes = dict(plain.pop("attributes", query.attributes))
    for name in changes.keys() - plain.keys() - {"attributes"}:
        attributes[name.removeprefix(ATTRIBUTE)] = tuple(sorted(set(changes[name])))
    kept = tuple((code, values) for code, values in sorted(attributes.items()) if values)
    moved = replace(query, **({"page": 1} | plain), attributes=kept, unknown=())
    # A search brings its order by relevance with it, and takes it along when it ends.
    if "sort" not in changes and query.sort == query.default_sort:
        moved = replace(moved, sort=moved.default_sort)
    return moved


def url_for(query: Query, **changes: Any) -> str:
    """Return the query string of a list, with its ``?``, or nothing for the whole catalogue.

    Parameters come in one order and defaults are left out, so that one list has one address.
    """
    asked = changed(query, **changes) if changes else query
    pairs: list[tuple[str, str]] = [("q", asked.q)] if asked.q else []
    pairs += [(facet, value) for facet in FACETS for value in getattr(asked, facet)]
    pairs += [(ATTRIBUTE + code, value) for code, values in asked.attributes for value in values]
    prices = {"price_min": asked.price_min, "price_max": asked.price_max}
    pairs += [(name, f"{price:f}") for name, price in prices.items() if price is not None]
    pairs += [("available", "1")] if asked.available else []
    pairs += [("sort", asked.sort)] if asked.sort != asked.default_sort else []
    pairs += [("page", str(asked.page))] if asked.page > 1 else []
    return "?" + urlencode(pairs) if pairs else ""


class Switches:
    """The addresses that lie one choice of a facet away from a query: a list shows a hundred of them.

    ``url`` returns what ``url_for(query.toggled(facet, value))`` does; what stands before and behind the
    facet's own values is written once.
    """

    def __init__(self, query: Query) -> None:
        self._query = query
        self._around: dict[str, tuple[str, str]] = {}

    def url(self, facet: str, value: str) -> str:
        """Return the query string with one value of a facet switched."""
        if facet not in FACETS:
            return url_for(self._query.toggled(facet, value))
        if facet not in self._around:
            self._around[facet] = self._write(facet)
        before, after = self._around[facet]
        chosen = sorted({*self._query.chosen(facet)} ^ {value})
        own = "&".join(f"{facet}={quote_plus(each)}" for each in chosen)
        written = "&".join(part for part in (before, own, after) if part)
        return f"?{written}" if written else ""

    def _write(self, facet: str) -> tuple[str, str]:
        """Write the rest with a mark where the facet stands, and take it apart there."""
        mark = "-"
        parts = url_for(changed(self._query, **{facet: (mark,)}))[1:].split("&")
        at = parts.index(f"{facet}={mark}")
        return "&".join(parts[:at]), "&".join(parts[at + 1 :])


def _codes(
    facet: str, params: Params, known: Mapping[str, Collection[str]] | None, unknown: list[tuple[str, str]]
) -> tuple[str, ...]:
    """Return the codes of a facet that exist, sorted; report the others."""
    there = (known or {}).get(facet)
    good: set[str] = set()
    for value in dict.fromkeys(params.get(facet, ())):
        exists = value in there if there is not None else _is_code(value)
        if exists and len(good) < MOST_VALUES:
            good.add(value)
        elif value:
            unknown.append((facet, value[:LONGEST_CODE]))
    return tuple(sorted(good))


def _attributes(
    params: Params, known: Mapping[str, Collection[str]] | None, unknown: list[tuple[str, str]]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    found: list[tuple[str, tuple[str, ...]]] = []
    for name in sorted(name for name in params if name.startswith(ATTRIBUTE)):
        if not _is_code(name.removeprefix(ATTRIBUTE)) or (known is not None and name not in known):
            unknown.append((name[:LONGEST_CODE], ""))
        elif values := _codes(name, params, known, unknown):
            found.append((name.removeprefix(ATTRIBUTE), values))
    return tuple(found[:MOST_VALUES])


def _price(name: str, params: Params, unknown: list[tuple[str, str]]) -> Decimal | None:
    text = clean_line(_last(params, name), LONGEST_CODE).replace(" ", "").replace(",", ".")
    if not text:
        return None
    try:
        price = Decimal(text)
    except InvalidOperation:
        price = Decimal(-1)
    if not price.is_finite() or not 0 <= price <= HIGHEST_PRICE or price != round(price, 3):
        unknown.append((name, text))
        return None
    return price.normalize() + 0


def _flag(name: str, params: Params, unknown: list[tuple[str, str]]) -> bool:
    text = _last(params, name)
    if text not in ("", "0", "1"):
        unknown.append((name, text[:LONGEST_CODE]))
    return text == "1"


def _sort(params: Params, is_search: bool, unknown: list[tuple[str, str]]) -> str:
    text = _last(params, "sort")
    default = "relevance" if is_search else "new"
    if text in SORTS and (is_search or text != "relevance"):
        return text
    if text and text not in SORTS:
        unknown.append(("sort", text[:LONGEST_CODE]))
    return default


def _page(params: Params, unknown: list[tuple[str, str]]) -> int:
    text = _last(params, "page").strip()
    is_number = text.isascii() and text.isdecimal() and len(text) <= len(str(LAST_PAGE))
    page = int(text) if is_number else 0
    if 1 <= page <= LAST_PAGE:
        return page
    if text:
        unknown.append(("page", text[:LONGEST_CODE]))
    return 1


def _last(params: Params, name: str) -> str:
    values = params.get(name, ())
    return values[-1] if values else ""


def _is_code(value: str) -> bool:
    return (
        0 < len(value) <= LONGEST_CODE
        and value.isascii()
        and value.replace("-", "").replace("_", "").isalnum()
    )
