"""Rooms, and what hangs in them."""

from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from home.exhibition.models.drafted import Drafted
from home.exhibition.models.querysets import RoomQuerySet

NOTHING = {"region": "", "craft": None, "event": None, "edition": None}


def _names(kind: str, **named: object) -> Q:
    others = {name: value for name, value in NOTHING.items() if name not in named}
    name, empty = next(iter(named.items()))
    return Q(kind=kind, **others) & ~Q(**{name: empty})


class Room(Drafted):
    """Works that belong together: of a region, of a craft, shown at a fair, or honoured by an award."""

    class Kind(models.TextChoices):
        REGION = "region", _("region")
        CRAFT = "craft", _("craft")
        FAIR = "fair", _("fair")
        AWARD = "award", _("award")

    kind = models.CharField(_("kind"), max_length=6, choices=Kind)
    region = models.CharField(_("region"), max_length=8, blank=True)
    craft = models.ForeignKey(
        "tiwizi_producers.Craft", models.PROTECT, verbose_name=_("craft"), null=True, blank=True,
        related_name="+",
    )  # fmt: skip
    event = models.ForeignKey(
        "tiwizi_events.Event", models.PROTECT, verbose_name=_("fair or meeting"), null=True, blank=True,
        related_name="+",
    )  # fmt: skip
    edition = models.ForeignKey(
        "tiwizi_awards.Edition", models.PROTECT, verbose_name=_("edition of the awards"), null=True,
        blank=True, related_name="+",
    )  # fmt: skip
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = RoomQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("room")
        verbose_name_plural = _("rooms")
        constraints = [
            models.CheckConstraint(
                condition=_names("region", region="")
                | _names("craft", craft=None)
                | _names("fair", event=None)
                | _names("award", edition=None),
                name="tiwizi_room_names_its_kind",
                violation_error_message=_("Name the region, craft, fair or award of the room, only that."),
            )
        ]

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """The page a visitor would see."""
        return "home/exhibition/room.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, object]:
        """All that the page shows, with this draft's words and works."""
        from home.exhibition.reading.room import draft_room  # reads these very rows

        return {**super().get_preview_context(request, mode_name), **draft_room(self)}


class Hanging(models.Model):
    """A work in a room, at its place."""

    room = ParentalKey(Room, on_delete=models.CASCADE, related_name="hangings")
    work = models.ForeignKey(
        "tiwizi_exhibition.Work", models.CASCADE, verbose_name=_("work"), related_name="hangings"
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("work in the room")
        verbose_name_plural = _("works in the room")
        constraints = [
            models.UniqueConstraint(
                fields=["room", "work"],
                name="tiwizi_work_hangs_once",
                violation_error_message=_("A work hangs in a room once."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.work_id} in {self.room_id}"
