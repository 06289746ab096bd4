"""What lists read: one narrow row per product and market.

They are written by actions in the transaction that changes what they say; nothing else stands in them.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from shop.models.fields import MoneyField
from shop.models.querysets import ListingQuerySet


class Listing(models.Model):
    """A product as one market's catalogue lists it: its lowest price, whether one can have it now."""

    product = models.ForeignKey("tiwizi_shop.Product", models.CASCADE, related_name="listings")
    market = models.ForeignKey("tiwizi_shop.Market", models.CASCADE, related_name="listings")
    producer = models.ForeignKey("tiwizi_producers.Organisation", models.CASCADE, related_name="+")
    category = models.ForeignKey("tiwizi_shop.Category", models.CASCADE, related_name="+")
    region = models.CharField(max_length=8, blank=True)
    amount = MoneyField(_("lowest price"), null=True, blank=True)
    has_several_prices = models.BooleanField(default=False)
    maker_percent = models.PositiveSmallIntegerField(null=True, blank=True)
    is_available = models.BooleanField(default=False)
    is_sold = models.BooleanField(default=False)
    making_days = models.PositiveSmallIntegerField(null=True, blank=True)
    published_at = models.DateTimeField()

    objects = ListingQuerySet.as_manager()

    class Meta:
        verbose_name = _("listing")
        verbose_name_plural = _("listings")
        constraints = [models.UniqueConstraint(fields=["product", "market"], name="tiwizi_one_listing")]
        indexes = [
            models.Index(fields=["market", "-published_at", "-product"], name="tiwizi_list_new"),
            models.Index(fields=["market", "amount", "product"], name="tiwizi_list_price"),
            models.Index(
                fields=["market", "category", "-published_at", "-product"], name="tiwizi_list_category"
            ),
            models.Index(fields=["market", "region", "-published_at", "-product"], name="tiwizi_list_region"),
            models.Index(
                fields=["market", "producer", "-published_at", "-product"], name="tiwizi_list_producer"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product_id} in {self.market_id}"


class ListingChange(models.Model):
    """When a product was last listed otherwise; written by triggers alone, read by the facet index.

    ``stamp`` is the transaction on PostgreSQL, the edition on SQLite: it orders changes, it is no date. It
    has no key to the product, whose row may be gone.
    """

    product_id = models.BigIntegerField(unique=True)
    stamp = models.BigIntegerField(db_index=True)

    def __str__(self) -> str:
        return f"{self.product_id} at {self.stamp}"
