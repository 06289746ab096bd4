"""What left for a fair against what was sold and what came back; cash that was counted against receipts."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True)
class GoodsVariance:
    """Pieces of one variant over a whole fair. ``lost`` are the broken and lost ones, which have a reason.

    ``extra`` were sold without having been on any sheet; ``settled`` were explained by a person.
    """

    out: int
    sold: int
    back: int
    lost: int
    settled: int = 0
    is_back: bool = True

    @property
    def there(self) -> int:
        """Pieces that should be at the stand, or, when all is back, that nobody has explained."""
        return self.out - self.sold - self.back - self.lost - self.settled

    @property
    def missing(self) -> int:
        """Pieces that nobody knows of; none before the goods are back."""
        return max(0, self.there) if self.is_back else 0

    @property
    def extra(self) -> int:
        """Pieces more than were taken out: sold or brought back without having been on a sheet."""
        return max(0, -self.there)

    @property
    def agrees(self) -> bool:
        """Say whether there is nothing to explain."""
        return not self.missing and not self.extra


class Settled(StrEnum):
    """What became of counted cash that differs from the receipts."""

    FOUND = "found"
    HOLDER = "holder"
    SHOP = "shop"
    KEPT = "kept"


def ways_to_settle(missing: int, *, is_association: bool) -> frozenset[Settled]:
    """Return how a difference may be settled: what is ``missing`` in minor units, below zero too much.

    Makers bear nothing: their shares follow the receipts, whatever was counted. An association whose agents
    held the cash may bear it (``HOLDER``); where the Centre's or a cooperative's did, the Centre bears it.
    """
    if missing > 0:
        ways = {Settled.FOUND, Settled.SHOP}
        return frozenset(ways | {Settled.HOLDER} if is_association else ways)
    return frozenset({Settled.KEPT}) if missing < 0 else frozenset()


def counted_difference(receipts: int, counted: int) -> int:
    """Return what is missing of the cash of a till, in minor units; too much is below zero."""
    return receipts - counted
