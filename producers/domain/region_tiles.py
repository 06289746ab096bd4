"""The twelve regions as a picture: tiles on a grid in their geographic places, or their outlines.

Which of the two a site shows, or neither, is its own decision: the tiles draw no border.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

# Column and row of each tile, west to east and north to south; the map is never mirrored.
TILES: dict[str, tuple[int, int]] = {
    "MA-01": (5, 1),
    "MA-02": (7, 2),
    "MA-03": (6, 2),
    "MA-04": (5, 2),
    "MA-05": (5, 3),
    "MA-06": (4, 3),
    "MA-07": (4, 4),
    "MA-08": (5, 4),
    "MA-09": (4, 5),
    "MA-10": (3, 6),
    "MA-11": (2, 7),
    "MA-12": (1, 8),
}


@dataclass(frozen=True)
class RegionShown:
    """One region on a map or in its list; ``count`` is None where nothing is counted.

    ``text`` is written in place of a count: what is shown may not be a count, or not be for all eyes.
    """

    iso: str
    name: str
    url: str
    count: int | None = None
    is_current: bool = False
    text: str = ""


@dataclass(frozen=True)
class Outlines:
    """The regions' outlines as SVG paths in degrees, with the notice that their licence asks for."""

    view_box: str
    paths: dict[str, str]
    notice: str


@cache
def outlines() -> Outlines:
    """Return the outlines, read once."""
    data = json.loads(Path(__file__).with_name("region_outlines.json").read_text(encoding="utf-8"))
    return Outlines(data["view_box"], data["paths"], data["notice"])
