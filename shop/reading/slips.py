"""A packing slip as its maker may have it: with no more of the buyer than the rule lets her see."""

from dataclasses import replace

from shop.domain.buyer_seen import first_name, seen_by_maker
from shop.domain.states import PartStatus
from shop.models import ProducerOrder
from shop.reading.my_orders import facts_of, goes_to_centre, where_to
from shop.reading.packing import Slip


def for_maker(slip: Slip, part: ProducerOrder) -> Slip:
    """Return a slip without what she may not see; ``part`` is a row of ``with_pieces``.

    A parcel for a centre bears the number and the town: the centre has the rest. Phones stay off her papers,
    which lie about; one that she carries herself is on her screen until it has arrived.
    """
    facts = facts_of(part)
    seen = seen_by_maker(part.delivery_method, PartStatus(part.status), brings_herself=facts.brings_herself)
    name = first_name(slip.to_name) if seen.first_name else ""
    town = where_to(part, slip.language)
    lines = slip.to_lines if seen.address else tuple(filter(None, (name, town)))
    return replace(
        slip,
        to_name=slip.to_name if seen.address else name,
        to_phone="",
        to_lines=lines,
        note=slip.note if seen.address else "",
        to_collect=None if goes_to_centre(part) else slip.to_collect,
    )
