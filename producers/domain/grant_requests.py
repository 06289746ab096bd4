"""How a grant comes about: she asks, she confirms with her own code, the Centre calls her back.

Nothing counts before the call: a card, a phone or a code in an agent's hands is not her word.
"""

from enum import StrEnum


class RequestStatus(StrEnum):
    """How far a request is."""

    ASKED = "asked"
    CONFIRMED = "confirmed"
    """By her: with a code that went to her phone, or at her own door."""
    GIVEN = "given"
    """She was called back and said yes: now its grants count."""
    REFUSED = "refused"


OPEN: frozenset[RequestStatus] = frozenset({RequestStatus.ASKED, RequestStatus.CONFIRMED})
MOVES: dict[RequestStatus, frozenset[RequestStatus]] = {
    RequestStatus.ASKED: frozenset({RequestStatus.CONFIRMED, RequestStatus.REFUSED}),
    RequestStatus.CONFIRMED: frozenset({RequestStatus.GIVEN, RequestStatus.REFUSED}),
    RequestStatus.GIVEN: frozenset(),
    RequestStatus.REFUSED: frozenset(),
}


class GrantWhy(StrEnum):
    """Why something about a grant was refused."""

    NOT_AN_ASSOCIATION = "not_an_association"
    NOTHING_ASKED = "nothing_asked"
    ALREADY_ASKED = "already_asked"
    NOT_OPEN = "not_open"
    NOT_CONFIRMED = "not_confirmed"
    NO_PHONE = "no_phone"
    WRONG_CODE = "wrong_code"
    NO_MORE_TRIES = "no_more_tries"
    NOT_HERSELF = "not_herself"
    NOT_BY_A_PERSON = "not_by_a_person"
    INVOLVED = "involved"
    """Who calls back may neither have asked nor belong to whom it is for."""
    REASON_NEEDED = "reason_needed"


class GrantRefusedError(Exception):
    """Refused, for a reason that the screens put into words."""

    def __init__(self, why: GrantWhy) -> None:
        super().__init__(why.value)
        self.why = why


def may_move(old: RequestStatus, new: RequestStatus) -> bool:
    """Say whether a request may go from one state to another."""
    return new in MOVES[old]
