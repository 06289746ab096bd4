"""The address of the list, dates of publication, and the place where words are found."""

import pytest

from home.library.domain.asked import Asked, read_asked
from home.library.domain.issued import is_issued, year_of
from home.library.domain.places import excerpt


def read(**values: str) -> Asked:
    return read_asked(values, {"weaving": ""}, {"fr": 1})


def test_what_does_not_exist_is_left_out():
    asked = read(q=" tapis\u202e ", kind="nope", subject="weaving", language="xx", year="20\u0662\u0664")
    assert asked == Asked(q="tapis", subject="weaving")
    assert asked.query() == "?q=tapis&subject=weaving"


def test_a_change_leads_to_the_first_page_and_one_list_has_one_address():
    asked = read(q="a", kind="work", page="3")
    assert asked.query(kind="") == "?q=a"
    assert asked.at_page(2) == "?q=a&kind=work&page=2"
    assert read().query() == ""


@pytest.mark.parametrize("page", ["0", "-1", "x", "\u0662", "1e3", "9" * 9, ""])
def test_a_page_that_cannot_be_is_refused(page):
    with pytest.raises(ValueError, match="page"):
        read(page=page)


@pytest.mark.parametrize(
    ("text", "year"),
    [("2024", 2024), ("2024-05", 2024), ("2024-02-29", 2024), ("2023-02-29", None), ("2024-13", None),
     ("24", None), ("0900", None), ("2024-5", None), ("\u0662\u0660\u0662\u0664", None), ("", None)],
)  # fmt: skip
def test_a_date_of_publication_is_a_year_a_month_or_a_day_that_exists(text, year):
    assert is_issued(text) is (year is not None)
    assert year_of(text) == year


def test_the_place_is_where_most_of_the_words_stand_together():
    text = "laine " + "mot " * 40 + "teindre la Laine à l'indigo " + "fin " * 40
    found = excerpt(text, {"laine", "indigo"})
    assert [piece.text for piece in found.pieces if piece.is_found] == ["Laine", "l'indigo"]
    assert found.has_more_before
    assert found.has_more_after


def test_arabic_is_found_with_and_without_marks():
    found = excerpt("تُصبغُ الصُّوف بالنيلة", {"الصوف"})
    assert [piece.text for piece in found.pieces if piece.is_found] == ["الصُّوف"]
    assert excerpt("rien ici", {"laine"}) is None
