"""Makers on the maps of others: as GoGoCarto reads them, as GeoJSON (RFC 7946), and as a table.

Keys of the first are those of GoGoCarto's import. A maker without a known province is on no map.
"""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from typing import Any

from shop.domain.cells import harmless
from shop.domain.exports import ExportMaker, Words
from shop.domain.plain_words import plain


@dataclass(frozen=True)
class MapOf:
    """For whom a map is written: the language of its words, the site they lead to, and its name."""

    language: str
    base: str
    title: str

    def text(self, words: Words) -> str:
        """Return a text in the language of the map, or else in another that it is written in."""
        codes = (self.language, "fr", "en", "ar")
        return plain(next((words[code] for code in codes if words.get(code)), ""))


def point_of(maker: ExportMaker, to: MapOf) -> Mapping[str, Any] | None:
    """Return what a map says of a maker, by GoGoCarto's keys; None for one who has no place on it."""
    if not (maker.latitude and maker.longitude):
        return None
    said = {
        "id": maker.id,
        "name": to.text(maker.name),
        "taxonomy": [to.text(name) for _code, name in maker.crafts],
        "addressLocality": to.text(maker.commune),
        "addressRegion": to.text(maker.region_name),
        "addressCountry": "MA",
        "latitude": float(maker.latitude),
        "longitude": float(maker.longitude),
        "description": to.text(maker.story),
        "url": f"{to.base}/id/producer/{maker.id}",
        "images": [maker.picture.src] if maker.picture else [],
        "source": to.title,
    }
    return {key: value for key, value in said.items() if value not in ("", [])}


def as_gogocarto(makers: Iterable[ExportMaker], to: MapOf) -> Iterator[str]:
    """Write a list of points below ``data``."""
    yield '{"data": ['
    yield from _joined(point for maker in makers if (point := point_of(maker, to)))
    yield "\n]}\n"


def as_geojson(makers: Iterable[ExportMaker], to: MapOf) -> Iterator[str]:
    """Write a collection of points; longitude comes first."""
    yield '{"type": "FeatureCollection", "features": ['
    yield from _joined(_feature(point) for maker in makers if (point := point_of(maker, to)))
    yield "\n]}\n"


def as_table(makers: Iterable[ExportMaker], to: MapOf) -> Iterator[str]:
    """Write the same as CSV; several values of a cell are divided by a bar."""
    names = ("id", "name", "taxonomy", "addressLocality", "addressRegion", "addressCountry", "latitude",
             "longitude", "description", "url", "images", "source")  # fmt: skip
    yield _row(names)
    for maker in makers:
        if point := point_of(maker, to):
            yield _row([_cell(point.get(name, "")) for name in names])


def _feature(point: Mapping[str, Any]) -> Mapping[str, Any]:
    place = [point["longitude"], point["latitude"]]
    said = {key: value for key, value in point.items() if key not in ("id", "latitude", "longitude")}
    return {
        "type": "Feature",
        "id": point["id"],
        "geometry": {"type": "Point", "coordinates": place},
        "properties": said,
    }


def _joined(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    mark = "\n"
    for row in rows:
        yield mark + json.dumps(row, ensure_ascii=False)
        mark = ",\n"


def _cell(value: object) -> str:
    return harmless("|".join(value) if isinstance(value, list) else str(value))


def _row(cells: Iterable[str]) -> str:
    out = StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue()
