"""Column sets of shop systems, for who sells on: what WooCommerce's and Shopify's have in common.

Neither has a column for the currency: the name of the file says it, and WooCommerce keeps it as a note of
each product. A product with several variants comes as a parent with its children, which follow at once. The
name that keeps variants apart is our permanent id: two makers may use the same SKU.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, BinaryIO

from shop.domain.availability import OfferState
from shop.domain.cells import harmless
from shop.domain.channels import Channel, Entry
from shop.domain.exports import Words
from shop.feeds.line_sheet import LineSheet
from shop.feeds.tables import write_table
from shop.feeds.text import line

Row = dict[str, Any]
HAS = (OfferState.IN_STOCK, OfferState.MADE_TO_ORDER)
MADE = OfferState.MADE_TO_ORDER


class ShopSheet(LineSheet):
    """CSV for a shop system: the same entries as the line sheet, in its columns."""

    suffix = "csv"
    content_type = "text/csv; charset=utf-8"
    heading: Sequence[str] = ()

    def write(self, entries: Iterator[Entry], channel: Channel, out: BinaryIO) -> None:
        """Write the whole file; the variants of one product stand together, as they come."""
        groups = groupby(entries, key=lambda entry: entry.item.product_id)
        rows = (row for _product, variants in groups for row in self.rows(list(variants), channel))
        cells = ([harmless(str(row.get(name, ""))) for name in self.heading] for row in rows)
        write_table(self.heading, cells, out)

    def rows(self, variants: list[Entry], channel: Channel) -> Iterator[Row]:
        """Yield the rows of one product."""
        raise NotImplementedError


def option_of(entry: Entry, channel: Channel) -> str:
    """Return what a variant is called among the others."""
    return line(channel.text(entry.item.option)) or line(entry.item.sku) or entry.item.id


def listed(text: str) -> str:
    """A value among others that commas part."""
    return text.replace(",", "\\,")


def name_of(words: Words, channel: Channel) -> str:
    """Return a name in the channel's language, or else in another: a shop takes nothing without a name."""
    return line(channel.text(words) or next(iter(words.values()), ""))


def is_alone(variants: list[Entry]) -> bool:
    """Say whether a product is its only variant."""
    return len(variants) == 1 and variants[0].item.variants < 2
