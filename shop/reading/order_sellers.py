"""Who sold the parts of an order: the seller of record of its day, who is not always the maker."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from producers.domain.shown import Shown, shown
from producers.models import Organisation
from shop.models import Order, ProducerOrder
from shop.reading.sellers import legal_name, sellers_of_record


@dataclass(frozen=True)
class SellerShown:
    """A seller as the buyer may hold her to it: legal name, number and contact, and whose work she sells.

    ``makers`` are those for whom somebody else sells; empty where a maker sells herself.
    """

    name: str
    lines: tuple[str, ...]
    makers: tuple[Shown, ...]


def sellers_of(order: Order, parts: Sequence[ProducerOrder], lang: str) -> tuple[SellerShown, ...]:
    """Return who sold an order; one query, none where every maker sells herself.

    The name is the one that was frozen with the lines. What else is known of a seller is added only while
    she still bears that name.
    """
    frozen = {part.pk: next((line.seller_name for line in part.lines.all()), "") for part in parts}
    known = {part.producer_id: part.producer for part in parts}
    others = [part.producer for part in parts if not _bears(part.producer, frozen[part.pk])]
    if others:
        day = timezone.localdate(order.placed_at or order.created_at)
        known |= sellers_of_record(others, order.market, day)
    names: dict[str, list[ProducerOrder]] = {}
    for part in parts:
        names.setdefault(frozen[part.pk], []).append(part)
    return tuple(_seller(name, own, known, lang) for name, own in names.items() if name)


def _bears(one: Organisation, name: str) -> bool:
    """Say whether a frozen name, which may have been cut, is hers."""
    return bool(name) and legal_name(one)[: len(name)] == name


def _seller(
    name: str, parts: Sequence[ProducerOrder], known: dict[int, Organisation], lang: str
) -> SellerShown:
    seller = known[parts[0].producer_id]
    lines = (seller.legal_number, seller.legal_contact) if _bears(seller, name) else ()
    makers = [part.producer for part in parts if not _bears(part.producer, name)]
    return SellerShown(
        name,
        tuple(filter(None, lines)),
        tuple(shown(maker.name, lang, maker.original_language) for maker in makers),
    )
