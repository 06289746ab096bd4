"""The index of words follows the words of documents, in the transaction that writes them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from django.db import transaction

from home.library.domain.word_index import NOBODY, Held, Holders, gathered, moved
from home.library.models import IndexedWord, LibraryRow, LibraryWords
from home.library.models.search import COLUMNS, indexed_word, words_held

T = TypeVar("T")
BATCH = 1000
LOCK = ""
"""No word is empty: whoever writes the index holds the row of this one."""


def words_in_index(documents: Iterable[int]) -> dict[int, Held]:
    """Return what the index says of these documents: the words that their rows have; two queries."""
    wanted = list(documents)
    words = {one.document_id: one for one in LibraryWords.objects.filter(document__in=wanted)}
    rows = LibraryRow.objects.filter(document__in=wanted)
    return {row.document_id: words_held(row, words.get(row.document_id)) for row in rows}


def move_words(before: Mapping[int, Held], after: Mapping[int, Held]) -> None:
    """Write who holds which word now. Needs the caller's transaction, which writes the rows too."""
    come, gone = moved(before, after)
    words = sorted(come.keys() | gone.keys())
    if not words:
        return
    lock_index()
    for some in _batches(words):
        there = IndexedWord.objects.filter(word__in=some).holders()
        _write({word: _changed(there.get(word), come.get(word), gone.get(word)) for word in some})


def lock_index() -> None:
    """Wait until nobody else writes the index."""
    IndexedWord.objects.bulk_create([IndexedWord(word=LOCK)], ignore_conflicts=True)
    IndexedWord.objects.select_for_update().get(word=LOCK)


@transaction.atomic
def mend_index() -> int:
    """Make the index anew from the words of documents and write what differs; return how many words did.

    Nothing differs, unless a release that does not know this index has published something.
    """
    lock_index()
    right, there = gathered(_every_document()), IndexedWord.objects.exclude(word=LOCK).holders()
    wrong = {
        word: right.get(word, NOBODY)
        for word in right.keys() | there.keys()
        if right.get(word, NOBODY) != there.get(word, NOBODY)
    }
    for some in _batches(sorted(wrong)):
        _write({word: wrong[word] for word in some})
    return len(wrong)


def _every_document() -> Iterator[tuple[int, Held]]:
    keys = list(LibraryRow.objects.order_by("pk").values_list("pk", flat=True))
    for some in _batches(keys):
        yield from words_in_index(some).items()


def _changed(there: Holders | None, come: Holders | None, gone: Holders | None) -> Holders:
    old, more, less = (one or NOBODY for one in (there, come, gone))
    return Holders(
        (old.title - less.title) | more.title,
        (old.record - less.record) | more.record,
        (old.text - less.text) | more.text,
    )


def _write(holders: Mapping[str, Holders]) -> None:
    IndexedWord.objects.bulk_create(
        [indexed_word(word, of) for word, of in holders.items() if of],
        update_conflicts=True,
        unique_fields=["word"],
        update_fields=COLUMNS,
    )
    IndexedWord.objects.filter(word__in=[word for word, of in holders.items() if not of]).delete()


def _batches(words: Sequence[T]) -> Iterator[Sequence[T]]:
    return (words[start : start + BATCH] for start in range(0, len(words), BATCH))
