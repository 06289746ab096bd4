"""No Tamazight word is shown that the facts do not have: the unknown stays empty and falls back, marked."""

import json
import re
from pathlib import Path

import polib
import pytest

from tests.demo.content import ROOT, load

PROJECT = Path(__file__).resolve().parents[2]
KNOWN = {
    line
    for line in (Path(__file__).parent / "tamazight.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
}
TIFINAGH = re.compile(r"[\u2d30-\u2d7f]")


def texts_of(data: object) -> set[str]:
    """Return every text under a key ``zgh``."""
    if isinstance(data, list):
        return set().union(*map(texts_of, data))
    if not isinstance(data, dict):
        return set()
    own = {data["zgh"]} if isinstance(data.get("zgh"), str) and data["zgh"] else set()
    return own.union(*map(texts_of, data.values()))


@pytest.mark.parametrize("name", sorted(str(one.relative_to(ROOT)) for one in ROOT.rglob("*.yaml")))
def test_the_demo_says_only_known_words(name):
    assert texts_of(load(name)) - KNOWN == set()


def test_the_demo_says_some():
    assert len(texts_of(load("taxonomy.yaml"))) > 30


def test_places_have_known_names():
    places = json.loads((PROJECT / "producers" / "domain" / "places.json").read_text(encoding="utf-8"))
    names = texts_of(places)
    assert (len(names), names - KNOWN) == (12, set())


def test_the_interface_says_only_known_words():
    files = sorted(PROJECT.glob("*/locale/zgh/LC_MESSAGES/*.po"))
    assert files
    said = {entry.msgstr for file in files for entry in polib.pofile(str(file)) if entry.msgstr}
    assert said - KNOWN == set()


def test_a_word_is_looked_at_as_a_whole():
    assert all(TIFINAGH.search(word) for word in KNOWN)
