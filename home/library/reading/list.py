"""The list of the fund: what fits, how many of each, page by page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.core.paginator import EmptyPage, Paginator
from django.db.models import Count, F
from django.urls import reverse
from django.utils.translation import gettext as _

from home.library.domain.asked import Asked
from home.library.kind_words import kind_names, language_called
from home.library.models import Document, DocumentLanguage, Subject
from home.library.models.documents import DocumentQuerySet
from home.library.reading.cards import DocumentCard, document_cards
from home.library.reading.counted import FoundDocuments, found_documents
from home.library.reading.find import Question, find_documents, read_question
from producers.domain.shown import shown
from producers.editions.memory import remembered
from shop.domain.cards import Chip, Facet, FacetValue, PageLink, Pages

PER_PAGE = 20
COLUMNS = {"kind": "kind", "subject": "subjects__slug", "language": "languages__code", "year": "year"}
MOST_YEARS = 40


@dataclass(frozen=True)
class Known:
    """Subjects and languages by their codes, read once until one of them changes."""

    subjects: Mapping[str, object]
    languages: Mapping[str, int]


@dataclass(frozen=True)
class Listed:
    """All that the page of the list shows."""

    cards: list[DocumentCard]
    pages: Pages
    facets: tuple[Facet, ...]
    chips: tuple[Chip, ...]


def known() -> Known:
    """Return the subjects and languages there are."""
    return remembered("library words", ("library",), (), _read_known)


def read_list(asked: Asked, words: Known, lang: str) -> Listed:
    """Return one page of what fits. Raises ``EmptyPage`` for a page that does not exist."""
    question = read_question(asked.q)
    found = _found(question) if asked.q else None
    if found is None:
        chosen, total = _page_of_all(asked)
    else:
        fitting = found.fitting(asked)
        total, first = len(fitting), (asked.page - 1) * PER_PAGE
        chosen = fitting[first : first + PER_PAGE]
    labels, address = _labels(asked, words, lang), reverse("library:list")
    return Listed(
        pages=_pages(asked, total, address),
        cards=document_cards(_read(chosen), lang, question),
        facets=tuple(
            _facet(code, asked, _counts(code, asked, found), labels[code], address) for code in COLUMNS
        ),
        chips=tuple(
            Chip(labels[code](value), address + asked.query(**{code: ""})) for code, value in asked.chosen
        ),
    )


def narrowed(asked: Asked, without: str = "") -> DocumentQuerySet:
    """Return the public documents that fit, one facet left out where it is being counted."""
    rows = Document.objects.public()
    for code, value in asked.chosen:
        if code != without:
            rows = rows.filter(**{COLUMNS[code]: value})
    return rows


def _found(question: Question) -> FoundDocuments:
    """What a question finds is kept for the next page and the next filter."""
    return remembered(
        "library found",
        ("library",),
        (question,),
        lambda: found_documents(find_documents(question) if question else []),
        size=60,
    )


def _page_of_all(asked: Asked) -> tuple[list[int], int]:
    ids = narrowed(asked).order_by(F("year").desc(nulls_last=True), "-pk").values_list("pk", flat=True)
    paginator = Paginator(ids, PER_PAGE)
    return list(paginator.page(asked.page)), paginator.count


def _read(chosen: list[int]) -> list[Document]:
    read = Document.objects.select_related("cover", "file").prefetch_related("languages", "subjects")
    by_pk = read.in_bulk(chosen)
    return [by_pk[pk] for pk in chosen if pk in by_pk]


def _counts(code: str, asked: Asked, found: FoundDocuments | None) -> dict[str, int]:
    if found is not None:
        return found.counts(code, asked)
    rows = narrowed(asked, without=code).order_by().values_list(COLUMNS[code]).annotate(n=Count("pk"))
    return {str(value): n for value, n in rows if value not in (None, "")}


def _pages(asked: Asked, total: int, address: str) -> Pages:
    last = max(1, -(-total // PER_PAGE))
    if asked.page > last:
        raise EmptyPage(asked.page)
    near = sorted({1, last, *range(max(1, asked.page - 2), min(last, asked.page + 2) + 1)})
    return Pages(
        number=asked.page,
        shown_to=min(asked.page * PER_PAGE, total),
        total=total,
        next_url=address + asked.at_page(asked.page + 1) if asked.page < last else "",
        previous_url=address + asked.at_page(asked.page - 1) if asked.page > 1 else "",
        links=tuple(PageLink(str(one), address + asked.at_page(one), one == asked.page) for one in near),
    )


def _facet(
    code: str, asked: Asked, counts: dict[str, int], label: Callable[[str], str], address: str
) -> Facet:
    """Only what is there to be chosen, in the order of the list; the newest years first."""
    chosen = getattr(asked, code)
    counts = dict(counts)
    if chosen:
        counts.setdefault(chosen, 0)
    order = sorted(counts, reverse=True)[:MOST_YEARS] if code == "year" else sorted(counts, key=label)
    values = tuple(
        FacetValue(
            one,
            label(one),
            counts[one],
            one == chosen,
            address + asked.query(**{code: "" if one == chosen else one}),
        )
        for one in order
    )
    return Facet(code, _titles()[code], values)


def _labels(asked: Asked, words: Known, lang: str) -> dict[str, Callable[[str], str]]:
    kinds = kind_names()
    return {
        "kind": lambda code: kinds.get(code, code),
        "subject": lambda code: shown(words.subjects.get(code, code), lang).text,
        "language": lambda code: language_called(code, lang),
        "year": str,
    }


def _titles() -> dict[str, str]:
    return {"kind": _("Kind"), "subject": _("Subject"), "language": _("Language"), "year": _("Year")}


def _read_known() -> Known:
    return Known(
        {one.slug: one.name for one in Subject.objects.all()},
        dict(DocumentLanguage.objects.values_list("code", "pk")),
    )
