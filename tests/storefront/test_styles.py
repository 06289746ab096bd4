"""The look: one style sheet, both directions, nothing inline, every icon and element there."""

import gzip
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SITE_CSS = ROOT / "site/static/storefront/css/site.css"
NESTED = sorted(str(path.parent.relative_to(ROOT)) for path in ROOT.glob("home/*/apps.py"))
PACKAGES = ("producers", "shop", "home", *NESTED, "site")
OWN_CSS = sorted(
    path
    for place in PACKAGES
    for path in (ROOT / place / "static").rglob("*.css")
    if path.name not in ("site.css", "site-fonts.css")
)
TEMPLATES = sorted(path for place in PACKAGES for path in (ROOT / place / "templates").rglob("*.html"))
PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border)-(?:left|right)|left|right|text-align:\s*(?:left|right)|float)\s*[:;]"
)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
TAG = re.compile(r"{%.*?%}")
CALLED = re.compile(r"""{%\s*icon\s+"([\w-]+)"|icon_(?:name|end)="([\w-]+)\"""")


@pytest.fixture(scope="module")
def joined():
    subprocess.run([sys.executable, str(ROOT / "tools/build_css.py")], check=True)
    return SITE_CSS.read_text(encoding="utf-8")


def test_the_style_sheet_is_whole_and_within_its_budget(joined):
    assert "@import" not in joined
    assert joined.startswith("@layer ")
    assert len(gzip.compress(joined.encode())) < 12_000


def test_a_stack_hands_its_gap_to_no_stack_inside_of_it(joined):
    rules = re.findall(r"\.stack(?:-\d)?(?![\w-])[^{}]*\{[^}]*margin[^}]*\}", joined)
    assert len(rules) > 6
    assert [rule for rule in rules if "> * + *" not in rule] == []
    assert "--space" not in joined


def test_every_file_that_the_style_sheet_names_exists(joined):
    for address in re.findall(r'url\("([^"#]+)"\)', joined):
        assert (SITE_CSS.parent / address).is_file(), address


@pytest.mark.parametrize("path", OWN_CSS, ids=lambda path: str(path.relative_to(ROOT)))
def test_styles_know_no_left_and_no_right(path):
    assert not PHYSICAL.search(COMMENT.sub("", path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_pages_have_no_inline_style_and_no_inline_script(path):
    if "mail" in path.parts:
        return  # a mail has no style sheet
    text = TAG.sub("", path.read_text(encoding="utf-8"))
    assert not re.search(r"\sstyle=|\son\w+=|<style|<script>", text)


def test_every_icon_that_a_template_calls_is_in_the_sprite():
    sprite = (ROOT / "producers/templates/producers/elements/sprite.html").read_text(encoding="utf-8")
    there = set(re.findall(r'id="tz-([\w-]+)"', sprite))
    texts = [path.read_text(encoding="utf-8") for path in TEMPLATES]
    called = {name for text in texts for pair in CALLED.findall(text) for name in pair if name}
    assert called <= there


def test_the_script_is_small_and_touches_no_inline_handler():
    script = (ROOT / "site/static/storefront/js/app.js").read_text(encoding="utf-8")
    assert len(script) < 6_000
    assert len(script.splitlines()) < 100
    assert "innerHTML" not in script
