"""What the words that somebody typed stand for among the words that the index holds."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models.functions import Length
from rapidfuzz.distance import OSA

from producers.editions.memory import remembered_by_key
from shop.domain.search_words import meanings
from shop.models import SearchWord

MOST_MEANINGS = 12
SHORTEST_GUESSED = 4
LONG = 7  # letters from which on two may be wrong
GUESSES = 3
GUESSED_WORDS = 3  # of one question: each costs a look through the words of its length


@dataclass(frozen=True)
class Understood:
    """What one typed word is looked for as; itself always, since the index may be younger than its words."""

    typed: str
    others: tuple[str, ...] = ()
    is_corrected: bool = False

    @property
    def meanings(self) -> tuple[str, ...]:
        """All of them."""
        return tuple(dict.fromkeys([self.typed, *self.others]))[:MOST_MEANINGS]

    @property
    def best(self) -> str:
        """The word to name."""
        return self.others[0] if self.is_corrected else self.typed


def understand(words: Sequence[str], language: str) -> list[Understood]:
    """Return what each folded word stands for: a form or a name of it, its beginning, or a near one.

    Kept by the word, which comes up in other questions too; what a question has no time for is not.
    """
    keys = [(word, language) for word in words]
    found = remembered_by_key("understood", ("search",), keys, _understand, size=1)
    return [found.get(key, Understood(key[0])) for key in keys]


def _understand(keys: Sequence[tuple[str, str]]) -> dict[tuple[str, str], Understood]:
    words, language = [word for word, _language in keys], keys[0][1]
    asked = {word: meanings(word) for word in words}
    every = {one for ones in asked.values() for one in ones}
    rows = SearchWord.objects.filter(language=language, word__in=every)
    known = set(rows.values_list("word", flat=True))
    strange = [word for word in words if known.isdisjoint(asked[word])]
    understood = {word: tuple(one for one in asked[word] if one in known) for word in words}
    return {
        (word, language): _guess(word, language) if word in strange else Understood(word, understood[word])
        for word in words
        if word not in strange[GUESSED_WORDS:]
    }


def _guess(word: str, language: str) -> Understood:
    if len(word) < SHORTEST_GUESSED:
        return Understood(word)
    begun = SearchWord.objects.filter(language=language, word__startswith=word).order_by("-rows", "word")
    if longer := tuple(begun.values_list("word", flat=True)[:MOST_MEANINGS]):
        return Understood(word, longer)
    near = _near(word, language)
    return Understood(word, near, is_corrected=bool(near))


def _near(word: str, language: str) -> tuple[str, ...]:
    """Words at one wrong letter, or two in a long one; the nearest and the most frequent first."""
    most = 2 if len(word) >= LONG else 1
    rows = SearchWord.objects.filter(language=language).annotate(length=Length("word"))
    rows = rows.filter(length__range=(len(word) - most, len(word) + most))
    found = []
    for other, count in rows.values_list("word", "rows"):
        distance = OSA.distance(word, other, score_cutoff=most)
        if distance <= most:
            found.append((distance, -count, other))
    return tuple(other for _distance, _count, other in sorted(found)[:GUESSES])
