"""Lists of the fund count by sets that are kept; a plain recount of the rows comes to the same."""

from collections import Counter
from random import Random

import pytest

from home.library.domain.asked import FACETS, Asked
from home.library.models import Document, LibraryRow, LibraryWords
from home.library.reading.find import find_documents, read_question
from home.library.reading.fund_index import Hits, read_index
from home.library.reading.known import known
from home.library.reading.list import PER_PAGE, read_list
from home.library.testing.builders import a_document, a_kept_file, a_subject, shelved
from shop.testing.builders import a_market

pytestmark = pytest.mark.django_db
WORDS = ["laine", "soie", "indigo", "henné", "argile", "argan"]
TEXTS = ["La laine et la soie", "L’indigo sur la laine", "Argile de Safi", "طين", ""]
QUESTIONS = ["", "laine", "laine soie", "argile indigo", "طين", "laine rien", "rien"]


@pytest.fixture
def fund(db):
    """Thirty documents that differ in everything that lists filter by."""
    a_market()
    chance, rows = Random(8), []
    files = [a_kept_file(text.encode(), f"{n}.txt") if text else None for n, text in enumerate(TEXTS)]
    subjects = [a_subject(slug) for slug in ("weaving", "dyeing", "money")]
    for number in range(30):
        file = chance.choice(files)
        rows.append(
            a_document(
                slug=f"d{number}",
                title={"fr": " ".join(chance.sample(WORDS, 2))},
                description={"fr": chance.choice(WORDS)},
                kind=chance.choice(Document.Kind.values),
                issued=chance.choice(["", "1999", "2024-05", "2024"]),
                file=file,
                licence=chance.choice(["cc-by", "on-site"]),
                languages=tuple(chance.sample(["fr", "ar", "zgh"], chance.randrange(3))),
                subjects=tuple(chance.sample(subjects, chance.randrange(3))),
                live=chance.random() < 0.8,
            )
        )
    shelved(*rows)
    return rows


class Facts:
    """What a document has, read from its own rows once."""

    def __init__(self, one: Document) -> None:
        row, text = one.search_row, LibraryWords.objects.filter(pk=one.pk).first()
        self.pk, self.slug, self.year = one.pk, one.slug, one.year
        in_title, in_record = set(row.title.split()), set(f"{row.title} {row.text}".split())
        self.parts = [in_title, in_record, in_record | set(text.words.split() if text else ())]
        self.has = {
            "kind": [one.kind],
            "subject": [subject.slug for subject in one.subjects.all()],
            "language": [language.code for language in one.languages.all()],
            "year": [str(one.year)] if one.year else [],
        }

    def fits(self, asked: Asked, without: str = "") -> bool:
        return all(value in self.has[code] for code, value in asked.chosen if code != without)

    def place(self, words) -> int:
        """Say which part of it is the first to hold all of the words; 3 when none does."""
        held = (all(not part.isdisjoint(word) for word in words) for part in self.parts)
        return next((place for place, is_held in enumerate(held) if is_held), 3)


def expected(rows: list[Facts], question) -> list[Facts]:
    """Return those with all of the words, or else those with any of them, best first."""
    newest = sorted(rows, key=lambda one: (-(one.year or 0), -one.pk))
    for words in (question.words, [question.every]):
        if found := [one for one in newest if one.place(words) < 3]:
            return sorted(found, key=lambda one: one.place(words))
    return []


def choices() -> list[Asked]:
    chance = Random(3)
    values = {
        "kind": Document.Kind.values, "subject": ["weaving", "dyeing"], "language": ["fr", "ar"],
        "year": ["1999", "2024", "1900"],
    }  # fmt: skip
    return [
        Asked(
            q=q,
            **{code: chance.choice(values[code]) for code in FACETS if chance.random() < 0.4},
        )
        for q in QUESTIONS
        for _time in range(6)
    ]


def test_totals_counts_and_order_are_those_of_a_recount(fund):
    words, rows = known(), [Facts(one) for one in Document.objects.public()]
    for asked in choices():
        question = read_question(asked.q)
        found = expected(rows, question)
        fitting = [one for one in found if one.fits(asked)]
        listed = read_list(asked, words, "fr")
        assert listed.pages.total == len(fitting), asked
        assert len(listed.cards) == min(PER_PAGE, len(fitting))
        for facet in listed.facets:
            recount = Counter(
                value for one in found if one.fits(asked, facet.code) for value in one.has[facet.code]
            )
            shown = {value.code: value.count for value in facet.values if value.count}
            assert shown == dict(recount), (asked, facet.code)
        assert [card.slug for card in listed.cards] == [one.slug for one in fitting[:PER_PAGE]], asked


def test_every_page_of_hits_is_a_piece_of_the_whole(fund):
    hits = find_documents(read_question("laine"))
    whole = list(hits)
    assert len(hits) == len(whole) == len(set(whole)) > 8
    for first in range(len(whole) + 2):
        assert hits[first : first + 5] == whole[first : first + 5]
    assert [hits[place] for place in range(len(whole))] == whole
    assert hits[-1] == whole[-1]
    with pytest.raises(IndexError):
        hits[len(whole)]


def test_those_that_nobody_may_see_are_in_no_set(fund):
    index = read_index()
    assert set(index.public) == set(Document.objects.public().values_list("pk", flat=True))
    assert set(index.open) == {one.pk for one in fund if one.live and one.file_id and one.licence == "cc-by"}
    gone = LibraryRow.objects.first().document
    Document.objects.filter(pk=gone.pk).update(live=False)
    assert gone.pk not in list(Hits(read_index(), (index.public,)).among(read_index().public))
