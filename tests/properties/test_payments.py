"""Notices shuffled, doubled and replayed end in the same sums."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.domain.payments import EventKind, EventState, PaymentEvent, Sums, sums
from shop.domain.states import PaymentStatus

events = st.builds(
    PaymentEvent,
    kind=st.sampled_from(EventKind),
    state=st.sampled_from(EventState),
    amount=st.integers(0, 10**7),
    event_id=st.sampled_from(["", "e1", "e2", "e3", "e4", "e5"]),
    reference=st.sampled_from(["", "r1", "r2"]),
)


@given(st.lists(events, max_size=12).flatmap(lambda some: st.tuples(st.just(some), st.permutations(some))))
def test_the_order_of_arrival_does_not_matter(arrivals):
    first, second = arrivals
    assert sums(first) == sums(second)


@given(st.lists(events, max_size=12), st.data())
def test_a_replayed_notice_changes_nothing(some, data):
    known = [event for event in some if event.event_id]
    again = data.draw(st.lists(st.sampled_from(known), max_size=6)) if known else []
    assert sums([*some, *again]) == sums(some)


def notice(kind, outcome, amount, event_id, reference="charge-1"):
    return PaymentEvent(EventKind(kind), EventState(outcome), amount, event_id, reference)


STORY = [
    notice("charge", "requested", 5000, "a"),
    notice("charge", "failed", 5000, "b"),
    notice("charge", "succeeded", 5000, "c"),
    notice("refund", "requested", 2000, "d", "refund-1"),
    notice("refund", "succeeded", 2000, "e", "refund-1"),
]


def test_five_notices_in_any_order_each_doubled_end_alike():
    for order in permutations(STORY):
        found = sums([*order, *order])
        assert (found.charged, found.refunded, found.kept) == (5000, 2000, 3000)
        assert found.status is PaymentStatus.CONFIRMED


def test_two_notices_of_one_charge_count_once():
    assert sums([STORY[2], notice("charge", "succeeded", 5000, "z")]).charged == 5000


def test_two_charges_count_twice():
    assert sums([STORY[2], notice("charge", "succeeded", 5000, "z", "charge-2")]).charged == 10000


def test_a_refund_that_the_bank_returned_is_not_refunded():
    found = sums([STORY[2], STORY[4], notice("refund", "failed", 2000, "f", "refund-1")])
    assert (found.refunded, found.refundable) == (0, 5000)


def test_a_refund_under_way_cannot_be_sent_again():
    found = sums([STORY[2], STORY[3]])
    assert (found.pending_refund, found.refundable) == (2000, 3000)


def test_without_references_an_answer_settles_what_was_requested():
    bare = [
        notice("charge", "requested", 5000, "a", ""),
        notice("charge", "succeeded", 5000, "b", ""),
        notice("refund", "requested", 2000, "c", ""),
    ]
    found = sums(bare)
    assert (found.pending_charge, found.pending_refund, found.refundable) == (0, 2000, 3000)
    found = sums([*bare, notice("refund", "succeeded", 2000, "d", "")])
    assert (found.pending_refund, found.refundable) == (0, 3000)


def test_a_disputed_charge_is_not_kept():
    assert sums([STORY[2], notice("dispute", "succeeded", 5000, "g", "dispute-1")]).refundable == 0


@pytest.mark.parametrize(
    ("some", "status"),
    [
        ([], PaymentStatus.CREATED),
        (STORY[:1], PaymentStatus.PENDING),
        (STORY[:2], PaymentStatus.FAILED),
        ([notice("authorise", "succeeded", 5000, "h")], PaymentStatus.PENDING),
        ([notice("authorise", "requested", 5000, "h")], PaymentStatus.PENDING),
        ([STORY[0], notice("cancel", "succeeded", 0, "i")], PaymentStatus.CANCELLED),
        ([STORY[2], notice("cancel", "succeeded", 0, "i")], PaymentStatus.CONFIRMED),
    ],
)
def test_the_state_is_read_from_the_events(some, status):
    assert sums(some).status is status


def test_nothing_happened_yet():
    assert sums([]) == Sums()
