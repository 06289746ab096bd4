"""Files of any length are written in memory that does not grow with them."""

import tracemalloc
from collections.abc import Iterator

import pytest

from shop.domain.channels import Entry
from shop.feeds.base import Dialect
from shop.feeds.line_sheet import LineSheetCsv, LineSheetXlsx
from shop.feeds.shopify import Shopify
from shop.feeds.shopping import ShoppingRss, ShoppingTable
from shop.feeds.woocommerce import WooCommerce
from shop.testing.exports import a_channel, an_entry

MIB = 1024 * 1024


class Counted:
    """Takes everything and keeps nothing."""

    closed = False

    def __init__(self) -> None:
        self.size = 0

    def write(self, content: bytes) -> int:
        self.size += len(content)
        return len(content)

    def flush(self) -> None: ...
    def readable(self) -> bool:
        return False

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return False

    def tell(self) -> int:
        return self.size


def many(count: int) -> Iterator[Entry]:
    for number in range(count):
        yield an_entry(
            id=f"{number:022d}", product_id=f"p{number:021d}", description={"fr": f"Laine {number} " * 40}
        )


def peak(dialect: Dialect, count: int) -> tuple[int, int]:
    out = Counted()
    tracemalloc.start()
    dialect.write(many(count), a_channel(), out)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most, out.size


@pytest.mark.parametrize(
    "dialect", [ShoppingRss(), ShoppingTable(), LineSheetCsv(), LineSheetXlsx(), WooCommerce(), Shopify()],
    ids=lambda dialect: type(dialect).__name__,
)  # fmt: skip
def test_ten_times_as_many_offers_take_no_more_memory(dialect: Dialect):
    peak(dialect, 50)  # what is read once, such as a library, counts for neither
    few, many_ = peak(dialect, 300), peak(dialect, 3000)
    assert many_[1] > few[1] * 5
    assert many_[0] < few[0] + MIB


def test_a_writer_that_keeps_everything_would_be_found():
    class Hoarder(ShoppingRss):
        def write(self, entries, channel, out):
            super().write(iter(list(entries)), channel, out)

    assert peak(Hoarder(), 3000)[0] > peak(Hoarder(), 300)[0] + MIB
