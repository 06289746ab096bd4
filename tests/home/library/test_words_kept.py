"""Words of the fund in PostgreSQL's index: as they are, found at once, kept by the word."""

from importlib import import_module
from itertools import combinations

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from wagtail.search.models import IndexEntry

from home.library.models import DocumentPage, LibraryRow, LibraryWords
from home.library.reading import engine
from home.library.reading.find import Question, find_documents, pages_with, read_question
from home.library.reading.fund_index import fund_index
from home.library.testing.builders import a_document, a_kept_file, shelved
from producers.editions.current import reading
from shop.testing.builders import a_market

pytestmark = pytest.mark.django_db
WORDS = ("laine", "soie", "indigo", "argan", "les", "running", "runs", "صوف", "rien")
TEXTS = ("laine et soie", "indigo running", "les argan", "صوف", "")


@pytest.fixture
def fund(db):
    """Documents that hold some of the words in their title, their record or their file."""
    a_market()
    rows = []
    for number in range(20):
        text = TEXTS[number % 5]
        rows.append(
            a_document(
                slug=f"d{number}",
                title={"fr": WORDS[number % 9]},
                description={"fr": " ".join(WORDS[number % 4 : number % 7])},
                file=a_kept_file(text.encode(), f"{number}.txt") if text else None,
                licence="cc-by",
                live=number % 6 != 5,
            )
        )
    shelved(*rows)
    ContentType.objects.get_for_models(LibraryRow, LibraryWords)
    return rows


def is_kept_by_the_word() -> bool:
    """SQLite is asked for each question as a whole."""
    return connection.vendor == "postgresql"


def questions() -> list[tuple[tuple[str, ...], ...]]:
    each = [(word,) for word in WORDS]
    return [(one,) for one in each] + list(combinations(each, 2)) + [(("laine", "صوف"), ("indigo",))]


def test_what_is_held_of_each_word_says_what_the_search_layer_says_of_the_whole(fund):
    public = fund_index().public
    for words in questions():
        asked = engine.And([engine.one_of(word) for word in words])
        plain = engine._asked(asked, words, public)
        assert engine.all_of(words, public).tiers == plain.tiers, words
        every = tuple(sorted({one for word in words for one in word}))
        plain = engine._asked(engine.one_of(every), [every], public)
        assert engine.any_of(words, public).tiers == plain.tiers, words


def test_words_are_found_as_they_are_and_not_cut_as_english(fund):
    public = fund_index().public
    assert not engine.all_of([("run",)], public).records
    assert engine.all_of([("les",)], public).texts


def test_a_question_of_words_that_are_known_asks_nothing(fund, django_assert_max_num_queries):
    for word in ("laine", "soie"):
        with reading():
            find_documents(read_question(word))
    with reading() as editions:
        assert editions.numbers
        with django_assert_max_num_queries(0 if is_kept_by_the_word() else 4):
            both = set(find_documents(read_question("laine soie")))
    with reading():
        assert both == set(find_documents(read_question("laine"))) & set(
            find_documents(read_question("soie"))
        )
        assert both


def test_a_document_that_comes_later_is_found_by_a_word_that_is_kept(fund):
    with reading():
        before = list(find_documents(read_question("indigo")))
    late = a_document(slug="late", title={"fr": "Indigo"})
    shelved(late)
    with reading():
        assert set(find_documents(read_question("indigo"))) == {*before, late.pk}


def test_the_index_is_written_again_as_the_search_layer_would(fund):
    if not is_kept_by_the_word():
        return  # there is nothing to write again
    entries = IndexEntry.objects.order_by("pk").values_list("pk", "title", "body")
    right = list(entries.all())
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE wagtailsearch_indexentry SET body = to_tsvector('english', body_text),"
            " title = setweight(to_tsvector('english', title_text), 'B')"
        )
    assert list(entries.all()) != right
    migration = import_module("home.library.migrations.0006_words_as_they_are")
    with connection.schema_editor() as editor:
        migration.write_again(apps, editor)
    assert list(entries.all()) == right


@pytest.mark.parametrize(
    ("pages", "best"),
    [
        (["soie", "laine", "laine indigo", "indigo laine"], 3),
        (["rien"] * 8 + ["laine", "indigo laine"], 10),
        (["rien", "laine"] + ["rien"] * 8, 2),
        (["laine"] + ["rien"] * 10 + ["laine indigo"], 12),
        (["rien"] * 12, None),
        (["laine", "", "", "", "", "", "", "", "", "indigo laine"], 10),
    ],
)
def test_the_first_page_with_most_of_the_words_is_named(db, pages, best):
    file = a_kept_file(b"x", "livre.txt")
    file.texts.all().delete()
    DocumentPage.objects.bulk_create(
        DocumentPage(file=file, number=number, text=text, folded=text)
        for number, text in enumerate(pages, 1)
        if text
    )
    found = pages_with(Question((("laine",), ("indigo",))), [file.pk])
    assert found == ({file.pk: (best, pages[best - 1])} if best else {})
