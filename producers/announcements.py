"""Who listens to what happened. Ours register by kind; a third party connects to one Django signal.

A receiver is called at least once for each announcement, after the commit of what it tells, outside of any
transaction. It has to bear being called again, and puts what it writes into a transaction of its own.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.dispatch import Signal

from producers.domain.told import Told
from producers.letter_kinds import add_letters


@dataclass(frozen=True)
class Announced:
    """What happened: a past fact such as ``order.placed``, its unique key, and ids in ``payload``."""

    kind: str
    key: str
    payload: Mapping[str, Any]
    at: datetime


Receiver = Callable[[Announced], None]
_receivers: dict[str, list[Receiver]] = {}
silent: list[Receiver] = []
"""Those that do not say whether they write letters."""

# Sent after our own receivers, with ``announced`` (an ``Announced``). What a listener raises is logged and
# does not bring the announcement back.
announced = Signal()


def receives(*kinds: str, tells: Iterable[Told] | None = None) -> Callable[[Receiver], Receiver]:
    """Register a function for these kinds. Modules named ``receivers`` are imported when an app is ready.

    ``tells`` says whom it writes a letter of the same kind; empty for one that writes to nobody. Whoever says
    nothing is noted: the test over all letters refuses it.
    """
    readers = tuple(tells or ())

    def register(receiver: Receiver) -> Receiver:
        if tells is None:
            silent.append(receiver)
        if readers:
            add_letters(kinds, *readers)
        for kind in kinds:
            known = _receivers.setdefault(kind, [])
            if receiver not in known:
                known.append(receiver)
        return receiver

    return register


def receivers_of(kind: str) -> tuple[Receiver, ...]:
    """Return who listens to a kind, in the order of registration."""
    return tuple(_receivers.get(kind, ()))
