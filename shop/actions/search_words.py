"""The words of the index, gathered by a job."""

from collections import Counter

from django.db import transaction

from producers.conf import languages
from shop.models import SearchRow, SearchWord

SHORTEST, LONGEST = 3, 40


def refresh_search_words() -> None:
    """Gather the words of every language anew; each language is replaced whole."""
    for language in languages():
        counts: Counter[str] = Counter()
        rows = SearchRow.objects.filter(language=language).values_list("title", "text")
        for title, text in rows.iterator(chunk_size=500):
            counts.update({word for word in f"{title} {text}".split() if SHORTEST <= len(word) <= LONGEST})
        _replace(language, counts)


@transaction.atomic
def _replace(language: str, counts: Counter[str]) -> None:
    SearchWord.objects.filter(language=language).delete()
    rows = [SearchWord(language=language, word=word, rows=count) for word, count in counts.items()]
    SearchWord.objects.bulk_create(rows, batch_size=1000)
