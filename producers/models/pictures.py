"""A picture with its own alternative text and focal point: a host's image model stays untouched."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField
from wagtail.images import get_image_model_string


class Picture(models.Model):
    """One image as we show it. ``files`` lists the ready renditions; a page never makes one.

    ``files`` is ``{"formats": {"avif": {"240": path, ...}, ...}, "fallback": path, "width": int,
    "height": int, "large": {"path": path, "width": int, "height": int}}`` with paths of the default storage;
    empty until the task has made them. ``large`` is a JPEG for programs of others.
    """

    image = models.ForeignKey(
        get_image_model_string(),
        models.SET_NULL,
        verbose_name=_("image"),
        null=True,
        blank=True,
        related_name="+",
    )
    key = models.CharField(_("key"), max_length=80, unique=True, null=True, blank=True, editable=False)
    alt = I18nCharField(_("alternative text"), max_length=250, blank=True)
    original_language = models.CharField(_("original language"), max_length=8, default="fr")
    focal_x = models.DecimalField(_("focal point, across"), max_digits=4, decimal_places=3, default="0.5")
    focal_y = models.DecimalField(_("focal point, down"), max_digits=4, decimal_places=3, default="0.5")
    is_illustration = models.BooleanField(_("an illustration, not a photograph"), default=False)
    credit = models.CharField(_("credit"), max_length=200, blank=True)
    files = models.JSONField(_("ready renditions"), default=dict, blank=True, editable=False)
    removal_due_at = models.DateTimeField(_("files to be removed"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        constraints = [
            models.CheckConstraint(
                condition=Q(focal_x__gte=0, focal_x__lte=1, focal_y__gte=0, focal_y__lte=1),
                name="tiwizi_picture_focal_point",
            ),
        ]

    def __str__(self) -> str:
        return self.key or f"picture {self.pk}"


def site_images() -> Any:
    """Return the manager of the images of whatever model the site has."""
    model: Any = Picture._meta.get_field("image").related_model
    return model._default_manager
