"""What a dated row with a way back has in common: grant, consent and evidence count until they end."""

from datetime import date, datetime
from typing import Protocol


class Dated(Protocol):
    """A row that counts until it is withdrawn or past its last day."""

    @property
    def valid_until(self) -> date | None:
        """The last day on which it counts, ``None`` for no end."""

    @property
    def withdrawn_at(self) -> datetime | None:
        """When it was taken back, ``None`` if it was not."""


def holds(row: Dated, on: date) -> bool:
    """Say whether a row counts on a day. Withdrawn is withdrawn at once, for every day."""
    return row.withdrawn_at is None and (row.valid_until is None or on <= row.valid_until)
