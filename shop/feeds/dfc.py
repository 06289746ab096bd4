"""The whole catalogue of a channel as one document of the Data Food Consortium."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import BinaryIO

from shop.domain.channels import Channel, Entry
from shop.domain.exports import ExportMaker, LeftOut
from shop.feeds.base import GroupsOf
from shop.feeds.dfc_graph import CURRENCIES, enterprise_group, enterprise_of, group_of, sold
from shop.feeds.dfc_v1 import CONTENT_TYPE, CONTEXT, Node, node


class Dfc:
    """Writes items as they come, makers and their groups at the end, with links both ways.

    Of each item its id alone is kept until then. What has no price in one of the five currencies of the
    standard is left out: without a price partners would list it for nothing.
    """

    suffix = "jsonld"
    content_type = CONTENT_TYPE

    def lacks(self, entry: Entry, channel: Channel) -> LeftOut | None:
        """Return why an entry cannot stand in the file."""
        return why_not(entry)

    def write(self, entries: Iterator[Entry], channel: Channel, out: BinaryIO) -> None:
        """Write one flat graph, without groups."""
        self.write_with_groups(entries, channel, out, lambda makers: ())

    def write_with_groups(
        self, entries: Iterator[Entry], channel: Channel, out: BinaryIO, groups: GroupsOf
    ) -> None:
        """Write one flat graph."""
        makers: dict[str, tuple[ExportMaker, list[str]]] = {}
        out.write(f'{{"@context": {json.dumps(CONTEXT)}, "@graph": ['.encode())
        mark = b"\n"
        for one in chain(_goods(entries, channel, makers), _people(makers, channel, groups)):
            out.write(mark + _text(one))
            mark = b",\n"
        out.write(b"\n]}\n")


def _goods(
    entries: Iterator[Entry], channel: Channel, makers: dict[str, tuple[ExportMaker, list[str]]]
) -> Iterator[Node]:
    """Return the nodes of all products, and note whose they are."""
    for family in families(entries):
        own = makers.setdefault(family[0].maker.id, (family[0].maker, []))[1]
        own.extend(entry.item.id for entry in family)
        yield from nodes_of(family, channel)


def _people(
    makers: dict[str, tuple[ExportMaker, list[str]]], channel: Channel, groups: GroupsOf
) -> Iterator[Node]:
    """Return the nodes of makers and of their groups; the address of one who is both is said once."""
    found = list(groups(makers))
    of: defaultdict[str, list[str]] = defaultdict(list)
    for group, members in found:
        for member in members:
            of[member].append(group.id)
    for maker, items in makers.values():
        yield from nodes_of_maker(maker, items, channel, of[maker.id])
    for group, members in found:
        own, address = nodes_of_group(group, members, channel)
        yield own
        if group.id not in makers:
            yield address


def why_not(entry: Entry) -> LeftOut | None:
    """Return why the standard cannot carry an entry, None when it can."""
    if entry.item.kind != "good":
        return LeftOut.NOT_A_GOOD
    is_priced = entry.offer.minor is not None and entry.offer.currency in CURRENCIES
    return None if is_priced else LeftOut.NO_PRICE


def families(entries: Iterator[Entry]) -> Iterator[list[Entry]]:
    """Return the variants of each product together; they come one after the other."""
    family: list[Entry] = []
    for entry in entries:
        if family and family[0].item.product_id != entry.item.product_id:
            yield family
            family = []
        family.append(entry)
    if family:
        yield family


def nodes_of(family: list[Entry], channel: Channel) -> Iterator[Node]:
    """Return the nodes of one product: its variants with their items and offers, and their group."""
    for entry in family:
        one = sold(entry, channel)
        yield node(one.product)
        yield node(one.item)
        if one.offer is not None:
            yield node(one.offer)
    first = family[0]
    if first.item.variants > 1:
        siblings = (entry.item.id for entry in family)
        yield node(group_of(first.item, siblings, first.maker.id, channel))


def nodes_of_maker(
    maker: ExportMaker, items: list[str], channel: Channel, groups: Iterable[str] = ()
) -> Iterator[Node]:
    """Return the nodes of a maker who supplies these items and belongs to these groups."""
    one = enterprise_of(maker, items, channel, groups)
    yield node(one)
    yield node(one.address)


def nodes_of_group(maker: ExportMaker, members: Iterable[str], channel: Channel) -> Iterator[Node]:
    """Return the nodes of a group that these makers belong to."""
    one = enterprise_group(maker, members, channel)
    yield node(one)
    yield node(one.address)


def _text(one: Node) -> bytes:
    return json.dumps(one, ensure_ascii=False).encode()
