"""Which offers a question finds, best first. The question is folded as the indexed words are."""

from wagtail.search.backends import get_search_backend

from producers.conf import languages
from producers.domain.text import fold, is_searchable
from shop.models import SearchRow

MOST = 1000
MOST_WORDS = 12


def found_products(question: str, lang: str) -> list[int]:
    """Return the ids of the offers found, best first, at most ``MOST``; none for a question without letters.

    Every product has a row in every language of the site, so that one language is asked. What the index
    does not know, parts of words, is looked for in the names.
    """
    words = fold(question).split()[:MOST_WORDS]
    if not is_searchable("".join(words)):
        return []
    language = lang if lang in languages() else languages()[0]
    rows = SearchRow.objects.filter(language=language).only("product")
    hits = get_search_backend().search(" ".join(words), rows, operator="and")[:MOST]
    return list(dict.fromkeys(hit.product_id for hit in hits)) or _with_these_letters(words, language)


def _with_these_letters(words: list[str], language: str) -> list[int]:
    rows = SearchRow.objects.filter(language=language)
    for word in words:
        rows = rows.filter(title__contains=word)
    return list(rows.order_by("-product").values_list("product", flat=True)[:MOST])
