"""What is written to last: guides with their sources and dates, and practice sheets of those who help."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    Orderable,
    PreviewableMixin,
    RevisionMixin,
    WorkflowMixin,
)


class Guide(WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, PreviewableMixin, ClusterableModel):
    """One guide. It says of which day its facts are, and from when on somebody has to look again."""

    class Topic(models.TextChoices):
        FORM = "form", _("legal forms")
        COVER = "cover", _("social cover")
        TAX = "tax", _("taxes")
        FINANCE = "finance", _("finance")

    slug = models.SlugField(_("slug"), max_length=120, unique=True)
    topic = models.CharField(_("about"), max_length=8, choices=Topic)
    title = I18nCharField(_("title"), max_length=160)
    summary = I18nCharField(_("in one line"), max_length=250, blank=True)
    body = I18nTextField(_("text"), help_text=_("Own words. Name no lender, and recommend none."))
    original_language = models.CharField(_("original language"), max_length=8, default="fr")
    as_of = models.DateField(_("facts as of"))
    stale_after = models.DateField(
        _("to be looked at again after"), help_text=_("From then on it stands on the editors’ board.")
    )

    class Meta:
        ordering = ["topic", "slug"]
        verbose_name = _("guide")
        verbose_name_plural = _("guides")
        constraints = [
            models.CheckConstraint(
                condition=Q(topic__in=["form", "cover", "tax", "finance"]), name="tiwizi_guide_topic"
            ),
            models.CheckConstraint(
                condition=Q(stale_after__gt=F("as_of")),
                name="tiwizi_guide_grows_old",
                violation_error_message=_("It is to be looked at again after the day of its facts."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.title) or self.slug

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """The page a visitor would see."""
        return "home/training/guide.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """All that the page shows."""
        from home.training.reading.guides import draft_guide  # reads these very rows

        return {**super().get_preview_context(request, mode_name), **draft_guide(self)}


class GuideSource(Orderable):
    """Where a fact can be read, and when it was."""

    guide = ParentalKey(Guide, on_delete=models.CASCADE, related_name="sources")
    title = models.CharField(_("source"), max_length=250)
    address = models.URLField(_("address of the source"), max_length=500, blank=True)
    read_on = models.DateField(_("read on"))

    class Meta(Orderable.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self) -> str:
        return self.title


class PracticeSheet(
    WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, PreviewableMixin, models.Model
):
    """What an agent or a manager did in some situation: handed in, read by an editor, versioned."""

    class Readers(models.TextChoices):
        EVERYBODY = "everybody", _("everybody")
        AGENTS = "agents", _("agents only")

    slug = models.SlugField(_("slug"), max_length=120, unique=True)
    title = I18nCharField(_("title"), max_length=160)
    situation = I18nTextField(_("situation"), max_length=2000)
    done = I18nTextField(_("what was done"), max_length=2000)
    result = I18nTextField(_("result"), max_length=2000)
    limits = I18nTextField(_("limits"), max_length=2000, blank=True)
    original_language = models.CharField(_("original language"), max_length=8, default="fr")
    readers = models.CharField(_("who may read it"), max_length=9, choices=Readers, default=Readers.AGENTS)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("practice sheet")
        verbose_name_plural = _("practice sheets")
        constraints = [
            models.CheckConstraint(
                condition=Q(readers__in=["everybody", "agents"]), name="tiwizi_practice_readers"
            )
        ]

    def __str__(self) -> str:
        return str(self.title) or self.slug

    def with_content_json(self, content: dict[str, Any]) -> "PracticeSheet":
        """Read a revision; who wrote it, and when, stays."""
        revised: PracticeSheet = super().with_content_json(content)
        revised.written_by_id, revised.created_at = self.written_by_id, self.created_at
        return revised

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """The page a reader would see."""
        return "home/training/practice.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """All that the page shows."""
        from home.training.reading.guides import draft_practice  # reads this very row

        return {**super().get_preview_context(request, mode_name), **draft_practice(self)}
