"""The twelve regions of Morocco and their provinces and prefectures, by ISO 3166-2 code.

Names and codes are in ``places.json``, with their source and licence.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any


@dataclass(frozen=True)
class Region:
    """One region: its names by language (fr, ar, en, zgh), its seat, and the regions that touch it."""

    iso: str
    names: Mapping[str, str]
    capital: Mapping[str, str]
    neighbours: tuple[str, ...]

    def name(self, lang: str) -> str:
        """Return the name in ``lang``, the French one where there is none."""
        return _in_language(self.names, lang)


@dataclass(frozen=True)
class Province:
    """One province or prefecture (``type``) of a region; names in fr and ar, as the census writes them."""

    iso: str
    region: str
    type: str
    names: Mapping[str, str]

    def name(self, lang: str) -> str:
        """Return the name in ``lang``, the French one where there is none."""
        return _in_language(self.names, lang)


def region_name(iso: str, lang: str) -> str:
    """Return the region's name, or an empty text for a code that is not a region."""
    region = REGIONS_BY_ISO.get(iso)
    return region.name(lang) if region else ""


def province_name(iso: str, lang: str) -> str:
    """Return the province's name, or an empty text for a code that is not a province."""
    province = PROVINCES_BY_ISO.get(iso)
    return province.name(lang) if province else ""


def province_point(iso: str) -> tuple[str, str]:
    """Return latitude and longitude of a province's middle, in degrees to the hundredth (about a kilometre).

    It stands for whoever works there: nobody is put on a map nearer than that. Empty for an unknown code.
    """
    latitude, longitude = _POINTS.get(iso, ("", ""))
    return latitude, longitude


def provinces_of(region: str) -> tuple[Province, ...]:
    """Return the region's provinces and prefectures in the order of the census."""
    return tuple(province for province in PROVINCES if province.region == region)


def region_of(province: str) -> str:
    """Return the ISO code of the region that a province lies in; empty for an unknown province."""
    found = PROVINCES_BY_ISO.get(province)
    return found.region if found else ""


def _in_language(names: Mapping[str, str], lang: str) -> str:
    return names.get(lang.split("-")[0]) or names["fr"]


def _region(row: dict[str, Any]) -> Region:
    names = {lang: row[lang] for lang in ("fr", "ar", "en", "zgh")}
    capital = {"fr": row["capital_fr"], "ar": row["capital_ar"]}
    return Region(row["iso"], MappingProxyType(names), MappingProxyType(capital), tuple(row["neighbours"]))


def _province(row: dict[str, Any]) -> Province:
    names = {lang: row[lang] for lang in ("fr", "ar")}
    return Province(row["iso"], row["region"], row["type"], MappingProxyType(names))


_DATA: dict[str, Any] = json.loads(Path(__file__).with_name("places.json").read_text(encoding="utf-8"))
_POINTS: dict[str, list[str]] = json.loads(
    Path(__file__).with_name("province_points.json").read_text(encoding="utf-8")
)
REGIONS: tuple[Region, ...] = tuple(_region(row) for row in _DATA["regions"])
PROVINCES: tuple[Province, ...] = tuple(_province(row) for row in _DATA["provinces"])
REGIONS_BY_ISO: Mapping[str, Region] = MappingProxyType({region.iso: region for region in REGIONS})
PROVINCES_BY_ISO: Mapping[str, Province] = MappingProxyType(
    {province.iso: province for province in PROVINCES}
)
