"""The demo's pictures: few, small, whole, described in three languages, and one for every offer."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from producers.renditions import FIRST_FLIGHT_BYTES
from tests.demo.content import LANGUAGES, ROOT, load, products

FOLDER = ROOT / "pictures"
SUFFIXES = {"avif": "avif", "webp": "webp", "jpeg": "jpg"}
FORMATS = {"avif": [240, 480, 720], "webp": [240, 480, 720], "jpeg": [480]}
MOST_PICTURES = 70
MOST_BYTES = 8_000_000


@cache
def manifest() -> dict[str, Any]:
    return load("pictures/manifest.yaml")


def renditions() -> list[tuple[Path, str, int]]:
    """Every file that the manifest promises, with its format and width in pixels."""
    return [
        (FOLDER / "renditions" / f"{stem}-{width}.{SUFFIXES[kind]}", kind, width)
        for stem, row in manifest()["pictures"].items()
        for kind, widths in row["formats"].items()
        for width in widths
    ]


def test_there_are_at_most_seventy_pictures() -> None:
    assert 0 < len(manifest()["pictures"]) <= MOST_PICTURES


def test_all_files_together_stay_under_eight_megabytes() -> None:
    assert sum(file.stat().st_size for file in FOLDER.rglob("*") if file.is_file()) < MOST_BYTES


def test_the_first_picture_of_a_phone_fits_into_one_round_trip() -> None:
    first = [file for file, kind, width in renditions() if (kind, width) == ("avif", 480)]
    assert [file.name for file in first if file.stat().st_size > FIRST_FLIGHT_BYTES] == []


def test_every_picture_has_the_formats_that_the_pages_ask_for() -> None:
    assert {stem for stem, row in manifest()["pictures"].items() if row["formats"] != FORMATS} == set()


def test_no_file_lies_there_that_the_manifest_does_not_name() -> None:
    assert set((FOLDER / "renditions").iterdir()) == {file for file, _kind, _width in renditions()}


@pytest.mark.parametrize("wanted", ["avif", "webp", "jpeg"])
def test_every_file_has_its_format_its_width_and_four_to_five(wanted: str) -> None:
    wrong = []
    for file, kind, width in renditions():
        if kind == wanted:
            with Image.open(file) as image:
                if (image.format, image.size) != (kind.upper(), (width, width * 5 // 4)):
                    wrong.append((file.name, image.format, image.size))
    assert wrong == []


def test_every_picture_is_described_in_three_languages() -> None:
    missing = [
        (stem, code)
        for stem, row in manifest()["pictures"].items()
        for code in LANGUAGES
        if not row["alt"].get(code, "").strip()
    ]
    assert missing == []


def test_every_picture_says_that_it_is_an_illustration() -> None:
    assert [stem for stem, row in manifest()["pictures"].items() if row["illustration"] is not True] == []


def test_every_offer_has_a_picture() -> None:
    known, instead = manifest()["pictures"], manifest()["offers"]
    bare = [
        offer["slug"]
        for offer in products()
        if (offer.get("picture") or instead.get(offer["slug"])) not in known
    ]
    assert bare == []


def test_only_offers_without_a_picture_of_their_own_borrow_one() -> None:
    without = {offer["slug"] for offer in products() if not offer.get("picture")}
    assert set(manifest()["offers"]) == without
