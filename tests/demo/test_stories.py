"""The demo's stories: eight, in three languages, about people who exist nowhere."""

import pytest

from storefront.demo.data import products, read

STORIES = read("stories.yaml")["stories"]
LANGUAGES = ("fr", "ar", "en")
FICTION = {
    "fr": ("démonstration", "imaginé"),
    "ar": ("للعرض", "العرض", "الخيال"),
    "en": ("demonstration", "made up", "imaginary"),
}


def test_there_are_eight_of_eight_different_makers():
    assert len({row["producer"] for row in STORIES}) == len({row["slug"] for row in STORIES}) == 8


@pytest.mark.parametrize("row", STORIES, ids=lambda row: row["slug"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_is_whole_in_each_language_and_says_that_it_is_made_up(row, lang):
    assert row["title"][lang]
    assert 20 <= len(row["summary"][lang]) <= 250
    assert len(row["before"][lang]) == len(row["after"][lang]) == 2
    assert all(isinstance(text, str) for text in (*row["before"][lang], *row["after"][lang]))
    assert len(row["quote"][lang]) <= 400
    assert any(word in row["after"][lang][-1] for word in FICTION[lang])


@pytest.mark.parametrize("row", STORIES, ids=lambda row: row["slug"])
def test_its_maker_makes_what_it_shows(row):
    makers = {offer["slug"]: offer["producer"] for offer in products()}
    keys = {one["slug"]: one["key"] for one in read("organisations.yaml")["organisations"]}
    assert {makers[slug] for slug in row["products"]} == {keys[row["producer"]]}
