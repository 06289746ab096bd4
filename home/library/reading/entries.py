"""The search layer's own index where it lies in PostgreSQL, asked for keys alone.

The layer ties its index to the rows that it is of by a text of their key, and hands out rows. Of 20,000
documents that costs more than looking a word up, and a list wants no rows.
"""

import sys
from array import array
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db import connection, models
from django.db.models import Aggregate, BinaryField, F, IntegerField, Q, QuerySet, Value
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Cast
from pyroaring import BitMap
from wagtail.search.models import IndexEntry
from wagtail.search.query import SearchQuery

from home.library.reading.held import Held

W = TypeVar("W")
NOTHING = BitMap()
NUMBER = IntegerField()


class Packed(Aggregate):
    """Whole numbers in one value, four bytes each: a text of them takes ten times as long to read."""

    function = "STRING_AGG"
    template = "%(function)s(int4send(%(expressions)s), ''::bytea)"
    output_field = BinaryField()


@dataclass(frozen=True)
class Entries:
    """The entries of two models: of short records with titles, and of all the words of a document."""

    backend: Any
    records: type[models.Model]
    texts: type[models.Model]

    def held(self, asked: Mapping[W, SearchQuery]) -> dict[W, Held]:
        """Return what each question finds; one statement for all of them."""
        first, *others = [self._rows(number, query) for number, query in enumerate(asked.values())]
        with _by_the_index():
            found = {
                (number, is_record, in_title): _unpacked(packed)
                for number, is_record, in_title, packed in first.union(*others, all=True)
            }
        return {word: _held(found, number) for number, word in enumerate(asked)}

    def _rows(self, number: int, query: SearchQuery) -> QuerySet:
        """One row for each model and whether the title fits too."""
        compiler = self.backend.search(query, self.records, order_by_relevance=False).query_compiler
        words = compiler.build_tsquery(query, config=compiler.get_config(self.backend))
        records, texts = (ContentType.objects.get_for_model(one).pk for one in (self.records, self.texts))
        every = CombinedExpression(F("title"), "||", F("body"))  # as the layer's index has it
        rows = IndexEntry.objects.filter(content_type__in=(records, texts))
        return (
            rows.annotate(every=every)
            .filter(every=words)
            .values(
                number_=Value(number, output_field=NUMBER),
                record_=Q(content_type=records),
                title_=Q(content_type=records) & Q(title=words),  # in this order: others have none to look at
            )
            .annotate(keys_=Packed(Cast("object_id", NUMBER)))
            .values_list("number_", "record_", "title_", "keys_")
        )


def entries_of(backend: object, records: type[models.Model], texts: type[models.Model]) -> Entries | None:
    """Return the index of two models; None where it does not lie in PostgreSQL."""
    compiler = getattr(backend, "query_compiler_class", None)
    return Entries(backend, records, texts) if hasattr(compiler, "build_tsquery") else None


@contextmanager
def _by_the_index() -> Iterator[None]:
    """Have PostgreSQL look words up, however many documents hold them.

    It believes that looking through all rows is cheaper for a word of most of them, and does not know that
    their words lie apart and have to be fetched one by one: thirty times the cost.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET enable_seqscan = off")
        try:
            yield
        finally:
            cursor.execute("RESET enable_seqscan")


def _held(found: Mapping[tuple[int, bool, bool], BitMap], number: int) -> Held:
    titles = found.get((number, True, True), NOTHING)
    return Held(
        titles, titles | found.get((number, True, False), NOTHING), found.get((number, False, False), NOTHING)
    )


def _unpacked(packed: bytes) -> BitMap:
    numbers = array("I", bytes(packed))
    if sys.byteorder == "little":
        numbers.byteswap()
    return BitMap(numbers)
