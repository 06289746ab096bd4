"""Every pair of states, generated from the tables."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.domain.progress import Overall, StepState, overall, timeline
from shop.domain.states import (
    MOVES,
    EnquiryStatus,
    IllegalMoveError,
    OrderStatus,
    PartStatus,
    PaymentStatus,
    ServiceStatus,
    check_move,
    is_final,
    may_come_from,
    may_move,
    service_status,
)

PAIRS = [pair for kind in MOVES for pair in product(kind, kind)]
statuses = st.lists(st.sampled_from(PartStatus), min_size=1, max_size=8)


@pytest.mark.parametrize(("old", "new"), PAIRS, ids=lambda state: f"{type(state).__name__}.{state}")
def test_a_pair_is_a_move_exactly_when_the_table_says_so(old, new):
    legal = new in MOVES[type(old)][old]
    assert may_move(old, new) is legal
    assert (old in may_come_from(new)) is legal
    if legal:
        check_move(old, new)
    else:
        with pytest.raises(IllegalMoveError, match=f"{old.value} cannot become {new.value}"):
            check_move(old, new)


@pytest.mark.parametrize("kind", list(MOVES))
def test_no_state_follows_itself_and_each_has_a_row(kind):
    assert set(MOVES[kind]) == set(kind)
    assert not any(may_move(state, state) for state in kind)


@pytest.mark.parametrize("kind", list(MOVES))
def test_every_state_can_be_reached_from_the_first(kind):
    first = next(iter(kind))
    reached, edge = {first}, {first}
    while edge:
        edge = {new for old in edge for new in MOVES[kind][old]} - reached
        reached |= edge
    assert reached == set(kind)


def test_kinds_never_mix():
    assert not may_move(OrderStatus.DRAFT, PartStatus.PLACED)
    assert not may_move(OrderStatus.DRAFT, PaymentStatus.CANCELLED)


@pytest.mark.parametrize(
    ("state", "final"),
    [
        (OrderStatus.EXPIRED, True),
        (OrderStatus.CANCELLED, True),
        (OrderStatus.PLACED, False),
        (PartStatus.DECLINED, True),
        (PartStatus.RETURNED, True),
        (PaymentStatus.CONFIRMED, True),
        (PaymentStatus.FAILED, False),
        (EnquiryStatus.CLOSED, True),
        (ServiceStatus.DONE, True),
    ],
)
def test_what_is_final(state, final):
    assert is_final(state) is final


def test_money_that_arrives_after_a_failure_is_still_money():
    assert may_come_from(PaymentStatus.CONFIRMED) == set(PaymentStatus) - {PaymentStatus.CONFIRMED}


def test_what_was_sent_is_no_longer_cancelled():
    assert not may_move(PartStatus.SHIPPED, PartStatus.CANCELLED)


@given(statuses)
def test_a_whole_order_has_one_word_whatever_the_order_of_its_parts(parts):
    assert overall(parts) is overall(sorted(parts)) is overall(parts[::-1])


@given(statuses)
def test_dropped_parts_do_not_count_beside_live_ones(parts):
    live = [part for part in parts if part not in (PartStatus.DECLINED, PartStatus.CANCELLED)]
    assert overall(parts) is (overall(live) if live else Overall.CANCELLED)


@pytest.mark.parametrize(
    ("parts", "word"),
    [
        ("waiting", "waiting"),
        ("placed placed", "placed"),
        ("placed accepted", "in_progress"),
        ("packed making", "in_progress"),
        ("shipped making", "partly_shipped"),
        ("shipped shipped", "shipped"),
        ("partly_shipped", "partly_shipped"),
        ("shipped delivered", "partly_delivered"),
        ("delivered making", "partly_delivered"),
        ("delivered cancelled", "delivered"),
        ("delivered returned", "delivered"),
        ("returned declined", "returned"),
        ("declined cancelled", "cancelled"),
    ],
)
def test_the_word_for_a_whole_order(parts, word):
    assert overall(PartStatus(part) for part in parts.split()) is Overall(word)


def test_an_order_without_parts_has_no_word():
    with pytest.raises(ValueError, match="at least one part"):
        overall([])


@given(
    st.sampled_from(PartStatus),
    st.dictionaries(st.sampled_from(["placed", "accepted", "shipped", "paid"]), st.dates()),
    st.booleans(),
    st.booleans(),
)
def test_a_timeline_has_one_current_bead_and_never_turns_back(status, days, is_service, is_made_to_order):
    steps = timeline(status, days, is_service=is_service, is_made_to_order=is_made_to_order)
    states = [step.state for step in steps]
    assert states.count(StepState.CURRENT) == 1
    assert states == sorted(states, key=[StepState.DONE, StepState.CURRENT, StepState.AHEAD].index)


def test_the_last_bead_is_that_she_has_been_paid():
    day = date(2026, 11, 26)
    steps = timeline(PartStatus.DELIVERED, {"delivered": day, "paid": day})
    assert steps[-1].code == "paid"
    assert steps[-1].state is StepState.CURRENT
    assert steps[-1].when == day
    unpaid = timeline(PartStatus.DELIVERED, {"delivered": day})
    assert unpaid[-1].state is StepState.AHEAD


def test_an_unpaid_part_begins_with_waiting_for_the_money():
    first, second, *_ = timeline(PartStatus.WAITING)
    assert (first.code, first.state) == ("waiting", StepState.CURRENT)
    assert (second.code, second.state) == ("placed", StepState.AHEAD)


def test_a_stopped_part_shows_what_had_happened_and_its_end():
    days = {"placed": date(2026, 11, 20), "declined": date(2026, 11, 21)}
    assert [step.code for step in timeline(PartStatus.DECLINED, days)] == ["placed", "declined"]


@pytest.mark.parametrize(
    ("producer", "buyer", "status"),
    [
        (False, False, "ahead"),
        (True, False, "said_by_producer"),
        (False, True, "said_by_buyer"),
        (True, True, "done"),
    ],
)
def test_a_service_is_done_when_both_sides_say_so(producer, buyer, status):
    assert service_status(by_producer=producer, by_buyer=buyer) is ServiceStatus(status)
