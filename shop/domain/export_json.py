"""How exported values are frozen as JSON and read again: one text for one value, whatever wrote it.

Empty values are left out. Reading goes around the constructors of the frozen dataclasses, which would take
longer than all the rest: a file of a hundred thousand items is read in seconds.
"""

import json
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import lru_cache
from typing import Any

import orjson  # reads a row in under half the time, which is most of the work of a feed

from shop.domain.exports import ExportClaim, ExportItem, ExportMaker, ExportOffer, ExportPicture

Frozen = dict[str, Any]


def frozen(value: ExportItem | ExportMaker) -> str:
    """Return the canonical JSON of a value: sorted keys, nothing that is empty."""
    return json.dumps(_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def item_from(text: str | bytes, *, updated_at: str = "", market: str = "") -> ExportItem:
    """Return the item that was frozen, as text or in UTF-8; ``updated_at`` is the moment of its version.

    With a ``market`` it has the offer of that one alone, which is all that a channel reads.
    """
    state = _ITEM | orjson.loads(text)
    offers = state["offers"]
    if market:
        offers = [each for each in offers if each["market"] == market]
    state["offers"] = tuple([_offer(each) for each in offers])
    if pictures := state["pictures"]:
        state["pictures"] = tuple([_made(ExportPicture, each, _PICTURE) for each in pictures])
    if claims := state["claims"]:
        state["claims"] = tuple([_made(ExportClaim, each, _CLAIM) for each in claims])
    for name in _PAIRS:
        if pairs := state[name]:
            state[name] = tuple([(code, words) for code, words in pairs])
    state["categories"] = tuple(state["categories"])
    state["reviewed"] = tuple(state["reviewed"])
    if updated_at:
        state["updated_at"] = updated_at
    made: ExportItem = _made(ExportItem, state, _ITEM)
    return made


def maker_from(text: str | bytes, *, updated_at: str = "") -> ExportMaker:
    """Return the maker that was frozen; ``updated_at`` is the moment of her version."""
    state = _MAKER | orjson.loads(text)
    state["crafts"] = tuple([(code, words) for code, words in state["crafts"]])
    state["claims"] = tuple([_made(ExportClaim, each, _CLAIM) for each in state["claims"]])
    if state["picture"]:
        state["picture"] = _made(ExportPicture, state["picture"], _PICTURE)
    if updated_at:
        state["updated_at"] = updated_at
    made: ExportMaker = _made(ExportMaker, state, _MAKER)
    return made


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        empty = _EMPTY[type(value)]
        named = ((each.name, getattr(value, each.name)) for each in fields(value))
        return {name: _said(name, own) for name, own in named if own != empty[name]}
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, tuple) else value


def _said(name: str, value: Any) -> Any:
    """Countries are many, and the same again and again: one text, that is read once for all items."""
    if name == "countries":
        return " ".join(value)
    return " ".join(f"{where}:{cost}" for where, cost in value) if name == "sending" else _plain(value)


@lru_cache(maxsize=4_000)
def _codes(text: str) -> tuple[str, ...]:
    return tuple(text.split())


@lru_cache(maxsize=4_000)
def _costs(text: str) -> tuple[tuple[str, int], ...]:
    parts = (part.partition(":") for part in text.split())
    return tuple((where, int(cost)) for where, _colon, cost in parts)


def _offer(state: Frozen) -> Any:
    made = _OFFER | state
    if made["countries"]:
        made["countries"] = _codes(made["countries"])
    if made["sending"]:
        made["sending"] = _costs(made["sending"])
    return _made(ExportOffer, made, _OFFER)


def _made(cls: type, state: Frozen, empty: Frozen) -> Any:
    """Return a value of a class; what was left out of ``state`` is taken from ``empty``."""
    value: Any = _NEW(cls)
    _SET(value, "__dict__", state if len(state) == len(empty) else empty | state)
    return value


def _empty(cls: type) -> dict[str, Any]:
    """Return what stands where nothing was written; a mapping that is shared is never changed."""
    found: dict[str, Any] = {}
    for each in fields(cls):
        if each.default is not MISSING:
            found[each.name] = each.default
        elif each.default_factory is not MISSING:
            found[each.name] = each.default_factory()
        else:
            found[each.name] = _nothing(str(each.type))
    return found


def _nothing(kind: str) -> Any:
    if "None" in kind:
        return None
    if "Mapping" in kind:
        return {}
    return 0 if "int" in kind else ""


_NEW, _SET = object.__new__, object.__setattr__
_PAIRS = ("techniques", "materials", "attributes")
_FROZEN = (ExportItem, ExportMaker, ExportOffer, ExportPicture, ExportClaim)
_EMPTY: dict[type, dict[str, Any]] = {each: _empty(each) for each in _FROZEN}
_ITEM, _MAKER, _OFFER, _PICTURE, _CLAIM = _EMPTY.values()
