"""Who may visit another's workshop as a peer: somebody who makes and sells too, and gains nothing by it."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

NOT_IN_RETURN = timedelta(days=365)
"""Who was visited by somebody does not visit her back for so long: a favour is no visit."""


class PeerFault(StrEnum):
    """Why somebody is no peer of somebody. The words are in ``producers.peer_words``."""

    HERSELF = "herself"
    NOT_A_MAKER = "not_a_maker"
    SAME_GROUP = "same_group"
    SAME_PEOPLE = "same_people"
    SAME_PHONE = "same_phone"
    IN_RETURN = "in_return"
    ALREADY_ASKED = "already_asked"
    OVER = "over"


class PeerError(ValueError):
    """She may not visit as a peer, or not any more."""

    def __init__(self, fault: PeerFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True)
class Workshop:
    """What is known of one side. Nobody writes down who lives with whom: a shared phone stands for it.

    ``groups`` are the cooperatives and groups that she is, or works in. ``visited_by`` holds makers who came
    to her, each with the last day.
    """

    organisation: int
    sells: bool
    groups: frozenset[int] = frozenset()
    people: frozenset[int] = frozenset()
    phones: frozenset[str] = frozenset()
    visited_by: tuple[tuple[int, date], ...] = ()


def why_no_peer(maker: Workshop, peer: Workshop, today: date) -> PeerFault | None:
    """Return why ``peer`` may not visit ``maker``, ``None`` when she may."""
    came = dict(peer.visited_by).get(maker.organisation)
    reasons = (
        (maker.organisation == peer.organisation, PeerFault.HERSELF),
        (not peer.sells, PeerFault.NOT_A_MAKER),
        (bool(maker.groups & peer.groups), PeerFault.SAME_GROUP),
        (bool(maker.people & peer.people), PeerFault.SAME_PEOPLE),
        (bool(maker.phones & peer.phones), PeerFault.SAME_PHONE),
        (came is not None and today - came < NOT_IN_RETURN, PeerFault.IN_RETURN),
    )
    return next((fault for is_so, fault in reasons if is_so), None)
