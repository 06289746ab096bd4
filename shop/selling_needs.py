"""What the shop asks of a maker: products, and where she is paid. Its lists follow her standing."""

from collections.abc import Collection

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from producers.domain.requirements import Nature
from producers.models import Organisation, ProducerRequirement
from producers.requirement_kinds.base import RequirementKind
from shop.actions.listing import refresh_listing
from shop.models import PayoutDestination, Product


def have_products(makers: Collection[Organisation], requirement: ProducerRequirement) -> set[int]:
    """They have as many products as the row asks, drafts too; what was taken off is none."""
    rows = Product.objects.filter(producer__in=[one.pk for one in makers], hidden_at=None).order_by()
    counts = {row["producer"]: row["n"] for row in rows.values("producer").annotate(n=Count("pk"))}
    return {one.pk for one in makers if counts.get(one.pk, 0) >= requirement.number}


def are_payable(makers: Collection[Organisation], requirement: ProducerRequirement) -> set[int]:
    """One knows where their money goes, and it is in force: it was confirmed as far as that is asked."""
    rows = PayoutDestination.objects.filter(
        organisation__in=[one.pk for one in makers], status=PayoutDestination.Status.IN_FORCE
    )
    return set(rows.values_list("organisation", flat=True))


def list_anew(maker_id: int) -> None:
    """What she offers is listed, or leaves the lists, with her standing."""
    refresh_listing(Product.objects.filter(producer=maker_id).values_list("pk", flat=True))


KINDS = (
    RequirementKind(
        "products", _("has products"), Nature.COMPUTED, "parcel", needs=("number",), reads=have_products
    ),
    RequirementKind("payout", _("payout destination is known"), Nature.COMPUTED, "coin", reads=are_payable),
)
