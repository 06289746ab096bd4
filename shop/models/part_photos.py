"""Pictures that a maker takes of an order in her hands. No address serves the file but by its rules."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shop.conf import private_storage
from shop.models.querysets import LockableQuerySet


class PartPhoto(models.Model):
    """A picture of the work under way, or of the parcel; who sees it is said in ``domain.part_photos``."""

    class Kind(models.TextChoices):
        PROGRESS = "progress", _("work under way")
        PARCEL = "parcel", _("parcel")

    class State(models.TextChoices):
        NEW = "new", pgettext_lazy("photo", "new")
        CHECKED = "checked", _("looked at")
        TAKEN_DOWN = "taken_down", _("taken down")

    actor_path = "part__producer"

    part = models.ForeignKey(
        "tiwizi_shop.ProducerOrder", models.PROTECT, verbose_name=_("producer order"), related_name="photos"
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    status = models.CharField(_("status"), max_length=10, choices=State, default=State.NEW)
    # How far her part was when it was taken; empty on pictures older than this column.
    stage = models.CharField(_("stage"), max_length=16, blank=True, default="", db_default="")
    file = models.FileField(_("file"), upload_to="parts/", storage=private_storage)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    created_at = models.DateTimeField(pgettext_lazy("photo", "taken"), auto_now_add=True)

    objects = LockableQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("photo of a producer order")
        verbose_name_plural = _("photos of producer orders")
        constraints = [
            models.UniqueConstraint(fields=["part", "kind", "sha256"], name="tiwizi_one_part_photo"),
            models.CheckConstraint(
                condition=Q(kind__in=["progress", "parcel"]), name="tiwizi_part_photo_kind"
            ),
            models.CheckConstraint(
                condition=Q(stage__in=["", "accepted", "making", "packed", "partly_shipped", "shipped"]),
                name="tiwizi_part_photo_stage",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["new", "checked", "taken_down"]), name="tiwizi_part_photo_status"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.part_id}"
