"""What is there already of the offers that a spreadsheet speaks of, read for many rows at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from producers.domain.grants import Permission
from producers.models import Grant, Membership, Organisation
from shop.domain.importing import OfferRow
from shop.models import (
    Attribute,
    Category,
    ExportRow,
    ImportRun,
    Material,
    Place,
    Product,
    Technique,
    Variant,
)


@dataclass
class Vocabulary:
    """The words that rows refer to, read once for a whole file.

    ``by_agent`` says that an agent sends it: ``producers`` are then those who let her prepare their products.
    """

    producers: Mapping[str, Organisation]
    categories: Mapping[str, int]
    techniques: Mapping[str, int]
    materials: Mapping[str, int]
    attributes: Mapping[str, Attribute]
    makers: dict[str, Organisation]
    by_agent: bool = False

    def maker_of(self, row: OfferRow) -> Organisation | None:
        """Return whoever makes it: by her permanent id where the sheet has one, else by her address."""
        if row.maker and row.maker.id in self.makers:
            return self.makers[row.maker.id]
        return self.producers.get(row.producer)


@dataclass
class There:
    """What a batch of rows finds: variants by producer and key, addresses that are taken."""

    variants: Mapping[tuple[int, str], Variant]
    slugs: Mapping[str, str]
    by_id: Mapping[str, Variant]
    products: Mapping[str, Product]
    told: Mapping[str, int]
    """Whose the permanent ids are that feeds have named, whatever became of them."""

    def variant_of(self, row: OfferRow, maker: Organisation | None) -> Variant | None:
        """Return the variant that a row is about."""
        if row.id:
            return self.by_id.get(row.id)
        return self.variants.get((maker.pk, row.key)) if maker else None


def prepared_by(user: object) -> "QuerySet[Organisation]":
    """Return the makers who let an agent's associations prepare their products today."""
    as_agent = Membership.objects.filter(user=user, role=Membership.Role.AGENT).values("organisation")
    grants = Grant.objects.live(timezone.localdate()).filter(
        receiver__in=as_agent, permission=Permission.MANAGE_PRODUCTS.value
    )
    makers = Organisation.objects.sellers().exclude(status=Organisation.Status.SUSPENDED)
    return makers.filter(pk__in=grants.values("giver")).order_by("number")


def read_vocabulary(run: ImportRun) -> Vocabulary:
    """Return every word that a row may use; six queries. Grants are asked anew each time."""
    if run.by_agent:
        makers = prepared_by(run.actor_id)
    else:
        makers = Organisation.objects.exclude(status=Organisation.Status.SUSPENDED)
    known = list(makers.exclude(kind=Organisation.Kind.CENTRE))
    return Vocabulary(
        {maker.slug: maker for maker in known},
        dict(Category.objects.values_list("slug", "pk")),
        dict(Technique.objects.values_list("slug", "pk")),
        dict(Material.objects.values_list("slug", "pk")),
        {one.code: one for one in Attribute.objects.prefetch_related("choices")},
        {maker.export_id: maker for maker in known},
        run.by_agent,
    )


def read_there(rows: Sequence[OfferRow], known: Vocabulary, slugs: Iterable[str]) -> There:
    """Return what is there of these rows; a constant number of queries."""
    makers = {maker.pk for row in rows if (maker := known.maker_of(row))}
    named = Q(sku__in=[row.key for row in rows], product__producer__in=makers)
    found = Variant.objects.filter(named | Q(export_id__in=[row.id for row in rows if row.id]))
    found = found.select_related("product__latest_revision").prefetch_related(
        "prices", "product__techniques", "product__materials", "product__tags", "product__pictures__picture"
    )
    told = ExportRow.objects.filter(export_id__in=[row.id for row in rows if row.id])
    taken = Product.objects.filter(slug__in=list(slugs)).values_list("slug", "export_id")
    return There(
        {(one.product.producer_id, one.sku): one for one in found},
        dict(taken),
        {one.export_id: one for one in found},
        {one.export_id: one for one in Product.objects.filter(export_id__in=[row.product for row in rows])},
        dict(told.values_list("export_id", "maker")),
    )


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
