"""What the outside may know, frozen: rows that feeds are written from, and what has to be frozen anew."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ExportRow(models.Model):
    """One version of what the outside may know of a variant, or of a maker.

    A row is never changed but for ``is_current``, which the next version takes away. ``sequence`` grows in
    the order of commits, so that a reader who has come to a number misses nothing below it. A withdrawn row
    is a tombstone: ``data`` is empty. ``source`` is the key of the product or of the organisation, and no
    foreign key: a tombstone outlives them.
    """

    class Kind(models.TextChoices):
        VARIANT = "variant", _("variant")
        MAKER = "maker", _("maker")

    actor_path = "maker"

    kind = models.CharField(max_length=8, choices=Kind)
    export_id = models.CharField(max_length=32)
    version = models.PositiveIntegerField()
    source = models.BigIntegerField()
    place = models.IntegerField(default=0)
    maker = models.ForeignKey("tiwizi_producers.Organisation", models.CASCADE, related_name="+")
    data = models.TextField(blank=True)
    etag = models.CharField(max_length=32)
    sequence = models.BigIntegerField(unique=True)
    changed_at = models.DateTimeField()
    is_withdrawn = models.BooleanField(default=False)
    is_current = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "export_id"], condition=Q(is_current=True), name="tiwizi_one_current_export"
            ),
            models.UniqueConstraint(
                fields=["kind", "export_id", "version"], name="tiwizi_one_export_version"
            ),
            models.CheckConstraint(condition=Q(kind__in=["variant", "maker"]), name="tiwizi_export_kind"),
            models.CheckConstraint(condition=Q(version__gt=0), name="tiwizi_export_version"),
            models.CheckConstraint(
                condition=Q(is_withdrawn=False) | Q(data=""), name="tiwizi_export_tombstone"
            ),
        ]
        indexes = [
            models.Index(
                fields=["kind", "source", "place", "id"],
                condition=Q(is_current=True),
                name="tiwizi_export_in_order",
            ),
            models.Index(fields=["changed_at"], name="tiwizi_export_changed"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.export_id}/{self.version}"


class ExportChange(models.Model):
    """Something that exported rows are made from has changed. Written by triggers alone, one row a change.

    Nothing here is ever updated, so that no two writers wait for each other. ``key`` is that of the row
    ``kind`` names; of ``all`` it is 0.
    """

    kind = models.CharField(max_length=8)
    key = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["kind", "id"], name="tiwizi_export_dirty")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class ExportDue(models.Model):
    """When a product or a maker becomes another by time alone: a hold, a proof, an absence ends."""

    kind = models.CharField(max_length=8)
    key = models.BigIntegerField()
    due_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="tiwizi_one_export_due")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key} at {self.due_at}"


class ExportCounter(models.Model):
    """The last ``sequence`` given out. Whoever holds its row is the only one to write exported rows."""

    last = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="tiwizi_one_export_counter")]

    def __str__(self) -> str:
        return str(self.last)
