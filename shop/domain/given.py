"""What marks the order of a service that is given to one known person: until when it has to be paid."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

MARK = "given_until"


def marked(until: datetime) -> dict[str, str]:
    """Return what is kept with the order."""
    return {MARK: until.isoformat()}


def latest_in(entries: Mapping[str, Any]) -> datetime | None:
    """Read it back; None where nothing is kept, or nothing that can be read."""
    try:
        return datetime.fromisoformat(str(entries[MARK]))
    except (KeyError, ValueError):
        return None
