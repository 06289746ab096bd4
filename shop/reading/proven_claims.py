"""What a product claims of its material, and whether that is proven today."""

from collections.abc import Iterator

from django.utils import timezone

from producers.models import Evidence
from shop.domain.material_claims import claims_in, unproven
from shop.models import Product, ProductLabel

WORDS = ("name", "summary", "description", "care")


def unproven_claims(product: Product) -> tuple[str, ...]:
    """Return the codes of what a product says of its material and nothing proves today.

    ``product`` may be a draft as it stands in a revision. A label counts by its evidence: the product's own,
    or the maker's. No query is made where nothing is claimed but for the materials.
    """
    claims = claims_in(_texts(product), [material.slug for material in product.materials.all()])
    return unproven(claims, _proven(product)) if claims else ()


def _texts(product: Product) -> Iterator[str]:
    for name in WORDS:
        text = getattr(product, name)
        data = getattr(text, "data", text)
        yield from (str(one) for one in data.values()) if isinstance(data, dict) else (str(data),)


def _proven(product: Product) -> set[str]:
    valid = Evidence.objects.valid(timezone.localdate())
    own = valid.filter(organisation=product.producer_id).values_list("label__code", flat=True)
    borne = ProductLabel.objects.filter(product=product.pk, evidence__in=valid.values("pk"))
    return {*own, *borne.values_list("label__code", flat=True)}
