"""Making the words and pictures of an offer public, and taking an offer off.

What is published is content alone. Variants, prices and stock are rows that no revision contains, so that no
publication, of a newer or an older text, can touch them.
"""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from producers.actions.record import record
from producers.domain.actors import Actor
from shop.actions.listing import refresh_listing
from shop.domain.material_claims import UnprovenClaimError
from shop.models import Product
from shop.reading.proven_claims import unproven_claims

if TYPE_CHECKING:
    from wagtail.models import Revision


@transaction.atomic
def publish(
    product: Product, *, actor: Actor, revision: "Revision | None" = None, reason: str = ""
) -> Product:
    """Publish a revision of a product, the newest unless one is given; what has none is published as it is.

    Markets whose required facts are missing do not list it: ``shop.reading.listed.why_not_listed`` says why.
    An offer that was taken off stays off. Raises ``ValueError`` for a revision of something else, and
    ``UnprovenClaimError`` where it says of its material what nothing proves today.
    """
    fresh = Product.objects.select_for_update(of=("self",)).get(pk=product.pk)
    chosen = revision or fresh.latest_revision or fresh.save_revision()
    chosen = type(chosen)._default_manager.select_related("content_type").get(pk=chosen.pk)
    if chosen.object_id != str(product.pk) or chosen.content_type.model_class() is not Product:
        raise ValueError("the revision is of something else")
    claims = unproven_claims(chosen.as_object())
    if claims:
        raise UnprovenClaimError(claims)
    before = {"live": fresh.live, "revision": fresh.live_revision_id}
    chosen.publish()
    product.refresh_from_db()
    record(
        verb="product.publish",
        row=product,
        actor=actor,
        reason=reason,
        before=before,
        after={"live": product.live, "revision": product.live_revision_id},
    )
    refresh_listing([product.pk])
    return product


@transaction.atomic
def hide(product: Product, *, actor: Actor, reason: str) -> Product:
    """Take an offer off lists and sale at once; its page answers those who ordered it. Does nothing twice.

    What its maker had taken away herself is the shop's to put back from now on.
    """
    Product.objects.filter(pk=product.pk).update(taken_away_at=None, unproven_at=None)
    return _set_hidden(product, is_hidden=True, actor=actor, reason=reason)


@transaction.atomic
def show_again(product: Product, *, actor: Actor, reason: str = "") -> Product:
    """Undo ``hide``."""
    return _set_hidden(product, is_hidden=False, actor=actor, reason=reason)


def _set_hidden(product: Product, *, is_hidden: bool, actor: Actor, reason: str) -> Product:
    hidden_at = timezone.now() if is_hidden else None
    others = Product.objects.filter(pk=product.pk, hidden_at__isnull=is_hidden)
    if others.update(hidden_at=hidden_at, unproven_at=None):
        verb = "product.hide" if is_hidden else "product.show"
        record(verb=verb, row=product, actor=actor, reason=reason, after={"is_hidden": is_hidden})
        refresh_listing([product.pk])
    product.refresh_from_db(fields=["hidden_at"])
    return product
