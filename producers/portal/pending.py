"""What somebody at the door has shown so far: her phone, her card, or that her device knows her.

Kept in her session, ten minutes long. The session gets a new key with each proof: a key that somebody else
planted before is worth nothing afterwards.
"""

from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from producers.access import door_users
from producers.domain.codes import PROOF_LIFE

KEY = "door"
NUMBER = "door_number"
NEXT = "door_next"
CODE, CARD, WALL = "code", "card", "wall"
CALL = "call"
"""No proof that she shows: the Centre has spoken with her."""


@dataclass(frozen=True)
class Pending:
    """Who may come in next, by what, and how far she is with her pictures."""

    people: tuple[int, ...]
    proofs: tuple[str, ...]
    at: int
    person: int | None = None
    taps: tuple[str, ...] = ()
    first: str = ""
    """Digest of the pictures that she chose and has not repeated yet."""

    @property
    def way(self) -> str:
        """What she showed last."""
        return self.proofs[-1]

    @property
    def chosen(self) -> Any | None:
        """The user who was chosen, if she may still come in by this door."""
        return door_users().filter(pk=self.person).first() if self.person in self.people else None


def pending_of(request: HttpRequest) -> Pending | None:
    """Return what was shown within the last ten minutes."""
    kept = request.session.get(KEY)
    if not kept:
        return None
    lists = {name: tuple(kept[name]) for name in ("people", "proofs", "taps")}
    found = Pending(**(kept | lists))
    return found if _now() - found.at < PROOF_LIFE.total_seconds() else None


def show(request: HttpRequest, proof: str, people: list[int]) -> Pending:
    """Write down a proof for these people; one that she had for any of them before still counts."""
    before = pending_of(request)
    both = tuple(pk for pk in people if before and pk in before.people)
    proofs = tuple(one for one in before.proofs if one != proof) if before and both else ()
    allowed = both or tuple(people)
    person = allowed[0] if len(allowed) == 1 else None
    request.session.cycle_key()
    return keep(request, Pending(allowed, (*proofs, proof), _now(), person))


def keep(request: HttpRequest, pending: Pending, **changes: Any) -> Pending:
    """Write down how far she is."""
    changed = replace(pending, **changes)
    request.session[KEY] = asdict(changed)
    return changed


def _now() -> int:
    now: datetime = timezone.now()
    return int(now.timestamp())
