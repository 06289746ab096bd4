"""What rooms and works have in common: drafts with a permanent id that no revision brings back."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField
from modelcluster.models import ClusterableModel
from wagtail.models import DraftStateMixin, LockableMixin, PreviewableMixin, RevisionMixin, WorkflowMixin

from producers.domain.export_ids import new_export_id
from producers.models.live import LiveStays


class Drafted(
    LiveStays,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    ClusterableModel,
):
    """A thing of the exhibition with draft, preview, workflow and history, all languages in one row."""

    LIVE = ("export_id", "created_at")

    export_id = models.CharField(
        _("permanent id"), max_length=32, unique=True, default=new_export_id, editable=False
    )
    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    title = I18nCharField(_("title"), max_length=160)
    description = I18nTextField(_("description"), blank=True)
    original_language = models.CharField(_("original language"), max_length=8, default="fr")
    is_fictional = models.BooleanField(_("fictional (demonstration)"), default=False)
    picture = models.ForeignKey(
        "tiwizi_producers.Picture",
        models.SET_NULL,
        verbose_name=_("picture"),
        null=True,
        blank=True,
        related_name="+",
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.title) or self.slug
