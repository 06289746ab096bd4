"""A fair at work: where its goods are, and the sheets by which they leave web stock and come back."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shop.models.querysets import LockableQuerySet


class Fair(models.Model):
    """Fair mode of an event: its place in the shop's stock, and who holds the cash that its tills take."""

    event = models.OneToOneField(
        "tiwizi_events.Event", models.PROTECT, verbose_name=_("event"), related_name="fair"
    )
    place = models.OneToOneField(
        "tiwizi_shop.Place", models.PROTECT, verbose_name=_("place of its goods"), related_name="fair"
    )
    holder = models.ForeignKey(
        "tiwizi_producers.Organisation",
        models.PROTECT,
        verbose_name=_("whose agents hold the cash"),
        related_name="+",
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = LockableQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("fair")
        verbose_name_plural = _("fairs")

    def __str__(self) -> str:
        return f"fair of {self.event_id}"


class Sheet(models.Model):
    """Goods that go to a fair together: written down, gone, counted on return."""

    class State(models.TextChoices):
        DRAFT = "draft", _("being written")
        OUT = "out", _("at the fair")
        BACK = "back", _("back and counted")
        DROPPED = "dropped", _("given up")

    fair = models.ForeignKey(Fair, models.PROTECT, verbose_name=_("fair"), related_name="sheets")
    number = models.PositiveSmallIntegerField(_("number in its row"))
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.DRAFT)
    out_at = models.DateTimeField(_("left"), null=True, blank=True)
    back_at = models.DateTimeField(_("back"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = LockableQuerySet.as_manager()

    class Meta:
        ordering = ["fair", "number"]
        verbose_name = _("sheet of goods")
        verbose_name_plural = _("sheets of goods")
        constraints = [
            models.UniqueConstraint(fields=["fair", "number"], name="tiwizi_one_sheet_number"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "out", "back", "dropped"]), name="tiwizi_sheet_state"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "dropped"], out_at=None, back_at=None)
                | Q(state="out", out_at__isnull=False, back_at=None)
                | Q(state="back", out_at__isnull=False, back_at__isnull=False),
                name="tiwizi_sheet_dates",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fair_id}/{self.number}"


class SheetLine(models.Model):
    """Pieces of a variant from one shelf. ``back`` and ``lost`` are counted on return; the rest was sold."""

    sheet = models.ForeignKey(Sheet, models.PROTECT, verbose_name=_("sheet"), related_name="lines")
    origin = models.ForeignKey(
        "tiwizi_shop.Stock", models.PROTECT, verbose_name=_("from the shelf"), related_name="+"
    )
    quantity = models.PositiveIntegerField(_("pieces out"))
    back = models.PositiveIntegerField(_("pieces back"), null=True, blank=True)
    lost = models.PositiveIntegerField(_("lost or broken"), default=0)
    reason = models.CharField(_("what became of them"), max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("line of a sheet")
        verbose_name_plural = _("lines of sheets")
        constraints = [
            models.UniqueConstraint(fields=["sheet", "origin"], name="tiwizi_one_sheet_line"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="tiwizi_sheet_line_not_empty"),
            models.CheckConstraint(condition=Q(lost=0) | ~Q(reason=""), name="tiwizi_lost_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} of {self.origin_id}"


class GoodsSettled(models.Model):
    """What a person found out about pieces that sheets and receipts do not explain. Only added."""

    only_grows = True
    erasable = ("by_name",)
    fair = models.ForeignKey(Fair, models.PROTECT, related_name="settled")
    variant = models.ForeignKey("tiwizi_shop.Variant", models.PROTECT, related_name="+")
    quantity = models.IntegerField(_("pieces (negative: there were more)"))
    reason = models.CharField(_("what became of them"), max_length=200)
    by_name = models.CharField(_("by"), max_length=150)
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("explained difference")
        verbose_name_plural = _("explained differences")
        constraints = [
            models.CheckConstraint(condition=~Q(reason="") & ~Q(quantity=0), name="tiwizi_goods_settled_why")
        ]

    def __str__(self) -> str:
        return f"{self.quantity} of {self.variant_id}"
