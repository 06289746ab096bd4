"""The long story of a room, told in blocks, one for each language."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.fields import StreamField

from home.exhibition.models.rooms import Room
from producers.conf import languages
from producers.story_blocks import StoryBlocks


class RoomStory(models.Model):
    """What a room tells in one language; it is drafted, previewed and published with the room."""

    room = ParentalKey(Room, on_delete=models.CASCADE, related_name="stories")
    language = models.CharField(_("language"), max_length=8)
    body = StreamField(StoryBlocks(), verbose_name=_("story"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("story of the room")
        verbose_name_plural = _("stories of the room")
        constraints = [
            models.UniqueConstraint(
                fields=["room", "language"],
                name="tiwizi_room_story_once_a_language",
                violation_error_message=_("There is a story in this language already."),
            ),
            models.CheckConstraint(condition=~models.Q(language=""), name="tiwizi_room_story_language"),
        ]

    def __str__(self) -> str:
        return self.language

    def clean(self) -> None:
        """Refuse a language that the site does not speak."""
        super().clean()
        if self.language not in languages():
            raise ValidationError({"language": _("The site does not speak this language.")})
