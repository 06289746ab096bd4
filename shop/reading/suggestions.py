"""What a search may be about while it is still being typed."""

from django.db.models import Q

from producers.conf import languages
from producers.domain.shown import shown
from producers.domain.text import fold, is_searchable
from shop.models import Market, Product, SearchRow
from shop.reading.vocabulary import vocabulary

SHORTEST, MOST = 2, 8


def suggestions(typed: str, lang: str, market: Market) -> list[str]:
    """Return names that begin as what was typed, or hold a word that does: categories, then offers."""
    begun = fold(typed)
    if len(begun) < SHORTEST or not is_searchable(begun):
        return []
    categories = [shown(word.name, lang).text for word in vocabulary().words.get("category", {}).values()]
    fitting = [name for name in categories if any(part.startswith(begun) for part in _tails(fold(name)))]
    return list(dict.fromkeys([*fitting, *_offers(begun, lang, market)]))[:MOST]


def _tails(folded: str) -> list[str]:
    words = folded.split()
    return [" ".join(words[place:]) for place in range(len(words))]


def _offers(begun: str, lang: str, market: Market) -> list[str]:
    language = lang if lang in languages() else languages()[0]
    starts = Q(title__startswith=begun) | Q(title__contains=f" {begun}")
    rows = SearchRow.objects.filter(starts, language=language, product__listings__market=market)
    ids = list(rows.order_by("title").values_list("product", flat=True)[:MOST])
    found = Product.objects.public().in_bulk(ids)
    return [shown(found[pk].name, lang, found[pk].original_language).text for pk in ids if pk in found]
