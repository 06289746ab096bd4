"""Documents, as the search over everything finds them: by the fund's own search, files included."""

from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from home.library.models import Document
from home.library.reading.cards import document_cards
from home.library.reading.find import find_documents, read_question
from producers.domain.shown import shown
from producers.domain.text import fold
from producers.editions.memory import remembered
from producers.search_kinds import Hit, Question, SearchKind, add_search_kind

MOST_NAMES = 5000


def find(question: Question) -> Sequence[int]:
    """Return the documents that hold the words, in their record or in their file."""
    asked = read_question(question.text)
    return find_documents(asked) if asked else []


def show(keys: Sequence[int], question: Question) -> list[Hit]:
    """Return documents as hits."""
    rows = Document.objects.public().select_related("cover", "file").prefetch_related("languages", "subjects")
    found = rows.in_bulk(list(keys))
    asked = read_question(question.text)
    cards = document_cards([found[pk] for pk in keys if pk in found], question.lang, asked)
    return [
        Hit(
            card.url,
            card.title,
            " · ".join(filter(None, (str(card.kind_name), card.creators, card.issued))),
            picture=card.cover,
        )
        for card in cards
    ]


def names(question: Question) -> Iterable[tuple[str, str]]:
    """Return the titles of documents."""
    lang = question.lang
    return remembered("document names", ("library",), (lang,), lambda: _names(lang), size=300)


def _names(lang: str) -> list[tuple[str, str]]:
    texts = [shown(one.title, lang).text for one in Document.objects.public().order_by("-pk")[:MOST_NAMES]]
    return [(text, fold(text)) for text in texts]


def more(question: Question) -> str:
    """Return the address of the fund's own list, where the question can be narrowed."""
    return f"{reverse('library:list')}?{urlencode({'q': question.text})}"


DOCUMENTS = SearchKind("documents", _("Documents"), "book", find, show, names, more, position=50)


def add_kind() -> None:
    """Name them; for ``AppConfig.ready``."""
    add_search_kind(DOCUMENTS)
