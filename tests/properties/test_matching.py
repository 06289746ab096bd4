"""Which order money is for: more evidence never makes less sure, and nothing is sure by a hair."""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from shop.domain.matching import (
    AUTOMATIC,
    Candidate,
    Movement,
    best_match,
    confidence,
    likeness,
    references_in,
)
from shop.domain.references import grouped, payment_reference

numbers = st.integers(10**9, 10**10 - 1).map(str)
amounts = st.integers(1, 10**7)
names = st.sampled_from(["Salma Bennani", "AMINA EL FASSI", "Ito n'Aït Hdidou", "", "M. Bennani"])
texts = st.text(max_size=60)


@st.composite
def candidates(draw):
    number = draw(numbers)
    return Candidate(
        payment=draw(st.integers(1, 50)),
        reference=payment_reference(number),
        number=f"{number[:3]}-{number[3:6]}-{number[6:]}",
        open=draw(amounts),
        currency=draw(st.sampled_from(["MAD", "EUR"])),
        name=draw(names),
    )


@given(candidates(), amounts, texts, names)
def test_more_evidence_never_makes_less_sure(candidate, amount, text, name):
    movement = Movement(amount, candidate.currency, name, text)
    sure = confidence(movement, candidate)
    assert 0 <= sure <= 100
    with_reference = replace(movement, text=f"{text} {candidate.reference}")
    with_amount = replace(movement, amount=candidate.open)
    with_name = replace(movement, name=candidate.name or name)
    assert all(confidence(more, candidate) >= sure for more in (with_reference, with_amount, with_name))


@given(candidates(), texts, names)
def test_the_reference_and_the_amount_are_enough_however_it_is_spaced(candidate, text, name):
    for said in (candidate.reference, grouped(candidate.reference), candidate.reference.lower()):
        movement = Movement(candidate.open, candidate.currency, name, f"VIR {said} {text}")
        match = best_match(movement, [candidate])
        assert match.is_automatic
        assert match.payment == candidate.payment


@given(candidates(), amounts, texts, names)
def test_money_that_left_or_in_another_currency_is_for_nobody(candidate, amount, text, name):
    said = f"{text} {candidate.reference}"
    other = "EUR" if candidate.currency == "MAD" else "MAD"
    assert confidence(Movement(-amount, candidate.currency, name, said), candidate) == 0
    assert confidence(Movement(amount, other, name, said), candidate) == 0


@given(st.lists(candidates(), min_size=1, max_size=6), amounts, texts, names)
def test_without_a_reference_or_number_nothing_is_automatic(rows, amount, text, name):
    assume(not any(each.number.replace("-", "") in "".join(filter(str.isalnum, text)) for each in rows))
    assume(not references_in(text))
    match = best_match(Movement(amount, rows[0].currency, name, text), rows)
    assert match is None or not match.is_automatic


@given(st.lists(candidates(), max_size=6), amounts, texts, names)
def test_the_order_of_the_candidates_does_not_matter(rows, amount, text, name):
    movement = Movement(amount, "MAD", name, text)
    assert best_match(movement, rows) == best_match(movement, rows[::-1])


@given(candidates(), names)
def test_two_that_fit_alike_are_for_a_person(candidate, name):
    twin = replace(candidate, payment=candidate.payment + 1)
    movement = Movement(candidate.open, candidate.currency, name, candidate.reference)
    match = best_match(movement, [candidate, twin])
    assert match.confidence >= AUTOMATIC
    assert not match.is_automatic


@given(numbers, texts, texts)
def test_a_reference_is_found_in_any_text(number, before, after):
    reference = payment_reference(number)
    assume(not references_in(before + after))
    assert reference in references_in(f"{before}.{grouped(reference)}.{after}")


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("BENNANI SALMA", "Salma Bennani", 100),
        ("Mme BENNANI", "Salma Bennani", 50),
        ("", "x y", 0),
        ("A", "A", 0),
    ],
)
def test_names_are_alike_word_by_word(one, other, alike):
    assert likeness(one, other) == alike
