"""Who helps small firms and groups: initiatives with their calls. Each says where it is known from."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from i18nfield.fields import I18nCharField, I18nTextField
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import DraftStateMixin, LockableMixin, RevisionMixin, WorkflowMixin


class Initiative(WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, ClusterableModel):
    """One programme, fund or service of somebody else. We describe it; we neither lend nor broker."""

    class Kind(models.TextChoices):
        MONEY = "money", _("money")
        TRAINING = "training", _("training")
        TOOLS = "tools", _("tools and premises")
        MARKET = "market", _("access to markets")
        ADVICE = "advice", _("advice")

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    kind = models.CharField(_("kind of help"), max_length=10, choices=Kind)
    name = I18nCharField(_("name"), max_length=160)
    description = I18nTextField(_("what it gives, and to whom"))
    original_language = models.CharField(_("original language"), max_length=8, default="fr")
    body = models.CharField(_("who runs it"), max_length=160)
    address = models.URLField(_("address on the web"), max_length=500, blank=True)
    source = models.CharField(_("where we know it from"), max_length=250)
    checked_on = models.DateField(_("looked at again on"))
    is_fictional = models.BooleanField(_("made up, to show how it works"), default=False, editable=False)

    class Meta:
        ordering = ["slug"]
        verbose_name = _("support initiative")
        verbose_name_plural = _("support initiatives")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["money", "training", "tools", "market", "advice"]),
                name="tiwizi_library_initiative_kind",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="tiwizi_library_initiative_has_a_source"),
        ]

    def __str__(self) -> str:
        return str(self.name) or self.slug


class Call(models.Model):
    """One call of an initiative. Without a last day it stays open."""

    initiative = ParentalKey(Initiative, on_delete=models.CASCADE, related_name="calls")
    title = I18nCharField(_("title"), max_length=160)
    opens_on = models.DateField(_("opens on"), null=True, blank=True)
    closes_on = models.DateField(_("last day"), null=True, blank=True)
    address = models.URLField(_("address on the web"), max_length=500, blank=True)

    class Meta:
        ordering = ["closes_on", "pk"]
        verbose_name = pgettext_lazy("support", "call")
        verbose_name_plural = pgettext_lazy("support", "calls")
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_on=None) | Q(closes_on=None) | Q(closes_on__gte=F("opens_on")),
                name="tiwizi_library_call_ends_after_it_opens",
                violation_error_message=_("A call cannot close before it opens."),
            )
        ]

    def __str__(self) -> str:
        return str(self.title)
