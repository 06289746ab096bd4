"""What a person agreed to for one work, as heard in her language: the rule over every publication."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Protocol

from producers.domain.validity import Dated, holds

LONGEST_YEARS = 2


class Use(StrEnum):
    """What can be shown of a person, each on its own."""

    NAME = "name"
    FACE = "face"
    VOICE = "voice"
    PLACE = "place"
    STORY = "story"
    FIGURES = "figures"
    FEED = "feed"
    PRINT = "print"


class Lack(StrEnum):
    """Why a work may not be shown."""

    NOBODY_ASKED = "nobody_asked"
    NOT_LIVE = "not_live"
    USE_MISSING = "use_missing"
    CHILDS_FACE = "childs_face"


class Heard(Dated, Protocol):
    """One person's yes to some uses of one work."""

    @property
    def person(self) -> str:
        """Who said it."""

    @property
    def uses(self) -> frozenset[str]:
        """Values of ``Use``."""

    @property
    def is_child(self) -> bool:
        """Whether she is under age."""

    @property
    def heard_on(self) -> date:
        """The day on which she was asked."""


def last_day(heard_on: date) -> date:
    """Return the last day on which a yes can count: 24 months after it was heard."""
    year = heard_on.year + LONGEST_YEARS
    try:
        return heard_on.replace(year=year)
    except ValueError:  # the 29th of February
        return date(year, 2, 28)


def is_live(consent: Heard, on: date) -> bool:
    """Say whether a yes counts on a day: heard by then, not taken back, not past its end or 24 months."""
    in_time = consent.heard_on <= on <= last_day(consent.heard_on)
    return consent.valid_until is not None and in_time and holds(consent, on)


def why_not(consents: Iterable[Heard], uses: Iterable[str], on: date) -> Lack | None:
    """Return why a work with these uses may not be shown on a day, None when it may.

    Whoever was asked about the work is in it, and each of them has to agree to every use. A child's face is
    never shown, whoever agreed.
    """
    wanted, people = frozenset(uses), defaultdict(list)
    for consent in consents:
        people[consent.person].append(consent)
    if not people:
        return Lack.NOBODY_ASKED
    for rows in people.values():
        live = [row for row in rows if is_live(row, on)]
        if not live:
            return Lack.NOT_LIVE
        if Use.FACE in wanted and any(row.is_child for row in rows):
            return Lack.CHILDS_FACE
        if not wanted <= frozenset().union(*(row.uses for row in live)):
            return Lack.USE_MISSING
    return None


def may_publish(consents: Iterable[Heard], uses: Iterable[str], on: date) -> bool:
    """Say whether a work with these uses may be shown on a day."""
    return why_not(consents, uses, on) is None
