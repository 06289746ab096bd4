"""A total without a source is refused, and a file is taken whole or not at all."""

from decimal import Decimal

import pytest

from home.impact.domain.statements import StatementError, read_statements

HEAD = "figure,what_fr,what_ar,value,from_year,until_year,stated_by,source,source_url,stated_on\n"
GOOD = "makers,Personnes,أشخاص,6500,2005,2010,Un centre,Le Journal,https://example.org/,2010-05-01\n"


def read(text: str):
    return read_statements(HEAD + text, frozenset({"makers"}))


def test_a_row_says_all_of_a_statement():
    (one,) = read(GOOD)
    assert one.what == {"fr": "Personnes", "ar": "أشخاص"}
    assert (one.value, one.from_year, one.until_year, one.source) == (Decimal(6500), 2005, 2010, "Le Journal")


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (",Personnes,,6500,,,Un centre,,,\n", "source"),
        (",Personnes,,6500,,,Un centre,   ,,\n", "source"),
        (",,,6500,,,Un centre,Le Journal,,\n", "what"),
        (",Personnes,,beaucoup,,,,Le Journal,,\n", "value"),
        (",Personnes,,NaN,,,,Le Journal,,\n", "value"),
        (",Personnes,,-3,,,,Le Journal,,\n", "value"),
        (",Personnes,,1,2012,2010,,Le Journal,,\n", "years"),
        (",Personnes,,1,٢٠١٠,,,Le Journal,,\n", "years"),
        (",Personnes,,1,,,,Le Journal,,demain\n", "date"),
        ("nothing,Personnes,,1,,,,Le Journal,,\n", "figure"),
        ("", "empty"),
    ],
)
def test_a_row_that_says_too_little_is_refused_with_its_line(row, code):
    with pytest.raises(StatementError) as refused:
        read(GOOD + row if row else "")
    assert (refused.value.code, refused.value.line) == (code, 3 if row else 0)


def test_a_file_of_other_columns_is_refused():
    with pytest.raises(StatementError, match="columns"):
        read_statements("a,b\n1,2\n", frozenset())
