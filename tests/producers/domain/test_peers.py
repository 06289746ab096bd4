"""Who may visit whom as a peer."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from producers.domain.peers import PeerFault, Workshop, why_no_peer
from producers.peer_words import WHY

TODAY = date(2026, 6, 1)
sides = st.builds(
    Workshop,
    organisation=st.integers(1, 4),
    sells=st.booleans(),
    groups=st.frozensets(st.integers(1, 4), max_size=2),
    people=st.frozensets(st.integers(1, 4), max_size=2),
    phones=st.frozensets(st.sampled_from(["+1", "+2"]), max_size=2),
    visited_by=st.lists(st.tuples(st.integers(1, 4), st.dates(date(2025, 1, 1), TODAY)), max_size=2).map(
        tuple
    ),
)


@given(sides, sides)
def test_a_peer_sells_and_shares_nothing_with_whom_she_visits(maker, peer):
    may = why_no_peer(maker, peer, TODAY) is None
    came = dict(peer.visited_by).get(maker.organisation)
    apart = not (maker.groups & peer.groups or maker.people & peer.people or maker.phones & peer.phones)
    is_favour = came is not None and (TODAY - came).days < 365
    assert may is (maker.organisation != peer.organisation and peer.sells and apart and not is_favour)


def test_every_reason_has_words():
    assert set(WHY) == set(PeerFault)
