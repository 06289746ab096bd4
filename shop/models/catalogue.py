"""What is offered, as far as it is drafted: category, product, pictures. Price and stock are elsewhere."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from taggit.models import ItemBase, TagBase
from wagtail.models import DraftStateMixin, LockableMixin, PreviewableMixin, RevisionMixin, WorkflowMixin

from producers.domain.export_ids import new_export_id
from producers.models.live import LiveStays
from shop.models.querysets import ProductQuerySet


class Category(models.Model):
    """A node of the category tree. The tree is small: it is read whole, in one query."""

    parent = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("parent"), null=True, blank=True, related_name="children"
    )
    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    name = I18nCharField(_("name"), max_length=120)
    description = I18nTextField(_("description"), blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    tax_reason = models.CharField(_("tax reason"), max_length=20, blank=True)
    export_flags = models.JSONField(_("what customs look at abroad"), default=list, blank=True)
    attributes = models.ManyToManyField(
        "tiwizi_shop.Attribute", verbose_name=_("attributes"), blank=True, related_name="categories"
    )

    class Meta:
        ordering = ["position", "slug"]
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        constraints = [
            models.CheckConstraint(
                condition=~Q(parent=models.F("id")), name="tiwizi_category_not_its_own_parent"
            )
        ]

    def __str__(self) -> str:
        return str(self.name) or self.slug


class Term(models.Model):
    """A word that products are sorted by, with its place in a list."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    name = I18nCharField(_("name"), max_length=120)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        abstract = True
        ordering = ["position", "slug"]

    def __str__(self) -> str:
        return str(self.name) or self.slug


class Technique(Term):
    """How a thing is made."""

    class Meta(Term.Meta):
        verbose_name = _("technique")
        verbose_name_plural = _("techniques")


class Material(Term):
    """What a thing is made of."""

    class Meta(Term.Meta):
        verbose_name = _("material")
        verbose_name_plural = _("materials")


class ProductTag(TagBase):
    """A free tag of the shop's own, so that a host's tags stay apart."""

    class Meta:
        verbose_name = _("product tag")
        verbose_name_plural = _("product tags")


class TaggedProduct(ItemBase):
    """A tag on a product."""

    tag = models.ForeignKey(ProductTag, models.CASCADE, related_name="products")
    content_object = ParentalKey("tiwizi_shop.Product", on_delete=models.CASCADE, related_name="tagged")


class Product(
    LiveStays,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    ClusterableModel,
):
    """One offer, a good or a service, in all languages.

    Its words and pictures are drafted. Its variants, prices and stock are rows of their own that no revision
    contains, so that publishing can never touch them.
    """

    class Kind(models.TextChoices):
        GOOD = "good", _("good")
        SERVICE = "service", _("service")

    class Mode(models.TextChoices):
        AT_PLACE = "at_place", _("at her place")
        RADIUS = "radius", _("comes to you")
        ON_REQUEST = "on_request", _("on request, with a quote")

    actor_path = "producer"
    LIVE = ("export_id", "hidden_at", "paused_at", "taken_away_at", "unproven_at", "created_at")

    export_id = models.CharField(
        _("permanent id"), max_length=32, unique=True, default=new_export_id, editable=False
    )
    producer = models.ForeignKey(
        "tiwizi_producers.Organisation", models.PROTECT, verbose_name=_("producer"), related_name="products"
    )
    category = models.ForeignKey(
        Category, models.PROTECT, verbose_name=_("category"), related_name="products"
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.GOOD)
    slug = models.SlugField(_("slug"), max_length=120, unique=True)
    name = I18nCharField(_("name"), max_length=160)
    summary = I18nCharField(_("in one line"), max_length=250, blank=True)
    description = I18nTextField(_("description"), blank=True)
    care = I18nTextField(_("care"), blank=True)
    original_language = models.CharField(_("original language"), max_length=8, default="fr")
    text_states = models.JSONField(_("state of each language"), default=dict, blank=True)
    techniques = ParentalManyToManyField(
        Technique, verbose_name=_("techniques"), blank=True, related_name="products"
    )
    materials = ParentalManyToManyField(
        Material, verbose_name=_("materials"), blank=True, related_name="products"
    )
    tags = ClusterTaggableManager(through=TaggedProduct, verbose_name=_("tags"), blank=True)
    is_one_of_a_kind = models.BooleanField(_("one of a kind"), default=False)
    is_perishable = models.BooleanField(_("perishable"), default=False)
    is_decoration_only = models.BooleanField(_("for decoration only"), default=False)
    work_hours = models.DecimalField(
        _("hours of work in one piece"), max_digits=7, decimal_places=2, null=True, blank=True
    )
    material_percent = models.DecimalField(
        _("materials, percent of the price"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    materials_by = models.ForeignKey(
        "tiwizi_producers.Organisation",
        models.PROTECT,
        verbose_name=_("materials supplied by"),
        help_text=_("Left empty, the maker buys her own. Otherwise this share of the price is theirs."),
        null=True,
        blank=True,
        related_name="+",
    )
    carton_pieces = models.PositiveIntegerField(
        _("pieces in a carton"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    minimum_quantity = models.PositiveIntegerField(
        _("least that a shop may order"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    monthly_capacity = models.PositiveIntegerField(
        _("pieces that can be made in a month"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    tax_reason = models.CharField(_("tax reason"), max_length=20, blank=True)
    hs6 = models.CharField(_("customs heading (HS6)"), max_length=6, blank=True)
    origin = models.CharField(_("country of origin"), max_length=2, default="MA")
    mode = models.CharField(_("how the service is given"), max_length=10, choices=Mode, blank=True)
    duration_minutes = models.PositiveIntegerField(_("duration in minutes"), null=True, blank=True)
    radius_km = models.PositiveIntegerField(_("radius in km"), null=True, blank=True)
    hidden_at = models.DateTimeField(_("taken off"), null=True, blank=True, editable=False)
    paused_at = models.DateTimeField(_("paused by its maker"), null=True, blank=True, editable=False)
    taken_away_at = models.DateTimeField(_("taken away by its maker"), null=True, blank=True, editable=False)
    # Off sale since nothing proves what it says of its material; ``hidden_at`` holds the same moment.
    unproven_at = models.DateTimeField(_("not proven since"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = ProductQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("product")
        verbose_name_plural = _("products")
        permissions = [
            ("operate_shop", "Can operate the shop"),
            ("keep_books", "Can read the books and settle with producers"),
        ]
        indexes = [models.Index(fields=["producer", "live"], name="tiwizi_product_of_producer")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=["good", "service"]), name="tiwizi_product_kind"),
            models.CheckConstraint(
                condition=(Q(carton_pieces=None) | Q(carton_pieces__gt=0))
                & (Q(minimum_quantity=None) | Q(minimum_quantity__gt=0))
                & (Q(monthly_capacity=None) | Q(monthly_capacity__gt=0)),
                name="tiwizi_product_trade_terms",
            ),
            models.CheckConstraint(
                condition=Q(unproven_at=None) | Q(hidden_at__isnull=False), name="tiwizi_unproven_is_hidden"
            ),
            models.CheckConstraint(
                condition=(Q(kind="service") & ~Q(mode="")) | Q(kind="good", mode=""),
                name="tiwizi_service_has_a_mode",
            ),
            models.CheckConstraint(
                condition=Q(material_percent=None) | Q(material_percent__gte=0, material_percent__lte=100),
                name="tiwizi_product_material_percent",
            ),
            models.CheckConstraint(
                condition=Q(materials_by=None)
                | (
                    Q(material_percent__isnull=False, material_percent__gt=0) & ~Q(materials_by=F("producer"))
                ),
                name="tiwizi_supplied_materials_have_a_share",
                violation_error_message=_(
                    "Say what percent of the price the materials are, and who but the maker supplied them."
                ),
            ),
        ]

    def __str__(self) -> str:
        return str(self.name) or self.slug

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """The page a buyer would see."""
        return "shop/product.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, object]:
        """All that the page shows, with this draft's words and pictures."""
        from shop.reading.pages import draft_page  # reads these very rows

        return {**super().get_preview_context(request, mode_name), **draft_page(self, request)}


class ProductPicture(models.Model):
    """A picture of a product, in its place."""

    product = ParentalKey(Product, on_delete=models.CASCADE, related_name="pictures")
    picture = models.ForeignKey(
        "tiwizi_producers.Picture", models.PROTECT, verbose_name=_("picture"), related_name="+"
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def __str__(self) -> str:
        return f"{self.product_id}/{self.position}"
