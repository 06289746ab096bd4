"""The 1,503 communes of the census, for addresses: which there are, in which province, and by what name.

The list is in ``communes.json`` with its source and licence; ``tools/write_places.py`` writes it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from producers.domain.text import fold


@dataclass(frozen=True, slots=True)
class Commune:
    """One commune: its census code, its names, and the ISO code of its province or prefecture."""

    code: str
    fr: str
    ar: str
    province: str

    def name(self, lang: str) -> str:
        """Return the Arabic name on Arabic pages and the French one elsewhere."""
        return self.ar if lang.split("-")[0] == "ar" else self.fr


@lru_cache(maxsize=256)
def communes_of(province: str, lang: str = "fr") -> tuple[Commune, ...]:
    """Return the communes of a province by name in ``lang``; none for an unknown province."""
    return tuple(sorted(_provinces().get(province, ()), key=lambda commune: fold(commune.name(lang))))


def find_commune(code: str) -> Commune | None:
    """Return the commune with this census code."""
    return _by_code().get(code)


def find_communes(name: str, province: str = "") -> tuple[Commune, ...]:
    """Return the communes of this name, typed with or without accents, in French or Arabic.

    Several communes share a name: give the province where it is known.
    """
    found = _by_name().get(fold(name), ())
    return tuple(commune for commune in found if not province or commune.province == province)


def suggest_communes(typed: str, province: str = "", limit: int = 10) -> tuple[Commune, ...]:
    """Return communes whose name contains what was typed, those that start with it first."""
    words = fold(typed)
    if not words:
        return ()
    pool = communes_of(province) if province else tuple(_by_code().values())
    hits = [(commune, _place_of(words, commune)) for commune in pool]
    ranked = sorted(((place, commune) for commune, place in hits if place >= 0), key=lambda hit: hit[0])
    return tuple(commune for _, commune in ranked[:limit])


def read_commune(text: str, province: str) -> Commune | None:
    """Read what a form sent, a code or a name; None unless it names exactly one commune of the province."""
    commune = find_commune(text.strip())
    if commune:
        return commune if commune.province == province else None
    named = find_communes(text, province)
    return named[0] if len(named) == 1 else None


def _place_of(words: str, commune: Commune) -> int:
    places = [place for place in (name.find(words) for name in _folded(commune)) if place >= 0]
    return min(places, default=-1)


@cache
def _folded(commune: Commune) -> tuple[str, str]:
    return fold(commune.fr), fold(commune.ar)


@cache
def _provinces() -> Mapping[str, tuple[Commune, ...]]:
    data: dict[str, Any] = json.loads(Path(__file__).with_name("communes.json").read_text(encoding="utf-8"))
    grouped: dict[str, list[list[str]]] = data["communes"]
    return {iso: tuple(Commune(row[0], row[1], row[2], iso) for row in rows) for iso, rows in grouped.items()}


@cache
def _by_code() -> Mapping[str, Commune]:
    return {commune.code: commune for communes in _provinces().values() for commune in communes}


@cache
def _by_name() -> Mapping[str, tuple[Commune, ...]]:
    named: dict[str, list[Commune]] = {}
    for commune in _by_code().values():
        for name in dict.fromkeys(_folded(commune)):
            named.setdefault(name, []).append(commune)
    return {name: tuple(communes) for name, communes in named.items()}
