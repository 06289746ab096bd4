"""Consent, claims and their proof. No evidence, no badge."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField

from producers.conf import private_storage
from producers.models.querysets import ValidityQuerySet


class Label(models.Model):
    """A label or claim that one can prove: what it is called and what it covers."""

    class Covers(models.TextChoices):
        ORGANISATION = "organisation", _("organisation")
        PRODUCT = "product", _("product")

    code = models.SlugField(_("code"), unique=True)
    name = I18nCharField(_("name"), max_length=120)
    covers = models.CharField(_("covers"), max_length=12, choices=Covers, default=Covers.PRODUCT)
    rule = models.TextField(_("what must be proven"), blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "code"]
        verbose_name = _("label")
        verbose_name_plural = _("labels")

    def __str__(self) -> str:
        return self.code


class Evidence(models.Model):
    """A document or a visit that proves a label for an organisation, checked by somebody, for a time."""

    class Kind(models.TextChoices):
        DOCUMENT = "document", _("document")
        VISIT = "visit", _("visit")

    organisation = models.ForeignKey(
        "tiwizi_producers.Organisation",
        models.CASCADE,
        verbose_name=_("organisation"),
        related_name="evidence",
    )
    label = models.ForeignKey(Label, models.PROTECT, verbose_name=_("label"), related_name="evidence")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    issuer = models.CharField(_("issued by"), max_length=150)
    reference = models.CharField(_("number"), max_length=80, blank=True)
    file = models.FileField(_("file"), upload_to="evidence/", storage=private_storage, blank=True)
    checked_by = models.CharField(_("checked by"), max_length=120)
    checked_on = models.DateField(_("checked on"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    objects = ValidityQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=["document", "visit"]), name="tiwizi_evidence_kind"),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=models.F("checked_on")),
                name="tiwizi_evidence_dates",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label_id} for {self.organisation_id}"


class Consent(models.Model):
    """A person's yes to one use, dated, with a way back."""

    class Scope(models.TextChoices):
        PHOTO = "photo", _("photo")
        NAME = "name", _("name")
        STORY = "story", _("story")
        SHARING = "sharing", _("data sharing")
        PAID = "paid", _("telling a buyer that she was paid")
        PROOF = "proof", _("showing what proves her labels")

    actor_path = "organisation"

    organisation = models.ForeignKey(
        "tiwizi_producers.Organisation",
        models.CASCADE,
        verbose_name=_("organisation"),
        related_name="consents",
    )
    person = models.CharField(_("person"), max_length=120)
    scope = models.CharField(_("scope"), max_length=10, choices=Scope)
    heard_in = models.CharField(_("language it was asked in"), max_length=8)
    given_at = models.DateTimeField(_("given"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("recorded by"),
        null=True,
        blank=True,
        related_name="+",
    )

    objects = ValidityQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints = [
            models.CheckConstraint(
                condition=Q(scope__in=["photo", "name", "story", "sharing", "paid", "proof"]),
                name="tiwizi_consent_scope",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scope} of {self.organisation_id}"
