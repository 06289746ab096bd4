"""The outbox: what happened is written down with it, and told afterwards."""

from collections.abc import Iterable
from typing import Any

from producers.actions.transactions import require_transaction
from producers.models import Announcement
from producers.quick_writes import insert


def announce(kind: str, *, key: str, **payload: Any) -> None:
    """Write an announcement in the transaction of what it tells; a job delivers it after the commit.

    ``kind`` is a past fact such as ``order.placed``; ``key`` is unique, so that a repeated action announces
    once. ``payload`` holds ids, no copies.
    Raises ``NoTransactionError`` outside a transaction.
    """
    announce_all([Announcement(key=key, kind=kind, payload=payload)])


def announce_all(rows: Iterable[Announcement]) -> None:
    """Write several announcements by one statement, as ``announce`` writes one."""
    require_transaction("an announcement")
    insert(rows, ignore_conflicts=True)
