"""Products and makers, as the search over everything finds them."""

from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from producers.domain.shown import shown
from producers.domain.text import fold
from producers.editions.memory import remembered
from producers.models import Organisation
from producers.reading.cards import producer_card
from producers.search_kinds import MOST, Hit, Question, SearchKind, add_search_kind
from shop.models import Market
from shop.reading.cards import cards_by_product
from shop.reading.facet_index import shelf
from shop.reading.facet_sets import LISTED
from shop.reading.search import find
from shop.reading.vocabulary import vocabulary

MOST_NAMES = 5000


def find_products(question: Question) -> list[int]:
    """Return the offers of the reader's market that fit, spelled as they were typed or nearly so."""
    ids, listed = find(question.text, question.lang).ids, shelf.index().of(LISTED, question.market)
    return [pk for pk in ids if pk in listed]


def show_products(keys: Sequence[int], question: Question) -> dict[int, Hit]:
    """Return offers as hits."""
    cards = cards_by_product(keys, Market.objects.get(pk=question.market), question.lang)
    return {
        pk: Hit(
            card.url,
            card.name,
            " · ".join(filter(None, (card.producer_name.text, card.place, card.price and card.price.text))),
            picture=card.picture,
        )
        for pk, card in cards.items()
    }


def product_names(question: Question) -> list[tuple[str, str]]:
    """Return the names of categories: those of offers are in the index of words already."""
    words = vocabulary().words.get("category", {}).values()
    names = [shown(word.name, question.lang).text for word in words]
    return [(name, fold(name)) for name in names]


def find_makers(question: Question) -> list[int]:
    """Return makers by their names, which are kept where they are not too many."""
    texts = remembered("maker texts", ("words", "offers"), (), _texts, size=600)
    if len(texts) > MOST_NAMES:
        rows = Organisation.objects.shown()
        for word in question.words:
            rows = rows.filter(search_text__contains=word)
        return list(rows.order_by("number").values_list("pk", flat=True)[:MOST])
    return [pk for pk, text in texts if all(word in text for word in question.words)][:MOST]


def _texts() -> list[tuple[int, str]]:
    """Return the folded names of makers; one more than are kept where there are more."""
    rows = Organisation.objects.shown().order_by("number")
    return list(rows.values_list("pk", "search_text")[: MOST_NAMES + 1])


def show_makers(keys: Sequence[int], question: Question) -> dict[int, Hit]:
    """Return makers as hits."""
    rows = Organisation.objects.shown().select_related("picture").prefetch_related("crafts")
    return {pk: _maker(one, question.lang) for pk, one in rows.in_bulk(list(keys)).items()}


def _maker(one: Organisation, lang: str) -> Hit:
    card = producer_card(one, lang)
    line = " · ".join(filter(None, (card.place, *card.crafts[:2])))
    return Hit(card.url, card.name, line, card.sentence, card.picture)


def maker_names(question: Question) -> Iterable[tuple[str, str]]:
    """Return the names of makers in the reader's language, at most so many."""
    return remembered("maker names", ("offers",), (question.lang,), lambda: _names(question.lang), size=300)


def _names(lang: str) -> list[tuple[str, str]]:
    rows = Organisation.objects.shown().order_by("number").values_list("name", "original_language")
    texts = [shown(name, lang, original).text for name, original in rows[:MOST_NAMES]]
    return [(text, fold(text)) for text in texts]


def _more(name: str, question: Question) -> str:
    return f"{reverse(name)}?{urlencode({'q': question.text})}"


PRODUCTS = SearchKind(
    "products",
    _("Products"),
    "cart",
    find_products,
    show_products,
    product_names,
    lambda question: _more("shop:catalogue", question),
    position=10,
    areas=("search", "words", "offers"),
)
MAKERS = SearchKind(
    "makers",
    _("Makers"),
    "star",
    find_makers,
    show_makers,
    maker_names,
    lambda question: _more("producers:directory", question),
    position=20,
    areas=("words", "offers"),
)


def add_kinds() -> None:
    """Name the shop's kinds; for ``AppConfig.ready``."""
    add_search_kind(PRODUCTS)
    add_search_kind(MAKERS)
