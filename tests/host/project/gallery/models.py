"""The host's own image model."""

from django.db import models
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class Photo(AbstractImage):
    """A picture of the host's, with a photographer."""

    photographer = models.CharField(max_length=120, blank=True)
    admin_form_fields = (*Image.admin_form_fields, "photographer")


class PhotoRendition(AbstractRendition):
    """A size of it."""

    image = models.ForeignKey(Photo, models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = [("image", "filter_spec", "focal_point_key")]
