"""Order numbers are read aloud, mistyped, and give nothing away."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.domain.numbers import (
    is_order_number,
    new_order_number,
    normalise_order_number,
    order_number_of,
    part_number,
)

numbers = st.integers(0, 2**32).map(lambda seed: new_order_number(random.Random(seed).randrange))


@given(numbers)
def test_a_new_number_is_one_and_is_itself_when_typed_back(number):
    assert is_order_number(number)
    assert normalise_order_number(number) == number


@given(numbers, st.integers(0, 9), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(number, place, off):
    plain = number.replace("-", "")
    wrong = plain[:place] + str((int(plain[place]) + off) % 10) + plain[place + 1 :]
    assert normalise_order_number(wrong) is None


@given(numbers, st.integers(0, 8))
def test_two_swapped_neighbours_are_noticed(number, place):
    plain = number.replace("-", "")
    swapped = plain[:place] + plain[place + 1] + plain[place] + plain[place + 2 :]
    assert swapped == plain or normalise_order_number(swapped) is None


@given(numbers)
def test_people_type_it_in_many_ways(number):
    plain = number.replace("-", "")
    arabic = plain.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    for typed in (plain, f" {number} ", f"#{plain}", f"N° {number}", number.replace("-", " "), arabic):
        assert normalise_order_number(typed) == number
    assert normalise_order_number(f"رقم {arabic}") == number


@given(st.text(max_size=80))
def test_any_text_gets_an_answer(text):
    found = normalise_order_number(text)
    assert found is None or is_order_number(found)


@pytest.mark.parametrize(
    "text", ["", "1", "012-345-6789", "482-917-365", "ABC-DEF-GHIJ", "9" * 5000, "²" * 10]
)
def test_what_is_no_order_number(text):
    assert not is_order_number(text)
    assert normalise_order_number(text) is None


def test_two_numbers_in_a_row_say_nothing_about_how_many_there_are():
    drawn = [int(new_order_number().replace("-", "")) for _ in range(200)]
    assert len(set(drawn)) == 200
    assert drawn != sorted(drawn)


@given(numbers, st.integers(1, 9999))
def test_a_parts_number_leads_back_to_its_order(number, position):
    assert order_number_of(part_number(number, position)) == number


def test_positions_count_from_one():
    with pytest.raises(ValueError, match="from 1"):
        part_number("482-917-3651", 0)


def test_a_made_up_part_leads_nowhere():
    assert order_number_of("482-917-3650-1") is None
    assert order_number_of("-1") is None
