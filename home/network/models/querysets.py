"""Which needs and offers hold today."""

from datetime import date

from django.db.models import Q

from shop.models.querysets import LockableQuerySet


class ListingQuerySet(LockableQuerySet):
    """Needs and offers."""

    def holding(self, today: date) -> "ListingQuerySet":
        """Those that members see: not over, of an approved maker, or of who has a seat at a public event."""
        maker = Q(organisation__status="active", organisation__erased_at=None)
        person = Q(seat__state="seated", seat__places__event__live=True) & ~Q(seat__name="")
        return self.filter(maker | person, ended_at=None, until__gte=today)

    def of_makers(self) -> "ListingQuerySet":
        """Those of makers, which numbers of makers are made of."""
        return self.filter(seat=None)
