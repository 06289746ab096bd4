"""The demo's legal texts: whole in three languages, marked as a demonstration, and true to the rules."""

import re
from datetime import date

import pytest

from tests.demo.content import LANGUAGES, ROOT, load

LEGAL = {"accessibility", "privacy", "seller", "terms"}
EXPLAINING = {"about", "contact", "delivery", "help", "returns"}
TEXTS = {
    path.stem: load(f"{folder}/{path.name}")
    for folder in ("legal", "pages")
    for path in sorted((ROOT / folder).glob("*.yaml"))
    if path.stem in LEGAL | EXPLAINING
}
EACH = [pytest.param(TEXTS[slug], lang, id=f"{slug}-{lang}") for slug in TEXTS for lang in LANGUAGES]
DEMONSTRATION = {"fr": "démonstration", "ar": "عرض", "en": "emonstration"}
ARABIC = re.compile(r"[\u0621-\u064a]")


def lines(text: dict, lang: str) -> list[str]:
    return [line for line in text["body"][lang].splitlines() if line.strip()]


def kind(line: str) -> str:
    return line[:2] if line[:2] in ("# ", "- ") else "paragraph"


def test_every_page_that_the_shop_needs_is_there():
    assert set(TEXTS) == LEGAL | EXPLAINING
    assert all(text["slug"] == slug for slug, text in TEXTS.items())
    for slug in LEGAL:
        text = TEXTS[slug]
        assert text["kind"] == slug
        assert isinstance(text["version"], str)
        assert isinstance(text["effective_from"], date)
    assert [slug for slug, text in TEXTS.items() if text.get("is_accepted_by_buyers")] == ["terms"]


@pytest.mark.parametrize(("text", "lang"), EACH)
def test_a_text_says_first_that_it_is_a_demonstration(text: dict, lang: str):
    first = lines(text, lang)[0]
    assert kind(first) == "paragraph"
    assert DEMONSTRATION[lang] in first
    assert text["title"][lang]


@pytest.mark.parametrize("slug", ["terms", "privacy"])
def test_the_binding_texts_ask_for_a_lawyer(slug: str):
    assert "juriste" in TEXTS[slug]["body"]["fr"]
    assert "lawyer" in TEXTS[slug]["body"]["en"]
    assert "القانون" in TEXTS[slug]["body"]["ar"]


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_the_languages_have_the_same_sections_and_items(text: dict):
    shapes = [[kind(line) for line in lines(text, lang)] for lang in LANGUAGES]
    assert shapes[0] == shapes[1] == shapes[2]


@pytest.mark.parametrize(("text", "lang"), EACH)
def test_each_text_is_in_its_script(text: dict, lang: str):
    assert bool(ARABIC.search(text["body"][lang])) == (lang == "ar")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_terms_and_the_returns_give_the_lawful_times(lang: str):
    for slug, numbers in {"terms": {7, 14, 30}, "returns": {7, 14, 15, 30}, "delivery": {30}}.items():
        found = {int(number) for number in re.findall(r"\d+", TEXTS[slug]["body"][lang])}
        assert numbers <= found


@pytest.mark.parametrize("lang", LANGUAGES)
def test_contacts_are_the_safe_demo_ones(lang: str):
    for text in TEXTS.values():
        assert set(re.findall(r"[\w.]+@[\w.]+\w", text["body"][lang])) <= {"contact@demo.test"}
        assert set(re.findall(r"0\d(?: \d\d){4}", text["body"][lang])) <= {"05 59 00 00 10"}
