"""What phones have sent: each thing once, however often it arrives."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SentOnce(models.Model):
    """One sending by its own key, with the answer that it got. A repeated one gets the same answer.

    ``done_at`` is written in the transaction that does what was sent, so that a machine which stops before
    it has answered does not do it a second time.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("sent by"), related_name="+"
    )
    key = models.CharField(_("key"), max_length=64)
    digest = models.CharField(_("fingerprint of what was sent"), max_length=64)
    claimed_at = models.DateTimeField(_("last taken up"))
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    status = models.PositiveSmallIntegerField(_("status of the answer"), null=True, blank=True)
    location = models.CharField(_("where the answer led"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("sending")
        verbose_name_plural = _("sendings")
        indexes = [models.Index(fields=["claimed_at"], name="tiwizi_sent_when")]
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="tiwizi_sent_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.key}"
