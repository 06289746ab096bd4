"""How far something has come that a producer sends to be checked: a change, or a recording."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from producers.domain.moderation import SubmissionState


class CheckState(models.TextChoices):
    """The states of ``producers.domain.moderation``, with their words."""

    WAITING = SubmissionState.WAITING.value, _("waits to be checked")
    APPROVED = SubmissionState.APPROVED.value, _("approved")
    SENT_BACK = SubmissionState.SENT_BACK.value, _("sent back")
    WITHDRAWN = SubmissionState.WITHDRAWN.value, _("taken back")
