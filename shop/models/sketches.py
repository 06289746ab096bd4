"""A product that is still being put together in the portal, and the wage that its price is measured by."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from producers.domain.export_ids import new_export_id
from shop.conf import private_storage
from shop.models.fields import MoneyField


class ProductSketch(models.Model):
    """What she has said so far, screen by screen. Sent once, however often she taps: it has one product.

    ``revises`` is the product whose words and photos she changes; without one, something new is added.
    ``facts`` are her taps by attribute code. ``key`` names it in addresses and is drawn by the first screen,
    so that whatever is sent twice from there finds the same row.
    """

    class Counting(models.TextChoices):
        PIECES = "pieces", _("pieces")
        UNIQUE = "unique", _("one of a kind")
        TO_ORDER = "to_order", _("made to order")

    actor_path = "organisation"

    key = models.CharField(_("key"), max_length=32, unique=True, default=new_export_id, editable=False)
    organisation = models.ForeignKey(
        "tiwizi_producers.Organisation", models.CASCADE, verbose_name=_("producer"), related_name="+"
    )
    revises = models.ForeignKey(
        "tiwizi_shop.Product",
        models.CASCADE,
        verbose_name=_("changes"),
        null=True,
        blank=True,
        related_name="sketches",
    )
    product = models.ForeignKey(
        "tiwizi_shop.Product",
        models.CASCADE,
        verbose_name=_("became"),
        null=True,
        blank=True,
        related_name="+",
    )
    category = models.ForeignKey(
        "tiwizi_shop.Category",
        models.SET_NULL,
        verbose_name=_("category"),
        null=True,
        blank=True,
        related_name="+",
    )
    facts = models.JSONField(_("facts"), default=dict, blank=True)
    hours = models.DecimalField(_("hours"), max_digits=7, decimal_places=2, null=True, blank=True)
    material = models.DecimalField(_("material"), max_digits=12, decimal_places=2, null=True, blank=True)
    amount = models.DecimalField(_("price"), max_digits=12, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, default="MAD")
    counting = models.CharField(_("how many"), max_length=8, choices=Counting, blank=True)
    pieces = models.PositiveIntegerField(_("pieces"), default=0)
    making_days = models.PositiveSmallIntegerField(_("days to make"), null=True, blank=True)
    words = models.TextField(_("her words"), blank=True)
    language = models.CharField(_("language"), max_length=8, default="fr")
    sound = models.FileField(
        _("what she says"),
        upload_to="sketches/",
        storage=private_storage,
        blank=True,
        default="",
        db_default="",
    )
    sound_language = models.CharField(
        _("language that she says it in"), max_length=8, blank=True, default="", db_default=""
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    class Meta:
        ordering = ["-changed_at", "-pk"]
        verbose_name = _("sketch of a product")
        verbose_name_plural = _("sketches of products")
        constraints = [
            models.CheckConstraint(
                condition=Q(counting__in=["", "pieces", "unique", "to_order"]), name="tiwizi_sketch_counting"
            ),
            models.CheckConstraint(
                condition=Q(sent_at=None) | Q(product__isnull=False), name="tiwizi_sent_sketch_has_product"
            ),
            models.CheckConstraint(condition=Q(amount=None) | Q(amount__gt=0), name="tiwizi_sketch_price"),
            models.UniqueConstraint(
                fields=["product"], condition=Q(revises=None), name="tiwizi_one_sketch_per_new_product"
            ),
            models.UniqueConstraint(
                fields=["revises"], condition=Q(sent_at=None), name="tiwizi_one_open_change_per_product"
            ),
        ]

    def __str__(self) -> str:
        return self.key


class SketchPhoto(models.Model):
    """A photo of a sketch: a file of its own where no address serves it, or a picture that is there already.

    ``picture`` is set once the sketch is sent. ``sha256`` is of what was sent, so that a file that is sent
    again after a lost answer is the one that is there.
    """

    actor_path = "sketch__organisation"

    sketch = models.ForeignKey(ProductSketch, models.CASCADE, related_name="photos")
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    file = models.FileField(_("file"), upload_to="sketches/", storage=private_storage, blank=True)
    small = models.FileField(_("small file"), upload_to="sketches/", storage=private_storage, blank=True)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    picture = models.ForeignKey(
        "tiwizi_producers.Picture",
        models.SET_NULL,
        verbose_name=_("picture"),
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("photo of a sketch")
        verbose_name_plural = _("photos of a sketch")
        constraints = [
            models.UniqueConstraint(fields=["sketch", "sha256"], name="tiwizi_one_sketch_photo"),
            models.CheckConstraint(
                condition=~Q(file="") | Q(picture__isnull=False), name="tiwizi_sketch_photo_shows_something"
            ),
        ]

    def __str__(self) -> str:
        return self.sha256[:12]


class WageFloor(models.Model):
    """What an hour of work is worth at least, from a day on: in one market, or in all that pay so.

    Rows are only added, each with its source; the newest of those that hold on a day counts.
    """

    only_grows = True

    market = models.ForeignKey(
        "tiwizi_shop.Market",
        models.PROTECT,
        verbose_name=_("only in"),
        null=True,
        blank=True,
        related_name="+",
    )
    amount = MoneyField(_("for an hour"))
    since = models.DateField(_("from"))
    source = models.CharField(_("source"), max_length=250)
    at = models.DateTimeField(_("entered"), auto_now_add=True)

    class Meta:
        ordering = ["-since", "-pk"]
        verbose_name = _("lowest wage")
        verbose_name_plural = _("lowest wages")
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="tiwizi_wage_above_zero"),
            models.CheckConstraint(condition=~Q(source=""), name="tiwizi_wage_has_source"),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.since}"
