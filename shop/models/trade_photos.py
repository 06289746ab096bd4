"""Pictures with which a trade buyer shows what is looked for. No address serves a file but by its rules."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from shop.conf import private_storage


class SourcingPhoto(models.Model):
    """A picture of a request, for the desk and the makers who were asked: whole, and small for phones."""

    request = models.ForeignKey("tiwizi_shop.SourcingRequest", models.CASCADE, related_name="photos")
    file = models.FileField(_("file"), upload_to="requests/", storage=private_storage)
    small = models.FileField(_("small file"), upload_to="requests/", storage=private_storage)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    created_at = models.DateTimeField(_("sent"), auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("picture of a sourcing request")
        verbose_name_plural = _("pictures of sourcing requests")
        constraints = [models.UniqueConstraint(fields=["request", "sha256"], name="tiwizi_one_request_photo")]

    def __str__(self) -> str:
        return self.sha256[:12]
