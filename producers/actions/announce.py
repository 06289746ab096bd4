"""The outbox: what happened is written down with it, and told afterwards."""

from typing import Any

from producers.actions.transactions import require_transaction
from producers.models import Announcement


def announce(kind: str, *, key: str, **payload: Any) -> Announcement:
    """Write an announcement in the transaction of what it tells; a job delivers it after the commit.

    ``kind`` is a past fact such as ``order.placed``; ``key`` is unique, so that a repeated action announces
    once and gets the first announcement back. ``payload`` holds ids, no copies.
    Raises ``NoTransactionError`` outside a transaction.
    """
    require_transaction("an announcement")
    return Announcement.objects.get_or_create(key=key, defaults={"kind": kind, "payload": payload})[0]
