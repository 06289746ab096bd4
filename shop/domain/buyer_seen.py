"""What a maker, and whoever acts for her, learns of a buyer: no more than her next step needs.

The carrier calls the buyer, a centre sends what it has gathered: who does neither needs a name to greet by
and a town to be proud of. She gets the street when she writes it on a parcel, and the phone only while she
carries the parcel herself. Phones are shared: nothing of it is kept on her screens once it is over.
"""

from dataclasses import dataclass

from shop.domain.addresses import Address
from shop.domain.delivery import Mode
from shop.domain.states import PartStatus

_NOBODY_YET = frozenset({PartStatus.WAITING, PartStatus.PLACED})
_OVER = frozenset({PartStatus.DELIVERED, PartStatus.DECLINED, PartStatus.CANCELLED, PartStatus.RETURNED})
_IN_HER_HANDS = frozenset(
    {PartStatus.ACCEPTED, PartStatus.MAKING, PartStatus.PACKED, PartStatus.PARTLY_SHIPPED}
)


@dataclass(frozen=True)
class Seen:
    """What she may see. The town is always told: it is what her order is about to her."""

    first_name: bool = False
    address: bool = False
    phone: bool = False


def seen_by_maker(mode: str, status: PartStatus, *, brings_herself: bool = False) -> Seen:
    """Return what of a buyer a maker sees of a part that travels in ``mode``.

    ``brings_herself`` says that a parcel of it is on its way in her own hands. Before she has taken the order
    on, and once it is over, she sees the town alone. The address is hers to read while she has a parcel to
    write it on; one that goes through a centre bears the centre's.
    """
    if status in _NOBODY_YET or status in _OVER:
        return Seen()
    writes_it = mode == Mode.DIRECT and status in _IN_HER_HANDS
    return Seen(first_name=True, address=writes_it or brings_herself, phone=brings_herself)


def may_bring_herself(mode: str, her_region: str, address: Address) -> bool:
    """Say whether she may carry a parcel to the buyer: she sends it herself, within her own region."""
    return mode == Mode.DIRECT and address.is_home and bool(her_region) and address.region == her_region


def first_name(full: str) -> str:
    """Return the first word of a name, the whole of it when it has but one."""
    return full.split(maxsplit=1)[0] if full.split() else ""
