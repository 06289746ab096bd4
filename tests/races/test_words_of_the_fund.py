"""Documents that are published at the same moment share words: each is found, with a control."""

from functools import partial
from threading import Barrier

from pyroaring import BitMap

from home.library.actions.index_words import mend_index
from home.library.actions.refresh import refresh_documents
from home.library.domain.word_index import Holders
from home.library.models import IndexedWord
from home.library.models.search import indexed_word
from home.library.testing.builders import a_document
from tests.races.together import at_once, failures

EDITORS = 6


def test_the_race_is_real_without_the_lock():
    """Read the set, add a document, write it: the last one takes the others' away."""
    looked = Barrier(EDITORS)

    def look_then_write(document: int) -> None:
        seen = IndexedWord.objects.filter(word="laine").holders().get("laine", Holders())
        looked.wait(60)
        seen.title.add(document)
        row = indexed_word("laine", seen)
        IndexedWord.objects.bulk_create(
            [row], update_conflicts=True, unique_fields=["word"], update_fields=["in_title"]
        )

    assert not failures(at_once([partial(look_then_write, number) for number in range(1, EDITORS + 1)]))
    assert len(IndexedWord.objects.holders()["laine"].title) < EDITORS


def test_each_of_those_published_at_once_is_found_by_the_words_they_share():
    rows = [a_document(title={"fr": f"La laine et la soie {n}"}, slug=f"d{n}") for n in range(EDITORS)]
    assert not failures(at_once([partial(refresh_documents, [one.pk]) for one in rows]))
    found, every = IndexedWord.objects.holders(), BitMap(one.pk for one in rows)
    assert found["laine"].title == found["soie"].title == every
    assert mend_index() == 0


def test_what_is_published_while_the_index_is_mended_stays_found():
    rows = [a_document(title={"fr": f"Laine {n}"}, slug=f"d{n}") for n in range(EDITORS)]
    publish = [partial(refresh_documents, [one.pk]) for one in rows]
    assert not failures(at_once([*publish[:3], mend_index, *publish[3:]]))
    assert IndexedWord.objects.holders()["laine"].title == BitMap(one.pk for one in rows)
    assert mend_index() == 0
