"""How kinds of participants look on badges: an ink for the band and a sign. The word always stands beside."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Look:
    """One kind: its ink, its sign, and whether what lies on the ink is white."""

    ink: str
    sign: str
    is_dark: bool = True


LOOKS: Mapping[str, Look] = {
    "firm": Look("majorelle", "tools"),
    "project": Look("safran", "star", is_dark=False),
    "client": Look("menthe", "cart"),
    "agent": Look("henne", "people"),
    "young": Look("nuit", "flag"),
}
PART_SIGNS: Mapping[str, str] = {
    "workshop": "tools",
    "conference": "sound",
    "exhibition": "image",
    "ceremony": "star",
    "business": "people",
    "lesson": "book",
    "group": "flag",
}
"""Signs of the parts of a programme, by their kind."""
