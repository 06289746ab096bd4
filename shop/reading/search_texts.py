"""What a search finds a product by: its words in each language of the site, folded as queries are.

A product has one row per language, whatever languages it is written in, so that a search in one language
meets every product once. Its name in the other languages is found too, with less weight.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from producers.conf import languages
from producers.domain.regions import region_name
from producers.domain.shown import shown
from producers.domain.text import fold
from shop.models import AttributeValue, Category, Product, SearchRow
from shop.reading.rulebook import Rulebook

DESCRIPTION = 400
# Vocabulary comes back in every product: folding it once is what makes a hundred thousand of them bearable.
_folded = lru_cache(maxsize=8192)(fold)


def search_rows(product_ids: Iterable[int], book: Rulebook) -> list[SearchRow]:
    """Return the rows of these products, not yet written: eight queries, however many there are."""
    products = (
        Product.objects.filter(pk__in=list(product_ids))
        .select_related("producer")
        .prefetch_related("techniques", "materials", "tagged__tag", "variants")
    )
    found = list(products)
    categories = {category.pk: category for category in Category.objects.all()}
    choices = _choices([product.pk for product in found])
    return [
        SearchRow(
            product=product,
            language=lang,
            title=_words([product.name], lang, product.original_language),
            text=_text(
                product, lang, [categories[pk] for pk in book.categories(product.category_id)], choices
            ),
        )
        for product in found
        for lang in languages()
    ]


def _text(product: Product, lang: str, path: Sequence[Category], choices: Mapping[int, list[object]]) -> str:
    terms = [*path, *product.techniques.all(), *product.materials.all(), product.producer]
    names: list[object] = [term.name for term in terms]
    places = [product.producer.commune, product.producer.place_name]
    variants = [variant.name for variant in product.variants.all()]
    own = [product.summary, *variants, *names, *places, *choices.get(product.pk, ())]
    tags = " ".join(tied.tag.name for tied in product.tagged.all())
    words = [
        _words(own, lang, product.original_language),
        _folded(region_name(product.producer.region, lang)),
        _folded(tags),
        " ".join(_folded(name) for name in _every_language(product.name)),
        _folded(shown(product.description, lang, product.original_language).text[:DESCRIPTION]),
    ]
    return " ".join(word for word in words if word)


def _words(texts: Iterable[object], lang: str, original: str) -> str:
    return " ".join(word for text in texts if (word := _folded(shown(text, lang, original).text)))


def _every_language(text: object) -> list[str]:
    data = getattr(text, "data", text)
    return [str(value) for value in data.values() if value] if isinstance(data, Mapping) else [str(data)]


def _choices(products: Sequence[int]) -> dict[int, list[object]]:
    """Names of the chosen attribute values (colours, uses...) by product."""
    names: defaultdict[int, list[object]] = defaultdict(list)
    rows = AttributeValue.objects.filter(variant__product__in=products, choice__isnull=False)
    for product, name in rows.values_list("variant__product", "choice__name").distinct():
        names[product].append(name)
    return names
