"""The list of the fund: what fits, how many of each, page by page."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.paginator import EmptyPage
from django.urls import reverse
from django.utils.translation import gettext as _

from home.library.domain.asked import FACETS, Asked
from home.library.kind_words import kind_names, language_called
from home.library.reading.cards import DocumentCard, document_cards
from home.library.reading.find import find_documents, read_question
from home.library.reading.fund_index import Hits, fund_index
from home.library.reading.known import Known
from producers.domain.shown import shown
from shop.domain.cards import Chip, Facet, FacetValue, PageLink, Pages

PER_PAGE = 20
MOST_YEARS = 40


@dataclass(frozen=True)
class Listed:
    """All that the page of the list shows."""

    cards: list[DocumentCard]
    pages: Pages
    facets: tuple[Facet, ...]
    chips: tuple[Chip, ...]


def read_list(asked: Asked, words: Known, lang: str) -> Listed:
    """Return one page of what fits. Raises ``EmptyPage`` for a page that does not exist."""
    question, index = read_question(asked.q), fund_index()
    found = find_documents(question) if asked.q else Hits(index, (index.public,))
    fitting, first = found.among(index.narrowed(asked)), (asked.page - 1) * PER_PAGE
    labels, address = _labels(asked, words, lang), reverse("library:list")
    return Listed(
        pages=_pages(asked, len(fitting), address),
        cards=document_cards(fitting[first : first + PER_PAGE], lang, question),
        facets=tuple(
            _facet(code, asked, _counts(code, asked, found), labels[code], address) for code in FACETS
        ),
        chips=tuple(
            Chip(labels[code](value), address + asked.query(**{code: ""})) for code, value in asked.chosen
        ),
    )


def _counts(code: str, asked: Asked, found: Hits) -> dict[str, int]:
    """Count what choosing each value would leave."""
    return found.fund.counted(code, found.documents & found.fund.narrowed(asked, without=code))


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
