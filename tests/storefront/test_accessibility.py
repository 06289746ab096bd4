"""What is promised in ``docs/accessibility.md``, as far as it can be read from the pages and their code."""

import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.test import Client

from tests.pages.buying import GATEWAYS, fill_cart, two_makers

ROOT = Path(__file__).resolve().parents[2]
RECORD = (ROOT / "docs/accessibility.md").read_text("utf-8")
CRITERIA = {
    "A": """1.1.1 1.2.1 1.2.2 1.2.3 1.3.1 1.3.2 1.3.3 1.4.1 1.4.2 2.1.1 2.1.2 2.1.4 2.2.1 2.2.2 2.3.1 2.4.1
        2.4.2 2.4.3 2.4.4 2.5.1 2.5.2 2.5.3 2.5.4 3.1.1 3.2.1 3.2.2 3.2.6 3.3.1 3.3.2 3.3.7 4.1.2""",
    "AA": """1.2.4 1.2.5 1.3.4 1.3.5 1.4.3 1.4.4 1.4.5 1.4.10 1.4.11 1.4.12 1.4.13 2.4.5 2.4.6 2.4.7 2.4.11
        2.5.7 2.5.8 3.1.2 3.2.3 3.2.4 3.3.3 3.3.4 3.3.8 4.1.3""",
}
ROW = re.compile(
    r"^\| (\d\.\d\.\d+) [^|]+\| (A|AA) \|((?: (?:yes|part|no|n/a) \|){5}) (.+) \|$", re.MULTILINE
)
PLACES = ("site", "shop", "producers", "home")
SCRIPTS = [path for place in PLACES for path in (ROOT / place / "static").rglob("*.js")]
# One held back what somebody pressed, to keep it while there is no line, and lets it go on as pressed; the
# other sends four pressed pictures at once, each of which is a button that sends.
GOES_ON_WITH_A_PRESS = {"portal-queue.js", "portal-door.js", "portal-whole.js"}
NAVIGATION = re.compile(r'<nav class="site-nav".*?</nav>', re.DOTALL)


def test_the_record_has_all_fifty_five_criteria_in_their_order():
    rows = [(number, level) for number, level, _, _ in ROW.findall(RECORD)]
    assert len(rows) == 55
    assert {*rows} == {(number, level) for level, numbers in CRITERIA.items() for number in numbers.split()}
    assert rows == sorted(rows, key=lambda row: [int(part) for part in row[0].split(".")])


def test_every_file_that_the_record_names_is_there():
    named = set(re.findall(r"`((?:tests|tools)/[\w./-]+)`", RECORD))
    assert len(named) > 10
    assert [name for name in sorted(named) if not (ROOT / name).is_file()] == []


def test_whatever_is_not_met_is_explained():
    for number, _, answers, _ in ROW.findall(RECORD):
        if "part" in answers or " no " in answers:
            assert RECORD.count(f"{number}:") == 1, number


@pytest.fixture
def pages(db, settings) -> dict[str, str]:
    settings.SHOP = {"GATEWAYS": GATEWAYS}
    rug, _ = two_makers()
    client = Client()
    fill_cart(client, rug)
    paths = ["shop/", f"shop/p/{rug.product.slug}/", "producers/", "cart/", "checkout/address/"]
    paths += ["account/login/", "orders/find/", "nope/"]
    return {path: client.get(f"/fr/{path}").content.decode() for path in paths}


def test_fields_about_oneself_say_what_they_are_for(pages):
    form = pages["checkout/address/"]
    for token in ("name", "tel", "email", "address-level1", "address-level2"):
        assert re.search(rf'<(?:input|select)[^>]*autocomplete="{token}"', form), token
    assert 'autocomplete="email"' in pages["account/login/"]
    assert 'autocomplete="current-password"' in pages["account/login/"]


def test_every_page_has_the_way_past_its_head_and_to_its_help(pages):
    for path, page in pages.items():
        assert '<a class="skip" href="#content">' in page, path
        assert '<main id="content">' in page, path
        helps = [found.start() for found in re.finditer(r'href="/fr/pages/help/"', page)]
        assert helps, path
        assert helps[0] < page.index('<main id="content">') < helps[-1], path


def test_menus_are_the_same_on_every_page(pages):
    framed = [path for path in pages if not path.startswith("checkout")]
    menus = {path: NAVIGATION.findall(pages[path].replace(' aria-current="page"', "")) for path in framed}
    assert all(menus.values())
    assert len({tuple(found) for found in menus.values()}) == 1
    assert [path for path in framed if 'role="search"' not in pages[path]] == []


def test_what_appears_after_an_act_is_read_out():
    done = render_to_string("producers/elements/notice.html", {"text": "Fait", "kind": "done", "live": True})
    wrong = render_to_string("producers/elements/notice.html", {"text": "Non", "kind": "error", "live": True})
    assert 'role="status"' in done
    assert 'role="alert"' in wrong
    assert 'role="alert"' in render_to_string("producers/elements/errors.html", {"errors": ["Non"]})


def test_a_list_says_how_much_it_found(pages):
    assert re.search(r'<p class="quiet" role="status">', pages["shop/"])


def test_what_was_put_into_the_cart_is_said(db):
    rug, _ = two_makers()
    client = Client()
    form = {"variant": rug.pk, "quantity": "1"}
    page = client.post("/fr/cart/add/", form, follow=True).content.decode()
    assert re.search(r'class="notice notice-done" role="status"', page)


def test_scripts_send_nothing_by_a_choice_and_know_no_keys_gestures_or_motion():
    assert SCRIPTS
    for path in SCRIPTS:
        code = path.read_text("utf-8")
        for event in ("keypress", "keyup", "pointerdown", "mousedown", "touchstart", "touchmove", "dragstart",
                      "devicemotion", "deviceorientation"):  # fmt: skip
            assert f'"{event}"' not in code, (path, event)
        if path.name not in GOES_ON_WITH_A_PRESS:
            assert "requestSubmit" not in code, path
            assert not re.search(r"\.submit\(\)", code), path
        keys = re.findall(r'"keydown", \((\w+)\) => \{\n(.*?)\n', code)
        assert all("Arrow" in line for _, line in keys), path


def _light(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_light(one), _light(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_edges_of_fields_and_the_focus_stand_out():
    tokens = (ROOT / "producers/static/producers/css/tokens.css").read_text("utf-8")
    colours = dict(re.findall(r"--([\w-]+):\s*(#[0-9A-Fa-f]{6})", tokens))
    for ground in ("blanc", "chaux", "sable"):
        for edge in ("trait-fort", "majorelle", "majorelle-vif", "cochenille"):
            assert _contrast(colours[edge], colours[ground]) >= 3, (edge, ground)
    assert _contrast(colours["safran"], colours["nuit"]) >= 3
