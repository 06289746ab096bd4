"""Which stands of an offer somebody has, or is proposed for."""

from home.stands.domain.slots import Slot
from home.stands.models import StandOffer


def taken_of(offer: StandOffer) -> set[Slot]:
    """Return what is given, kept or proposed."""
    rows = offer.applications.filter(stand__isnull=False).values_list("group", "stand")
    return {Slot(group, stand) for group, stand in rows}
