"""What is there already of the offers that a spreadsheet speaks of, read for many rows at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from producers.models import Organisation
from shop.domain.importing import OfferRow
from shop.models import Category, Material, Place, Product, Technique, Variant


@dataclass
class Vocabulary:
    """The words that rows refer to, read once for a whole file."""

    producers: Mapping[str, Organisation]
    categories: Mapping[str, int]
    techniques: Mapping[str, int]
    materials: Mapping[str, int]


@dataclass
class There:
    """What a batch of rows finds: variants by producer and key, addresses that are taken."""

    variants: Mapping[tuple[int, str], Variant]
    slugs: frozenset[str]


def read_vocabulary() -> Vocabulary:
    """Return every word that a row may use; four queries."""
    makers = Organisation.objects.exclude(status=Organisation.Status.SUSPENDED)
    return Vocabulary(
        {maker.slug: maker for maker in makers.exclude(kind=Organisation.Kind.CENTRE)},
        dict(Category.objects.values_list("slug", "pk")),
        dict(Technique.objects.values_list("slug", "pk")),
        dict(Material.objects.values_list("slug", "pk")),
    )


def read_there(rows: Sequence[OfferRow], known: Vocabulary, slugs: Iterable[str]) -> There:
    """Return what is there of these rows; a constant number of queries."""
    makers = {known.producers[row.producer].pk for row in rows if row.producer in known.producers}
    found = Variant.objects.filter(sku__in=[row.key for row in rows], product__producer__in=makers)
    found = found.select_related("product__latest_revision").prefetch_related(
        "prices", "product__techniques", "product__materials", "product__tags", "product__pictures__picture"
    )
    taken = Product.objects.filter(slug__in=list(slugs)).values_list("slug", flat=True)
    return There({(one.product.producer_id, one.sku): one for one in found}, frozenset(taken))


def makers_places(producers: Iterable[int]) -> dict[int, int]:
    """Return the place of each maker, opened where she has none yet."""
    there = dict(
        Place.objects.filter(kind=Place.Kind.MAKER, organisation__in=producers).values_list(
            "organisation_id", "pk"
        )
    )
    for pk in set(producers) - set(there):
        place = Place.objects.create(
            kind=Place.Kind.MAKER, organisation_id=pk, name=Organisation.objects.get(pk=pk).name
        )
        there[pk] = place.pk
    return there
