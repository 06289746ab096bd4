"""What a product claims of its material, and whether that is proven today."""

from collections.abc import Iterator

from django.db.models import Q, QuerySet
from django.utils import timezone

from producers.models import Evidence
from shop.domain.material_claims import CLAIMS, claims_in, unproven
from shop.models import Product, ProductLabel

WORDS = ("name", "summary", "description", "care")


def unproven_claims(product: Product, *, without: Evidence | None = None) -> tuple[str, ...]:
    """Return the codes of what a product says of its material and nothing proves today.

    A proof given as ``without`` does not count.
    ``product`` may be a draft as it stands in a revision. A label counts by its evidence: the product's own,
    or the maker's. No query is made where nothing is claimed but for the materials.
    """
    claims = claims_in(_texts(product), [material.slug for material in product.materials.all()])
    return unproven(claims, _proven(product, without)) if claims else ()


def maybe_unproven() -> "QuerySet[Product, int]":
    """Return the keys of products on show that may have lost their proof, to be looked at one by one.

    Those are of makers who had a proof that counts no more, bear a label by such a proof, or are made of what
    has to be proven. Nothing else was ever published without a claim's proof.
    """
    labels = {label for claim in CLAIMS for label in claim.labels}
    materials = {slug for claim in CLAIMS for slug in claim.materials}
    today = timezone.localdate()
    ended = Evidence.objects.filter(label__code__in=labels).exclude(
        pk__in=Evidence.objects.valid(today).values("pk")
    )
    borne = ProductLabel.objects.filter(evidence__in=ended.values("pk"))
    of_material = Product.materials.through.objects.filter(material__slug__in=materials)
    is_concerned = (
        Q(producer__in=ended.values("organisation"))
        | Q(pk__in=borne.values("product"))
        | Q(pk__in=of_material.values("product"))
    )
    rows = Product.objects.filter(is_concerned, live=True, hidden_at=None).order_by("pk")
    return rows.values_list("pk", flat=True)


def held_up_by(evidence: Evidence) -> list[Product]:
    """Return her products on show that nothing would prove without this one proof."""
    claims = [claim for claim in CLAIMS if evidence.label.code in claim.labels]
    if not claims:
        return []
    rows = Product.objects.filter(producer=evidence.organisation_id, live=True, hidden_at=None)
    return [
        product
        for product in rows.prefetch_related("materials").order_by("pk")
        if not unproven_claims(product) and unproven_claims(product, without=evidence)
    ]


def _texts(product: Product) -> Iterator[str]:
    for name in WORDS:
        text = getattr(product, name)
        data = getattr(text, "data", text)
        yield from (str(one) for one in data.values()) if isinstance(data, dict) else (str(data),)


def _proven(product: Product, without: Evidence | None) -> set[str]:
    valid = Evidence.objects.valid(timezone.localdate())
    if without is not None:
        valid = valid.exclude(pk=without.pk)
    own = valid.filter(organisation=product.producer_id).values_list("label__code", flat=True)
    borne = ProductLabel.objects.filter(product=product.pk, evidence__in=valid.values("pk"))
    return {*own, *borne.values_list("label__code", flat=True)}
