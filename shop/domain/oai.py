"""What a harvester may ask: the six verbs of OAI-PMH 2.0 with their arguments, and what may be wrong.

Source of names, codes and rules: the Open Archives Initiative Protocol for Metadata Harvesting, version 2.0.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")
SET = re.compile(r"[A-Za-z0-9\-_.!~*'()]+(:[A-Za-z0-9\-_.!~*'()]+)*")


class Verb(StrEnum):
    """What is asked for."""

    IDENTIFY = "Identify"
    FORMATS = "ListMetadataFormats"
    SETS = "ListSets"
    IDENTIFIERS = "ListIdentifiers"
    RECORDS = "ListRecords"
    RECORD = "GetRecord"


class Fault(StrEnum):
    """The codes that the protocol has for what is wrong."""

    BAD_VERB = "badVerb"
    BAD_ARGUMENT = "badArgument"
    BAD_TOKEN = "badResumptionToken"  # noqa: S105  a code of the protocol
    NO_FORMAT = "cannotDisseminateFormat"
    NO_IDENTIFIER = "idDoesNotExist"
    NO_RECORDS = "noRecordsMatch"


class OaiError(ValueError):
    """The answer is an error of the protocol, with its code and a few words."""

    def __init__(self, fault: Fault, why: str = "") -> None:
        super().__init__(why or fault.value)
        self.fault, self.why = fault, why


LISTS = (Verb.IDENTIFIERS, Verb.RECORDS)
NEEDED: Mapping[Verb, frozenset[str]] = {
    Verb.IDENTIFY: frozenset(),
    Verb.FORMATS: frozenset(),
    Verb.SETS: frozenset(),
    Verb.IDENTIFIERS: frozenset({"metadataPrefix"}),
    Verb.RECORDS: frozenset({"metadataPrefix"}),
    Verb.RECORD: frozenset({"identifier", "metadataPrefix"}),
}
ALLOWED: Mapping[Verb, frozenset[str]] = {
    Verb.FORMATS: frozenset({"identifier"}),
    Verb.IDENTIFIERS: frozenset({"from", "until", "set"}),
    Verb.RECORDS: frozenset({"from", "until", "set"}),
}
TOKEN = "resumptionToken"  # noqa: S105  a name of the protocol
RESUMED = (*LISTS, Verb.SETS)


@dataclass(frozen=True)
class Asked:
    """A request that keeps to the protocol. ``since`` and ``until`` are moments in UTC, both included.

    ``token`` is what a list goes on with; then nothing else is given.
    """

    verb: Verb
    identifier: str = ""
    prefix: str = ""
    since: datetime | None = None
    until: datetime | None = None
    chosen: str = ""
    token: str = ""


@dataclass(frozen=True)
class Record:
    """One record: its identifier, when it changed last, its sets, and unless it was deleted its Dublin Core.

    ``words`` are pairs of an element of Dublin Core and (text, language or empty).
    """

    identifier: str
    changed_at: datetime
    sets: tuple[str, ...] = ()
    is_deleted: bool = False
    words: tuple[tuple[str, str, str], ...] = field(default=())


def read_request(given: Mapping[str, Sequence[str]]) -> Asked:
    """Read the arguments of a request. Raises ``OaiError``."""
    verb = _verb(given.get("verb", ()))
    arguments = {name: values for name, values in given.items() if name != "verb"}
    if any(len(values) != 1 for values in arguments.values()):
        raise OaiError(Fault.BAD_ARGUMENT, "An argument is repeated.")
    one = {name: values[0] for name, values in arguments.items()}
    if TOKEN in one:
        return _resumed(verb, one)
    _only(one, NEEDED[verb] | ALLOWED.get(verb, frozenset()))
    if missing := NEEDED[verb] - {name for name, value in one.items() if value}:
        raise OaiError(Fault.BAD_ARGUMENT, f"{', '.join(sorted(missing))} is missing.")
    return Asked(
        verb, one.get("identifier", ""), one.get("metadataPrefix", ""), *_span(one), _set(one.get("set"))
    )


def stamp(moment: datetime) -> str:
    """Write a moment as the protocol does: to the second, in UTC."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def read_stamp(text: str) -> datetime:
    """Read a moment, or a day as its beginning. Raises ``ValueError``."""
    if MOMENT.fullmatch(text):
        return datetime.fromisoformat(text.replace("Z", "+00:00"))
    if DAY.fullmatch(text):
        return datetime.combine(date.fromisoformat(text), time.min, UTC)
    raise ValueError(text)


def _verb(values: Sequence[str]) -> Verb:
    if len(values) != 1 or values[0] not in set(Verb):
        raise OaiError(Fault.BAD_VERB, "Exactly one verb of the protocol is needed.")
    return Verb(values[0])


def _resumed(verb: Verb, one: Mapping[str, str]) -> Asked:
    if verb not in RESUMED or set(one) != {TOKEN}:
        raise OaiError(Fault.BAD_ARGUMENT, "A resumptionToken stands alone, and for lists.")
    return Asked(verb, token=one[TOKEN])


def _only(one: Iterable[str], known: frozenset[str]) -> None:
    if strange := sorted(set(one) - known):
        raise OaiError(Fault.BAD_ARGUMENT, f"{', '.join(strange)} is no argument of this verb.")


def _span(one: Mapping[str, str]) -> tuple[datetime | None, datetime | None]:
    since, until = one.get("from"), one.get("until")
    if since is not None and until is not None and len(since) != len(until):
        raise OaiError(Fault.BAD_ARGUMENT, "from and until have one granularity.")
    first, last = _moment(since), _moment(until)
    if last is not None and until is not None:
        # To the end of the second, or of the day: stamps are kept to the microsecond.
        last += (timedelta(days=1) if DAY.fullmatch(until) else timedelta(seconds=1)) - timedelta.resolution
    if first and last and first > last:
        raise OaiError(Fault.BAD_ARGUMENT, "from lies after until.")
    return first, last


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        return read_stamp(text)
    except ValueError as error:
        raise OaiError(Fault.BAD_ARGUMENT, "A date is YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ.") from error


def _set(text: str | None) -> str:
    if text is None:
        return ""
    if not SET.fullmatch(text):
        raise OaiError(Fault.BAD_ARGUMENT, "This is no name of a set.")
    return text
