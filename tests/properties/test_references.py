from hypothesis import given
from hypothesis import strategies as st
from stdnum import iso11649

from shop.domain.numbers import new_order_number
from shop.domain.references import grouped, is_payment_reference, payment_reference, read_reference

numbers = st.integers(0, 899_999_999).map(lambda drawn: new_order_number(lambda _: drawn))
attempts = st.integers(1, 99)


@given(numbers, attempts)
def test_a_reference_is_what_banks_take_for_one(number, attempt):
    assert iso11649.is_valid(payment_reference(number, attempt))


@given(numbers, attempts)
def test_a_reference_typed_as_it_is_read_aloud_is_understood(number, attempt):
    reference = payment_reference(number, attempt)
    assert read_reference(f" {grouped(reference).lower()}.") == reference


@given(numbers, st.integers(2, 13), st.integers(1, 9))
def test_one_wrong_digit_is_caught(number, place, difference):
    good = payment_reference(number)
    wrong = good[:place] + str((int(good[place]) + difference) % 10) + good[place + 1 :]
    assert not is_payment_reference(wrong)


@given(numbers, st.integers(4, 12))
def test_two_digits_swapped_are_caught(number, place):
    good = payment_reference(number)
    swapped = good[:place] + good[place + 1] + good[place] + good[place + 2 :]
    assert swapped == good or not is_payment_reference(swapped)


@given(numbers, attempts, attempts)
def test_each_attempt_has_its_own_reference(number, one, other):
    assert (payment_reference(number, one) == payment_reference(number, other)) == (one == other)


@given(st.text(max_size=80))
def test_whatever_is_typed_never_fails(typed):
    found = read_reference(typed)
    assert found is None or is_payment_reference(found)
