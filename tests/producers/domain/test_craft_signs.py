"""Each family of crafts has a picture of its own where a maker chooses hers."""

import re
from pathlib import Path

import yaml

import producers
from producers.domain.craft_signs import DRAWN, OTHER, craft_sign

ROOT = Path(producers.__file__).parent
SIGNS = (ROOT / "templates/producers/elements/craft_signs.html").read_text(encoding="utf-8")
ALL = (ROOT / "templates/producers/elements/sprite.html").read_text(encoding="utf-8")


def test_what_is_drawn_is_what_is_named_and_no_two_look_alike():
    drawn = dict(re.findall(r'id="tz-craft-([a-z]+)"[^>]*><path d="([^"]+)"', SIGNS))
    assert drawn.keys() == DRAWN
    assert len(set(drawn.values())) == len(DRAWN)


def test_every_craft_of_the_demo_has_a_sign_and_others_have_the_hand():
    rows = yaml.safe_load((ROOT.parent / "site/demo/taxonomy.yaml").read_text(encoding="utf-8"))
    crafts = {row["craft_family"] for row in rows["categories"]} - {None, "other"}
    assert {craft_sign(code) for code in crafts} == {f"craft-{code}" for code in DRAWN}
    assert craft_sign("other") == craft_sign("unknown") == OTHER
    assert f'id="tz-{OTHER}"' in ALL
