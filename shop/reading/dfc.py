"""What one partner may read of makers and their goods, as documents of the Data Food Consortium."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from shop.domain.channels import Channel, Entry
from shop.domain.exports import ExportMaker
from shop.feeds.dfc import families, nodes_of, nodes_of_maker, why_not
from shop.feeds.dfc_v1 import Node
from shop.models import ExportRow
from shop.reading.dfc_groups import MAKERS_PER_PAGE, groups_of, makers_in, sharing_rows
from shop.reading.exports import entries_of


@dataclass(frozen=True)
class Stall:
    """One maker with all that the partner may see of her goods."""

    maker: ExportMaker
    entries: tuple[Entry, ...]
    groups: tuple[str, ...] = ()

    def nodes(self, channel: Channel) -> Iterator[Node]:
        """Return her, where she is, and what she sells."""
        items = [entry.item.id for entry in self.entries]
        yield from nodes_of_maker(self.maker, items, channel, self.groups)
        for family in families(iter(self.entries)):
            yield from nodes_of(family, channel)


def stalls_of(channel: Channel, makers: Iterable[ExportMaker]) -> list[Stall]:
    """Return makers with what the partner may see of their goods: four queries for 2,000 goods."""
    by_id: dict[str, tuple[ExportMaker, list[Entry]]] = {maker.id: (maker, []) for maker in makers}
    for entry in entries_of(channel, list(by_id), _lacks) if by_id else ():
        by_id[entry.maker.id][1].append(entry)
    groups = groups_of(channel, list(by_id)) if by_id else {}
    return [Stall(maker, tuple(own), groups.get(maker.id, ())) for maker, own in by_id.values()]


def stall_of(channel: Channel, maker: str) -> Stall | None:
    """Return a maker by her permanent id; None for one who does not share with this partner."""
    return next(iter(stalls_of(channel, _makers(channel, of=maker))), None)


def stall_with(channel: Channel, product: str) -> Stall | None:
    """Return whoever makes a product, given by its permanent id, with the variants of this product alone."""
    row = ExportRow.objects.filter(
        kind=ExportRow.Kind.VARIANT, is_current=True, is_withdrawn=False, maker__products__export_id=product
    )
    maker = row.values_list("maker__export_id", flat=True).first()
    stall = stall_of(channel, maker) if maker else None
    if stall is None:
        return None
    own = tuple(entry for entry in stall.entries if entry.item.product_id == product)
    return replace(stall, entries=own) if own else None


def makers_page(channel: Channel, after: str = "") -> tuple[list[ExportMaker], str]:
    """Return makers who share with this partner, and the id to go on from; empty at the end."""
    found: list[ExportMaker] = []
    for maker in _makers(channel, after=after):
        if len(found) == MAKERS_PER_PAGE:
            return found, found[-1].id
        found.append(maker)
    return found, ""


def _makers(channel: Channel, *, of: str = "", after: str = "") -> Iterator[ExportMaker]:
    rows = sharing_rows(channel)
    if of:
        rows = rows.filter(export_id=of)
    if after:
        rows = rows.filter(export_id__gt=after)
    yield from makers_in(rows[: MAKERS_PER_PAGE + 1])


def _lacks(entry: Entry, channel: Channel) -> object:
    return why_not(entry)
