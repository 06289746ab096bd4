"""Which needs and offers hold today."""

from datetime import date

from shop.models.querysets import LockableQuerySet


class ListingQuerySet(LockableQuerySet):
    """Needs and offers."""

    def holding(self, today: date) -> "ListingQuerySet":
        """Those that other members see: not over, of a maker who is approved and not erased."""
        return self.filter(
            ended_at=None, until__gte=today, organisation__status="active", organisation__erased_at=None
        )
