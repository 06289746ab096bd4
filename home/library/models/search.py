"""The folded words by which a document is found, and the index of them: the same on every database."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from pyroaring import BitMap

from home.library.domain.word_index import LONGEST_WORD, PARTS, Held, Holders, held


class LibraryRow(models.Model):
    """What the record of a public document says."""

    document = models.OneToOneField(
        "tiwizi_library.Document", models.CASCADE, primary_key=True, related_name="search_row"
    )
    title = models.TextField()
    text = models.TextField(blank=True)

    class Meta:
        verbose_name = _("search row of a document")
        verbose_name_plural = _("search rows of documents")

    def __str__(self) -> str:
        return str(self.document_id)


class LibraryWords(models.Model):
    """All words of a public document that has a text: those of its file and of its record, each once."""

    document = models.OneToOneField(
        "tiwizi_library.Document", models.CASCADE, primary_key=True, related_name="search_words"
    )
    words = models.TextField()

    class Meta:
        verbose_name = _("words of a document")
        verbose_name_plural = _("words of documents")

    def __str__(self) -> str:
        return str(self.document_id)


class IndexedWordQuerySet(models.QuerySet["IndexedWord"]):
    """Words with the documents that hold them."""

    def holders(self) -> dict[str, Holders]:
        """Return who holds each of these words; one query."""
        rows = self.values_list("word", *COLUMNS)
        return {word: Holders(*(_set(one) for one in sets)) for word, *sets in rows}


class IndexedWord(models.Model):
    """One word with the documents that hold it: in their title, in their record, in record or file.

    A set of keys is kept as portable Roaring bytes. Rows are written with ``LibraryRow`` and ``LibraryWords``
    in one transaction, so that they say the same; the row of the empty word is the lock of who writes.
    """

    word = models.CharField(max_length=LONGEST_WORD, primary_key=True)
    in_title = models.BinaryField(default=bytes)
    in_record = models.BinaryField(default=bytes)
    in_text = models.BinaryField(default=bytes)

    objects = IndexedWordQuerySet.as_manager()

    class Meta:
        verbose_name = _("word of the index")
        verbose_name_plural = _("words of the index")

    def __str__(self) -> str:
        return self.word


COLUMNS = tuple(f"in_{part}" for part in PARTS)


def indexed_word(word: str, holders: Holders) -> IndexedWord:
    """Return the row of a word, not yet written."""
    return IndexedWord(word, *(_bytes(getattr(holders, part)) for part in PARTS))


def words_held(row: LibraryRow, words: LibraryWords | None) -> Held:
    """Return what the index has to say of one document."""
    return held(row.title, row.text, words.words if words else "")


def _set(kept: bytes | memoryview) -> BitMap:
    return BitMap.deserialize(bytes(kept)) if kept else BitMap()


def _bytes(documents: BitMap) -> bytes:
    if not documents:
        return b""
    documents.run_optimize()
    return bytes(documents.serialize())
