"""Who makes, vouches, groups and runs: one notion for centre, association, cooperative and producer."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from producers.domain.export_ids import new_export_id
from producers.domain.standing import is_shown, may_sell
from producers.models.querysets import OrganisationQuerySet


class Craft(models.Model):
    """A family of crafts, as the directory filters by it."""

    code = models.SlugField(_("code"), unique=True)
    name = I18nCharField(_("name"), max_length=100)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "code"]
        verbose_name = _("craft")
        verbose_name_plural = _("crafts")

    def __str__(self) -> str:
        return self.code


class Organisation(models.Model):
    """A centre, an association, or whoever makes and sells.

    ``number`` decides the weaver's band and never changes. ``voice`` says how texts agree with her. Where she
    is goes down to the commune and a place name; a home address has no column on purpose.
    """

    class Kind(models.TextChoices):
        CENTRE = "centre", _("centre")
        ASSOCIATION = "association", _("association")
        COOPERATIVE = "cooperative", _("cooperative")
        GROUP = "group", _("group")
        PRODUCER = "producer", _("producer")

    class Voice(models.TextChoices):
        NEUTRAL = "neutral", _("neutral")
        WOMAN = "woman", _("woman")
        MAN = "man", _("man")
        GROUP = "group", _("several people")

    class Status(models.TextChoices):
        APPLIED = "applied", _("applied")
        SUBMITTED = "submitted", _("asks for approval")
        ACTIVE = "active", _("active")
        SUSPENDED = "suspended", _("suspended")

    class TaxStatus(models.TextChoices):
        SMALL_MAKER = "small_maker", _("small maker")
        AUTO_ENTREPRENEUR = "auto_entrepreneur", _("auto-entrepreneur")
        STANDARD = "standard", _("liable to VAT")

    actor_path = "pk"
    SELLING = (Kind.PRODUCER, Kind.COOPERATIVE, Kind.GROUP)
    VOUCHING = (Kind.ASSOCIATION, Kind.CENTRE)

    export_id = models.CharField(
        _("permanent id"), max_length=32, unique=True, default=new_export_id, editable=False
    )
    number = models.PositiveIntegerField(_("number"), unique=True)
    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    voice = models.CharField(_("agreement"), max_length=8, choices=Voice, default=Voice.NEUTRAL)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.APPLIED)
    # Apart from whether she sells: one may be seen before one sells, and after.
    is_visible = models.BooleanField(
        _("pages are shown while she does not sell"), default=False, db_default=False
    )
    name = I18nCharField(_("name"), max_length=150)
    sentence = I18nTextField(_("her sentence"), blank=True, max_length=400)
    original_language = models.CharField(_("original language"), max_length=8, default="fr")
    search_text = models.TextField(_("folded name"), blank=True, editable=False)
    region = models.CharField(_("region"), max_length=8, blank=True)
    province = models.CharField(_("province"), max_length=8, blank=True)
    commune = I18nCharField(_("commune"), max_length=100, blank=True)
    place_name = I18nCharField(_("village or quarter"), max_length=100, blank=True)
    crafts = models.ManyToManyField(Craft, verbose_name=_("crafts"), related_name="organisations", blank=True)
    since = models.PositiveSmallIntegerField(_("since (year)"), null=True, blank=True)
    members = models.PositiveIntegerField(_("members"), null=True, blank=True)
    group = models.ForeignKey(
        "self", models.SET_NULL, verbose_name=_("her group"), null=True, blank=True, related_name="makers"
    )
    vouched_by = models.ForeignKey(
        "self",
        models.SET_NULL,
        verbose_name=_("vouched for by"),
        null=True,
        blank=True,
        related_name="vouches_for",
    )
    picture = models.ForeignKey(
        "tiwizi_producers.Picture",
        models.SET_NULL,
        verbose_name=_("picture"),
        null=True,
        blank=True,
        related_name="+",
    )
    language = models.CharField(_("language she is told things in"), max_length=8, default="fr")
    phone = models.CharField(_("phone (not public)"), max_length=20, blank=True)
    email = models.EmailField(_("e-mail (not public)"), blank=True)
    tax_status = models.CharField(
        _("tax status"), max_length=18, choices=TaxStatus, default=TaxStatus.SMALL_MAKER
    )
    legal_name = models.CharField(_("legal name"), max_length=150, blank=True)
    legal_number = models.CharField(_("register or tax number"), max_length=60, blank=True)
    legal_contact = models.CharField(_("public contact of the seller"), max_length=200, blank=True)
    is_fictional = models.BooleanField(_("fictional (demonstration)"), default=False)
    away_until = models.DateField(_("away until"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    erased_at = models.DateTimeField(_("erased"), null=True, blank=True, editable=False)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        indexes = [
            models.Index(fields=["kind", "status", "region"], name="tiwizi_org_directory"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["centre", "association", "cooperative", "group", "producer"]),
                name="tiwizi_org_kind",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["applied", "submitted", "active", "suspended"]),
                name="tiwizi_org_status",
            ),
            models.CheckConstraint(
                condition=Q(voice__in=["neutral", "woman", "man", "group"]), name="tiwizi_org_voice"
            ),
            models.CheckConstraint(condition=~Q(export_id=""), name="tiwizi_org_export_id"),
            models.CheckConstraint(
                condition=Q(erased_at=None) | Q(is_visible=False), name="tiwizi_org_erased_unseen"
            ),
        ]

    def __str__(self) -> str:
        return str(self.name) or self.slug

    @property
    def may_sell(self) -> bool:
        """Whether one can buy from her now."""
        return may_sell(self.status)

    @property
    def is_shown(self) -> bool:
        """Whether the public sees her pages."""
        return is_shown(self.status, is_visible=self.is_visible)


class Membership(models.Model):
    """A user who belongs to an organisation, in a role."""

    class Role(models.TextChoices):
        OWNER = "owner", _("owner")
        AGENT = "agent", _("agent")
        MEMBER = "member", _("member")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("user"), related_name="tiwizi_memberships"
    )
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, verbose_name=_("organisation"), related_name="memberships"
    )
    role = models.CharField(_("role"), max_length=8, choices=Role, default=Role.MEMBER)
    since = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(fields=["user", "organisation"], name="tiwizi_one_membership"),
            models.CheckConstraint(
                condition=Q(role__in=["owner", "agent", "member"]), name="tiwizi_membership_role"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} {self.organisation_id}"


class FormerSlug(models.Model):
    """An address that a thing once had; it redirects for good."""

    kind = models.CharField(_("kind"), max_length=20)
    slug = models.SlugField(_("slug"), max_length=120)
    export_id = models.CharField(_("permanent id"), max_length=32)

    class Meta:
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")
        constraints = [models.UniqueConstraint(fields=["kind", "slug"], name="tiwizi_one_former_slug")]

    def __str__(self) -> str:
        return f"{self.kind}/{self.slug}"
