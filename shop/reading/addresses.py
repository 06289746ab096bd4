"""The addresses that an account keeps, as she sees them."""

from dataclasses import dataclass
from typing import Any

from shop.domain.addresses import Address, address_from, address_lines
from shop.models import KeptAddress


@dataclass(frozen=True)
class Kept:
    """One address: its id, and its lines as they stand on a parcel."""

    pk: int
    lines: tuple[str, ...]
    country: str


def addresses_of(user: Any, lang: str) -> list[Kept]:
    """Return her addresses, newest first; nobody's for somebody who is not signed in."""
    if not user.is_authenticated:
        return []
    rows = [(row.pk, address_from(row.address)) for row in KeptAddress.objects.filter(user=user)]
    return [Kept(pk, address_lines(address, lang), address.country) for pk, address in rows]


def kept_address(user: Any, pk: str) -> Address | None:
    """Return one of her addresses by what stands in a link, None for anything that is not hers."""
    if not user.is_authenticated or not pk.isdecimal() or len(pk) > 18:
        return None
    row = KeptAddress.objects.filter(user=user, pk=int(pk)).first()
    return address_from(row.address) if row else None
