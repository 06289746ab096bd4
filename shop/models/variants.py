"""What one actually buys, and its typed facts. Live: not part of any revision."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from i18nfield.fields import I18nCharField

from producers.domain.export_ids import new_export_id
from shop.models.querysets import VariantQuerySet


class Attribute(models.Model):
    """A typed fact that a category asks for, and that lists may filter by."""

    class Kind(models.TextChoices):
        CHOICE = "choice", _("choice")
        NUMBER = "number", pgettext_lazy("figure", "number")
        BOOLEAN = "boolean", _("yes or no")
        TEXT = "text", _("text")

    code = models.SlugField(_("code"), unique=True)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    name = I18nCharField(_("name"), max_length=100)
    unit = models.CharField(_("unit"), max_length=12, blank=True)
    is_filter = models.BooleanField(_("lists filter by it"), default=False)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "code"]
        verbose_name = _("attribute")
        verbose_name_plural = _("attributes")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["choice", "number", "boolean", "text"]), name="tiwizi_attribute_kind"
            )
        ]

    def __str__(self) -> str:
        return self.code


class AttributeChoice(models.Model):
    """One value that a choice attribute may have."""

    attribute = models.ForeignKey(Attribute, models.CASCADE, related_name="choices")
    code = models.SlugField(_("code"))
    name = I18nCharField(_("name"), max_length=100)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "code"]
        verbose_name = _("choice")
        verbose_name_plural = _("choices")
        constraints = [
            models.UniqueConstraint(fields=["attribute", "code"], name="tiwizi_one_choice_per_code")
        ]

    def __str__(self) -> str:
        return self.code


class Requirement(models.Model):
    """A fact that a market asks of a category before it lets a product be shown there."""

    market = models.ForeignKey("tiwizi_shop.Market", models.CASCADE, related_name="requirements")
    category = models.ForeignKey("tiwizi_shop.Category", models.CASCADE, related_name="requirements")
    fact = models.SlugField(_("fact"), max_length=40)

    class Meta:
        verbose_name = _("required fact")
        verbose_name_plural = _("required facts")
        constraints = [
            models.UniqueConstraint(fields=["market", "category", "fact"], name="tiwizi_one_requirement")
        ]

    def __str__(self) -> str:
        return f"{self.market_id}/{self.category_id}: {self.fact}"


class Variant(models.Model):
    """What goes into a cart: one size, one bottle, one date of a workshop.

    ``making_days`` set means made to order: its stock row's ``cap`` is how many orders may be open at once.
    ``facts`` holds what the law asks to be said (ingredients, fibres...), by fact code and language.
    """

    actor_path = "product__producer"

    export_id = models.CharField(
        _("permanent id"), max_length=32, unique=True, default=new_export_id, editable=False
    )
    product = models.ForeignKey(
        "tiwizi_shop.Product", models.PROTECT, verbose_name=_("product"), related_name="variants"
    )
    sku = models.CharField(_("SKU"), max_length=40)
    name = I18nCharField(_("option"), max_length=100, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_active = models.BooleanField(_("on sale"), default=True)
    making_days = models.PositiveSmallIntegerField(_("days to make"), null=True, blank=True)
    weight_g = models.PositiveIntegerField(_("packed weight in g"), default=0)
    length_mm = models.PositiveIntegerField(_("packed length in mm"), default=0)
    width_mm = models.PositiveIntegerField(_("packed width in mm"), default=0)
    height_mm = models.PositiveIntegerField(_("packed height in mm"), default=0)
    net_quantity = models.DecimalField(
        _("net quantity"), max_digits=9, decimal_places=2, null=True, blank=True
    )
    net_unit = models.CharField(_("unit of the net quantity"), max_length=8, blank=True)
    starts_at = models.DateTimeField(_("takes place at"), null=True, blank=True)
    facts = models.JSONField(_("facts"), default=dict, blank=True)

    objects = VariantQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("variant")
        verbose_name_plural = _("variants")
        indexes = [models.Index(fields=["starts_at"], name="tiwizi_variant_dates")]
        constraints = [
            models.UniqueConstraint(fields=["product", "sku"], name="tiwizi_one_sku_per_product"),
            models.CheckConstraint(
                condition=Q(net_quantity=None) | (Q(net_quantity__gt=0) & ~Q(net_unit="")),
                name="tiwizi_net_quantity_has_unit",
            ),
        ]

    def __str__(self) -> str:
        return self.sku


class AttributeValue(models.Model):
    """What an attribute is for one variant; exactly one of the columns is filled."""

    variant = models.ForeignKey(Variant, models.CASCADE, related_name="attribute_values")
    attribute = models.ForeignKey(Attribute, models.PROTECT, related_name="+")
    choice = models.ForeignKey(AttributeChoice, models.PROTECT, null=True, blank=True, related_name="+")
    number = models.DecimalField(
        pgettext_lazy("figure", "number"), max_digits=12, decimal_places=3, null=True, blank=True
    )
    boolean = models.BooleanField(_("yes or no"), null=True, blank=True)
    text = models.CharField(_("text"), max_length=250, blank=True)

    class Meta:
        verbose_name = _("attribute value")
        verbose_name_plural = _("attribute values")
        constraints = [
            models.UniqueConstraint(fields=["variant", "attribute"], name="tiwizi_one_value_per_attribute"),
            models.CheckConstraint(
                condition=Q(choice__isnull=False, number=None, boolean=None, text="")
                | Q(choice=None, number__isnull=False, boolean=None, text="")
                | Q(choice=None, number=None, boolean__isnull=False, text="")
                | (Q(choice=None, number=None, boolean=None) & ~Q(text="")),
                name="tiwizi_one_kind_of_value",
            ),
        ]
        indexes = [models.Index(fields=["attribute", "choice"], name="tiwizi_value_choice")]

    def __str__(self) -> str:
        return f"{self.variant_id}/{self.attribute_id}"


class ProductLabel(models.Model):
    """A label that a product bears, only by virtue of its evidence."""

    product = models.ForeignKey("tiwizi_shop.Product", models.CASCADE, related_name="labels")
    label = models.ForeignKey("tiwizi_producers.Label", models.PROTECT, related_name="+")
    evidence = models.ForeignKey("tiwizi_producers.Evidence", models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("product label")
        verbose_name_plural = _("product labels")
        constraints = [
            models.UniqueConstraint(fields=["product", "label"], name="tiwizi_one_label_per_product")
        ]

    def __str__(self) -> str:
        return f"{self.product_id}: {self.label_id}"
