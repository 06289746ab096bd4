"""Shopping feeds: RSS 2.0 with Google's names, and the same as a table with tabs.

Written for Google first; Meta and Pinterest read the same names with other limits and another spelling.
No field says fair trade, so that no label is sent as a certification.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from itertools import chain, islice
from typing import BinaryIO
from xml.sax.saxutils import escape

from django.utils import timezone

from shop.domain.channels import Channel, Entry
from shop.domain.exports import LeftOut
from shop.feeds.shopping_fields import SENDING, STOCK, Pair, all_pairs, missing, stock_pairs
from shop.feeds.shopping_profiles import PROFILES
from shop.feeds.taxonomies import google_categories
from shop.feeds.text import line

NAMES = "http://base.google.com/ns/1.0"
BATCH = 200
APART = "\0"  # no text that is stored has it
MANY = ("additional_image_link", "product_highlight")
COLUMNS = (
    "id", "title", "structured_title", "description", "structured_description", "link", "image_link",
    "additional_image_link", "availability", "availability_date", "price", "condition", "brand",
    "identifier_exists", "google_product_category", "product_type", "item_group_id", "color", "size",
    "pattern", "material", "unit_pricing_measure", "unit_pricing_base_measure", "shipping_weight",
    "max_handling_time", "shipping", "product_highlight", "custom_label_0", "custom_label_1",
    "custom_label_2", "external_seller_id",
)  # fmt: skip


class Shopping:
    """What the shopping dialects share. ``profile`` names the reader, ``categories`` adds to the crosswalk.

    A channel that is a delta carries prices and stock alone, for the same items.
    """

    suffix = ""
    content_type = ""

    def __init__(
        self,
        profile: str = "google",
        categories: Mapping[str, int] | None = None,
        is_stock_only: bool = False,
        today: Callable[[], date] = timezone.localdate,
    ) -> None:
        self.profile = PROFILES[profile]
        self.table = {**google_categories(), **(categories or {})}
        self.is_stock_only = is_stock_only
        self.today = today

    def lacks(self, entry: Entry, channel: Channel) -> LeftOut | None:
        """Return why the reader would refuse it; the same for the file of stock, so that ids match."""
        return missing(entry, channel, self.profile, self.table)

    def pairs(self, entries: Iterator[Entry], channel: Channel) -> Iterator[list[Pair]]:
        """Yield what the reader knows of each entry."""
        today, unknown = self.today(), self.profile.unknown
        is_short = self.is_stock_only or channel.is_delta
        for entry in entries:
            said = (
                stock_pairs(entry, channel, self.profile, today)
                if is_short
                else all_pairs(entry, channel, self.profile, self.table, today)
            )
            yield [pair for pair in said if pair[0] not in unknown] if unknown else said

    def write(self, entries: Iterator[Entry], channel: Channel, out: BinaryIO) -> None:
        """Write the whole file, a batch of entries at a time."""
        out.write(self.head(channel))
        while first := next(entries, None):
            out.write(self.body(chain([first], islice(entries, BATCH - 1)), channel))
        out.write(self.end(channel))

    def head(self, channel: Channel) -> bytes:
        """Return what stands before the first entry."""
        raise NotImplementedError

    def body(self, entries: Iterator[Entry], channel: Channel) -> bytes:
        """Return what is said of some entries."""
        raise NotImplementedError

    def end(self, channel: Channel) -> bytes:
        """Return what stands behind the last entry."""
        return b""


class ShoppingRss(Shopping):
    """RSS 2.0 with the namespace ``g``."""

    suffix = "xml"
    content_type = "application/rss+xml; charset=utf-8"

    def head(self, channel: Channel) -> bytes:
        """Return the beginning of the only channel of the file."""
        return _head(channel).encode()

    def body(self, entries: Iterator[Entry], channel: Channel) -> bytes:
        """Return one element an entry."""
        return "".join([_element_of(pairs) for pairs in self.pairs(entries, channel)]).encode()

    def end(self, channel: Channel) -> bytes:
        """Close what ``head`` opens."""
        return b"</channel></rss>\n"


class ShoppingTable(Shopping):
    """The same as text with tabs: one line an item, a heading first."""

    suffix = "tsv"
    content_type = "text/tab-separated-values; charset=utf-8"

    def head(self, channel: Channel) -> bytes:
        """Return the heading as a line."""
        return ("\t".join(self.columns(channel)) + "\r\n").encode()

    def body(self, entries: Iterator[Entry], channel: Channel) -> bytes:
        """Return one line an entry."""
        names = self.columns(channel)
        return "".join([_row(pairs, names) for pairs in self.pairs(entries, channel)]).encode()

    def columns(self, channel: Channel) -> list[str]:
        """Return the heading."""
        is_short = self.is_stock_only or channel.is_delta
        extra = [self.profile.quantity] if self.profile.quantity else []
        return [name for name in (STOCK if is_short else COLUMNS) if name not in self.profile.unknown] + extra


def _head(channel: Channel) -> str:
    title, home = escape(line(channel.title)), escape(f"{channel.base}/{channel.language}/")
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:g="{NAMES}">\n'
        f"<channel><title>{title}</title><link>{home}</link><description>{title}</description>\n"
    )


def _element_of(pairs: list[Pair]) -> str:
    """Write an item: its texts are escaped at once and set into the form of all items with these fields."""
    names: list[str] = []
    texts: list[str] = []
    nested = ""
    for name, value in pairs:
        if isinstance(value, str):
            names.append(name)
            texts.append(value)
        else:
            nested += _in_parts(name, value)
    return _form(tuple(names)) % (*escape(APART.join(texts)).split(APART), nested)


@lru_cache(maxsize=256)
def _form(names: tuple[str, ...]) -> str:
    return f"<item>{''.join([f'<g:{name}>%s</g:{name}>' for name in names])}%s</item>\n"


@lru_cache(maxsize=64)
def _in_parts(name: str, parts: tuple[tuple[str, str], ...]) -> str:
    inside = "".join([f"<g:{inner}>{escape(text)}</g:{inner}>" for inner, text in parts])
    return f"<g:{name}>{inside}</g:{name}>"


def _row(pairs: list[Pair], names: list[str]) -> str:
    """Put values under their names; one that is said several times is parted by commas."""
    found: dict[str, str] = {}
    for name, value in pairs:
        text = value if isinstance(value, str) else _nested(name, value)
        if name in MANY:
            text = _among_others(text)
            found[name] = f"{found[name]},{text}" if name in found else text
        else:
            found[name] = text
    cells = APART.join([found.get(name, "") for name in names])
    if '"' in cells:
        cells = APART.join(map(_quoted, cells.split(APART)))
    # Four times quicker than a table of translations, which Python follows sign by sign.
    on_one_line = cells.replace("\t", " ").replace("\n", " ").replace("\r", " ")
    return on_one_line.replace(APART, "\t") + "\r\n"


def _quoted(cell: str) -> str:
    if '"' not in cell:
        return cell
    doubled = cell.replace('"', '""')
    return f'"{doubled}"'


def _among_others(text: str) -> str:
    """A value of a list that commas part: an address keeps none, a text stands in quotes."""
    if "," not in text:
        return text
    return text.replace(",", "%2C") if text.startswith("http") else f'"{text}"'


def _nested(name: str, parts: tuple[tuple[str, str], ...]) -> str:
    if name == SENDING:  # country:region:service:price
        return ":::".join([text for _name, text in parts])
    (_kind, source), (_name, content) = parts
    quoted = content.replace('"', '""')
    return f'{source}:"{quoted}"'
