"""What a producer has said in her own voice about a thing of hers."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from producers.conf import private_storage
from producers.domain.recorded import MOST_SECONDS
from producers.models.checked import CheckState


class Recording(models.Model):
    """One recording: heard by nobody outside until somebody has approved it.

    ``kind`` and ``object_id`` name the thing that it tells of, as a ``Submission`` does. The file lies
    where no address serves it; ``public_name`` is its copy among the public media while it is approved.
    """

    State = CheckState
    actor_path = "organisation"

    organisation = models.ForeignKey(
        "tiwizi_producers.Organisation",
        models.CASCADE,
        verbose_name=_("producer"),
        related_name="recordings",
    )
    kind = models.CharField(_("of what kind"), max_length=40)
    object_id = models.BigIntegerField(_("of which"))
    file = models.FileField(_("file"), upload_to="recordings/", storage=private_storage)
    public_name = models.CharField(_("public file"), max_length=120, blank=True, editable=False)
    media_type = models.CharField(_("media type"), max_length=20)
    seconds = models.DecimalField(_("length in seconds"), max_digits=5, decimal_places=1)
    language = models.CharField(_("language heard"), max_length=8)
    transcript = models.TextField(pgettext_lazy("recording", "written down"), blank=True, max_length=5000)
    transcript_language = models.CharField(_("language it is written down in"), max_length=8, blank=True)
    transcribed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("written down by"),
        null=True,
        blank=True,
        related_name="+",
    )
    transcribed_at = models.DateTimeField(_("written down on"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("recorded by"),
        null=True,
        blank=True,
        related_name="+",
    )
    created_at = models.DateTimeField(_("recorded"), auto_now_add=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("recording")
        verbose_name_plural = _("recordings")
        indexes = [models.Index(fields=["kind", "object_id", "state"], name="tiwizi_recording_of_thing")]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "object_id"],
                condition=Q(state="approved"),
                name="tiwizi_one_approved_recording",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "approved", "sent_back", "withdrawn"]),
                name="tiwizi_recording_state",
            ),
            models.CheckConstraint(
                condition=Q(state="approved") | Q(public_name=""), name="tiwizi_recording_is_private"
            ),
            models.CheckConstraint(
                condition=Q(seconds__gt=0, seconds__lte=MOST_SECONDS + 1), name="tiwizi_recording_length"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}: {self.seconds} s"
