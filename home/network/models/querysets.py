"""Which needs and offers hold today."""

from datetime import date

from django.db.models import Q

from home.events.models import Registration
from producers.models import Organisation
from shop.models.querysets import LockableQuerySet


class ListingQuerySet(LockableQuerySet):
    """Needs and offers."""

    def holding(self, today: date) -> "ListingQuerySet":
        """Those that members see: not over, of an approved maker, or of who has a seat at a public event."""
        maker = Q(organisation__status="active", organisation__erased_at=None)
        person = Q(seat__state="seated", seat__places__event__live=True) & ~Q(seat__name="")
        return self.filter(maker | person, ended_at=None, until__gte=today)

    def open_to(self, seat: Registration) -> "ListingQuerySet":
        """Those of makers that somebody without a shop may answer: not of one who wants nothing from her."""
        blocks = of_person(seat, "organisation__network_blocks__seat")
        return self.of_makers().exclude(blocks)

    def open_to_maker(self, maker: Organisation) -> "ListingQuerySet":
        """Those that a maker sees and may answer: not of one who wants nothing from her, maker or person."""
        blocking = Registration.objects.filter(network_blocks__other=maker)
        rows = self.exclude(organisation__network_blocks__other=maker).exclude(seat__in=blocking.values("pk"))
        return rows.exclude(seat__person__in=blocking.exclude(person="").values("person"))

    def of_makers(self) -> "ListingQuerySet":
        """Those of makers, which numbers of makers are made of."""
        return self.filter(seat=None)


def of_person(seat: Registration, path: str) -> Q:
    """Match rows whose seat is of the same person: her seats at other events are hers as well."""
    return Q(**{f"{path}__person": seat.person}) if seat.person else Q(**{path: seat})
