"""What an erased maker has offered: taken off, and neither named nor shown any more.

The rows stay for the orders, prices and books that point to them. What was sold keeps the name that it was
sold by, as the law asks, until ``forget_old_sellers`` lets it go.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from i18nfield.strings import LazyI18nString

from producers.actions.record import record
from producers.actions.remove_pictures import hide_pictures
from producers.domain.actors import Actor
from producers.erasing import forget_versions
from producers.models import FormerSlug, Organisation, Picture
from shop.actions.listing import refresh_listing
from shop.models import Product, ProductPicture, ProductTag, TaggedProduct, Variant

BLANK: dict[str, Any] = {"summary": "", "description": "", "care": "", "text_states": {}, "locked_by": None}


def erase_offers(organisation: Organisation, *, actor: Actor) -> int:
    """Take off and rename all that a maker offers, one transaction each; return how many were left to do."""
    slugs = {pk: neutral_slug(pk) for pk in _offers(organisation)}
    named = Product.objects.filter(pk__in=slugs).values_list("pk", "slug")
    todo = [pk for pk, slug in named if slug != slugs[pk]]
    for pk in todo:
        _erase(pk, actor, timezone.now())
    return len(todo)


def neutral_slug(pk: int) -> str:
    """Return the address of an offer that says nothing about whose it was."""
    return f"offer-{pk}"


def _offers(organisation: Organisation) -> list[int]:
    return list(Product.objects.filter(producer=organisation).order_by("pk").values_list("pk", flat=True))


@transaction.atomic(durable=True)
def _erase(pk: int, actor: Actor, at: datetime) -> None:
    product = Product.objects.select_for_update(of=("self",)).get(pk=pk)
    pictures = ProductPicture.objects.filter(product=product)
    shown = Picture.objects.filter(pk__in=list(pictures.values_list("picture", flat=True)))
    hide_pictures(shown, actor=actor, reason="erased")
    shown.update(alt="", credit="")
    pictures.delete()
    tags = ProductTag.objects.filter(products__content_object=product)
    hers = list(tags.values_list("pk", flat=True))
    TaggedProduct.objects.filter(content_object=product).delete()
    ProductTag.objects.filter(pk__in=hers, products=None).delete()
    FormerSlug.objects.filter(export_id=product.export_id).delete()
    language = product.original_language
    Product.objects.filter(pk=pk).update(
        name=LazyI18nString({language: f"№ {pk}"}),
        slug=neutral_slug(pk),
        live=False,
        latest_revision=None,
        live_revision=None,
        hidden_at=product.hidden_at or at,
        **BLANK,
    )
    forget_versions(product)
    for variant in Variant.objects.filter(product=product):
        Variant.objects.filter(pk=variant.pk).update(name="", facts={}, sku=f"V{variant.pk}", is_active=False)
    record(verb="product.erased", row=product, actor=actor, for_organisation=product.producer)
    refresh_listing([pk])
