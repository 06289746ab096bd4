"""Addresses that somebody keeps in her account."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class KeptAddress(models.Model):
    """One address of an account's own list: what ``shop.domain.addresses.Address`` holds, as data."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("user"), related_name="tiwizi_addresses"
    )
    address = models.JSONField(_("address"))
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("kept address")
        verbose_name_plural = _("kept addresses")

    def __str__(self) -> str:
        return f"address {self.pk}"
