"""What left for a fair against what was sold and what came back; cash that was counted against receipts."""

from dataclasses import dataclass


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


def counted_difference(receipts: int, counted: int) -> int:
    """Return what is missing of the cash of a till, in minor units; too much is below zero."""
    return receipts - counted
