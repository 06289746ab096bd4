"""Recordings of what the portal's screens say."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from producers.domain.voices import VOICES


class PromptRecording(models.Model):
    """One prompt, said in one voice. A new one takes the place of the old."""

    code = models.CharField(_("prompt"), max_length=60)
    voice = models.CharField(_("voice"), max_length=3, choices=tuple(VOICES.items()))
    file = models.FileField(_("file"), upload_to="voices/")
    seconds = models.DecimalField(_("length in seconds"), max_digits=5, decimal_places=1)
    is_synthetic = models.BooleanField(_("made by a machine"), default=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("recorded by"),
        null=True,
        blank=True,
        related_name="+",
    )
    recorded_at = models.DateTimeField(_("recorded"), auto_now=True)

    class Meta:
        ordering = ["code", "voice"]
        verbose_name = _("recording of a prompt")
        verbose_name_plural = _("recordings of prompts")
        constraints = [
            models.UniqueConstraint(fields=["code", "voice"], name="tiwizi_one_recording_per_voice"),
            models.CheckConstraint(condition=Q(seconds__gt=0), name="tiwizi_prompt_recording_is_heard"),
            models.CheckConstraint(condition=Q(voice__in=list(VOICES)), name="tiwizi_prompt_voice"),
        ]

    def __str__(self) -> str:
        return f"{self.code} in {self.voice}"
