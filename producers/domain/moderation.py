"""What a producer sends to be checked: states, reasons for sending it back, and what a checker compares.

Plain values. Words and pictures for the reasons stand in ``producers/reason_words.py``.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from producers.domain.shown import PictureShown


class SubmissionState(StrEnum):
    """How far a change has come. Only what waits can still become something else."""

    WAITING = "waiting"
    APPROVED = "approved"
    SENT_BACK = "sent_back"
    WITHDRAWN = "withdrawn"


MOVES: Mapping[SubmissionState, frozenset[SubmissionState]] = {
    SubmissionState.WAITING: frozenset(SubmissionState) - {SubmissionState.WAITING},
    SubmissionState.APPROVED: frozenset(),
    SubmissionState.SENT_BACK: frozenset(),
    SubmissionState.WITHDRAWN: frozenset(),
}


class Reason(StrEnum):
    """Why a change goes back. Each has a picture and few words, so that it is understood without reading."""

    TOO_DARK = "too_dark"
    BLURRED = "blurred"
    NOT_WHOLE = "not_whole"
    NOT_HERS = "not_hers"
    PRICE_MISSING = "price_missing"
    SIZE_MISSING = "size_missing"
    WORDS_UNCLEAR = "words_unclear"
    SOUND_UNCLEAR = "sound_unclear"
    NO_CONSENT = "no_consent"
    NEEDS_PROOF = "needs_proof"
    ASK_ME = "ask_me"


class SubmissionError(ValueError):
    """A change cannot be sent or decided."""


class DecidedError(SubmissionError):
    """Somebody has decided, or she has taken it back."""


class SuspendedError(SubmissionError):
    """Its producer is suspended: nothing of hers is sent or published."""


class NoReasonError(SubmissionError):
    """Nothing goes back without a reason that she can understand."""


class ChangedMeanwhileError(SubmissionError):
    """What was looked at is not what waits now, or what buyers see has changed since."""


@dataclass(frozen=True)
class Seen:
    """What a checker had before her: the revision that waits and the one that buyers see, by key."""

    revision: int | None
    live: int | None


def may_become(old: str, new: SubmissionState) -> bool:
    """Say whether a change in the state ``old`` may become ``new``."""
    return new in MOVES[SubmissionState(old)]


def known_reasons(codes: Iterable[str]) -> list[str]:
    """Return the codes once each, in the order of ``Reason``. Raises ``ValueError`` for an unknown one."""
    given = {Reason(code) for code in codes}
    return [reason.value for reason in Reason if reason in given]


WordKey = tuple[str, str]
"""A field and a language: where words stand in a thing."""


@dataclass(frozen=True)
class Word:
    """A text of a thing in one language. ``state`` is own, suggested, reviewed, or empty where unknown."""

    field: str
    label: str
    language: str
    text: str
    is_long: bool = False
    state: str = ""

    @property
    def key(self) -> WordKey:
        """Where it stands."""
        return self.field, self.language


@dataclass(frozen=True)
class Fact:
    """A fact of a thing as it is written for a checker."""

    label: str
    value: str


@dataclass(frozen=True)
class Contents:
    """All of a thing that a checker compares."""

    title: str
    words: tuple[Word, ...] = ()
    pictures: tuple[tuple[int, PictureShown | None], ...] = ()
    """Key of each picture, and what there is to be shown of it."""
    facts: tuple[Fact, ...] = ()
