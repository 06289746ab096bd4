"""One formula: nobody is promised more than there is, and nobody blocks herself."""

from hypothesis import given
from hypothesis import strategies as st

from shop.domain.availability import OfferState, Shortage, available, offer_state, short_lines

pieces = st.integers(0, 1000)


@given(pieces, pieces, pieces, pieces)
def test_what_is_available_is_never_negative_nor_more_than_there_is(on_hand, allocated, cap, held):
    left = available(on_hand, allocated, cap, held)
    assert 0 <= left <= on_hand + cap
    assert left == 0 or allocated + held + left == on_hand + cap


@given(pieces, pieces, pieces, pieces)
def test_selling_all_that_is_available_leaves_nothing(on_hand, allocated, cap, held):
    left = available(on_hand, allocated, cap, held)
    assert available(on_hand, allocated + left, cap, held) == 0


@given(st.dictionaries(st.integers(1, 9), st.integers(1, 9)), st.dictionaries(st.integers(1, 9), pieces))
def test_every_short_line_is_named_and_no_other(wanted, there):
    short = short_lines(wanted, there)
    assert {each.variant for each in short} == {key for key in wanted if wanted[key] > there.get(key, 0)}
    assert list(short) == sorted(short)


@given(pieces, pieces, pieces, pieces, st.booleans(), st.booleans())
def test_an_offer_can_be_bought_exactly_when_something_is_available(
    on_hand, allocated, cap, held, is_made_to_order, is_one_of_a_kind
):
    state = offer_state(
        on_hand=on_hand,
        allocated=allocated,
        cap=cap,
        held_by_others=held,
        is_made_to_order=is_made_to_order,
        is_one_of_a_kind=is_one_of_a_kind,
    )
    assert state.is_buyable is bool(available(on_hand, allocated, cap, held))


def test_short_lines_say_how_many_there_are():
    assert short_lines({5: 3, 2: 1, 9: 2}, {5: 1, 9: 2}) == (Shortage(2, 1, 0), Shortage(5, 3, 1))


def test_the_last_piece_sold_is_sold_and_stays_so():
    assert offer_state(on_hand=1, allocated=1, is_one_of_a_kind=True) is OfferState.SOLD
    assert offer_state(on_hand=0, is_one_of_a_kind=True) is OfferState.SOLD


def test_a_piece_in_anothers_basket_is_not_sold_yet():
    held = offer_state(on_hand=1, held_by_others=1, is_one_of_a_kind=True)
    assert held is OfferState.OUT_OF_STOCK


def test_made_to_order_is_never_out_of_stock_below_its_cap():
    assert offer_state(cap=2, allocated=1, is_made_to_order=True) is OfferState.MADE_TO_ORDER
    assert offer_state(cap=2, allocated=2, is_made_to_order=True) is OfferState.OUT_OF_STOCK
    assert offer_state(on_hand=1, cap=2, is_made_to_order=True) is OfferState.IN_STOCK


def test_a_closed_offer_is_closed_and_a_request_is_asked_for():
    assert offer_state(on_hand=5, is_closed=True) is OfferState.CLOSED
    assert offer_state(is_on_request=True) is OfferState.ON_REQUEST
