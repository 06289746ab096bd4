"""Invoices as values: parts that add up, numbers, dates, company numbers."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.domain.invoices import (
    ClockBackError,
    Content,
    Line,
    OverReducedError,
    PaperKind,
    Reduction,
    company_id,
    everything,
    from_data,
    issue_date,
    left_of,
    paper_number,
    split,
    to_data,
)
from shop.domain.money import percent_within


def a_line(key=1, quantity=3, gross=30000, rate="20", **fields):
    tax = percent_within(gross, Decimal(rate))
    return Line(key=key, name={"fr": "Tapis"}, quantity=quantity, gross=gross, tax=tax, rate=rate, **fields)


SALE = Content("MAD", (a_line(1), a_line(2, 1, 999, "0", reason="small_maker")), 4000, 500, 100)


def test_totals_and_taxes_add_up():
    assert SALE.total == 30000 + 999 + 4000 + 500 - 100
    assert SALE.tax == 5000
    groups = SALE.taxes()
    assert sum(group.net for group in groups) == SALE.net
    assert sum(group.tax for group in groups) == SALE.tax
    assert {group.reason for group in groups} == {"", "small_maker", "passed_on"}


def test_taking_everything_leaves_nothing():
    left, taken = split(SALE, everything(SALE))
    assert left.is_empty
    assert taken == SALE


@pytest.mark.parametrize(
    "off",
    [
        Reduction({1: (4, 0)}),
        Reduction({1: (0, 30001)}),
        Reduction({3: (1, 1)}),
        Reduction(delivery=4001),
        Reduction(duties=501),
        Reduction(discount=101),
    ],
)
def test_no_more_is_taken_off_than_there_is(off):
    with pytest.raises(OverReducedError):
        split(SALE, off)


def test_nothing_negative_is_taken_off():
    with pytest.raises(ValueError, match="negative"):
        Reduction({1: (1, -1)})


@given(
    gross=st.integers(0, 10**9),
    rate=st.sampled_from(["0", "7", "10", "14", "20", "5.5"]),
    cuts=st.lists(st.integers(0, 10**9), max_size=5),
)
def test_however_it_is_taken_off_the_papers_add_up_to_the_sale(gross, rate, cuts):
    whole = Content("MAD", (a_line(1, 5, gross, rate),))
    left, taken = whole, []
    for cut in cuts:
        part = min(cut, left.lines[0].gross if left.lines else 0)
        left, off = split(left, Reduction({1: (0, part)}) if left.lines else Reduction())
        taken.append(off)
    left, off = split(left, everything(left))
    taken.append(off)
    assert left.is_empty
    assert sum(each.total for each in taken) == whole.total
    assert sum(each.tax for each in taken) == whole.tax
    assert all(line.tax >= 0 and line.net >= 0 for each in taken for line in each.lines)


def test_what_is_left_is_the_same_in_one_step_or_in_two():
    one = Reduction({1: (1, 10000)}, delivery=1000)
    two = Reduction({1: (1, 10000)}, delivery=3000)
    both = Reduction({1: (2, 20000)}, delivery=4000)
    assert left_of(SALE, [one, two]) == left_of(SALE, [both])


def test_a_sale_is_kept_as_plain_data():
    assert from_data(to_data(SALE)) == SALE


def test_numbers_name_paper_issuer_and_year():
    assert paper_number(PaperKind.INVOICE, 12, 2026, 7) == "F-12-2026-00007"
    assert paper_number(PaperKind.CREDIT_NOTE, 12, 2026, 100000) == "A-12-2026-100000"


def test_days_rise_with_numbers():
    today = date(2026, 12, 31)
    assert issue_date(today, None) == today
    assert issue_date(today, date(2026, 12, 30)) == today
    assert issue_date(today, date(2027, 1, 1)) == date(2027, 1, 1)
    with pytest.raises(ClockBackError):
        issue_date(today, date(2027, 1, 2))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("001561191000066", "001561191000066"),
        ("0015 6119 1000 066", "001561191000066"),
        ("001561191000067", ""),
        ("DEMO-00012", ""),
        ("", ""),
        ("١٢٣", ""),
    ],
)
def test_a_company_number_is_checked(written, read):
    assert company_id(written) == read
