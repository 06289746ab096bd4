"""What a product is sorted by, read in one query: techniques, materials, labels that are proven today."""

from collections import defaultdict

from django.db.models import CharField, QuerySet, Value
from django.utils.translation import gettext as _

from producers.domain.shown import Shown
from shop.models import Product
from shop.reading.facets import proven_labels
from shop.reading.vocabulary import Vocabulary

Ties = dict[str, list[int]]


def ties_of(product: Product) -> Ties:
    """Return the ids of a product's words by facet; a draft that was never saved has none."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    if product.pk:
        techniques = Product.techniques.through.objects.filter(product=product.pk)
        materials = Product.materials.through.objects.filter(product=product.pk)
        labels = proven_labels().filter(product=product.pk)
        rows = _column("technique", techniques).union(
            _column("material", materials), _column("label", labels), all=True
        )
        for facet, pk in rows:
            found[facet].append(pk)
    return dict(found)


def terms_of(ties: Ties, words: Vocabulary, lang: str) -> tuple[tuple[str, tuple[Shown, ...]], ...]:
    """Return techniques and materials with what they are called."""
    labels = (("technique", _("Technique")), ("material", _("Material")))
    return tuple((label, _shown(facet, ties, words, lang)) for facet, label in labels if ties.get(facet))


def labels_of(ties: Ties, words: Vocabulary, lang: str) -> tuple[str, ...]:
    """Return the proven labels by name."""
    return tuple(name.text for name in _shown("label", ties, words, lang))


def _shown(facet: str, ties: Ties, words: Vocabulary, lang: str) -> tuple[Shown, ...]:
    known = [words.by_pk.get((facet, pk)) for pk in ties.get(facet, [])]
    return tuple(word.shown(lang) for word in known if word)


def _column(facet: str, rows: QuerySet) -> QuerySet:
    return rows.order_by().values_list(Value(facet, output_field=CharField()), facet)
