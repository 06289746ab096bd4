"""Success stories: pages that are public only while the people in them agree."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, Revision

from home.blocks import Blocks
from home.domain.consent import Use
from home.reading.keeping import kept_as, kept_reading
from producers.editions.memory import remembered
from shop.reading.market import current_market

USES_OF_BLOCKS = {"quote": Use.VOICE, "video": Use.VOICE, "numbers": Use.FIGURES}


class StoryTag(TaggedItemBase):
    """A word an editor gave to a story."""

    content_object = ParentalKey(
        "tiwizi_home.StoryPage", on_delete=models.CASCADE, related_name="tagged_items"
    )


class StoryIndexPage(Page):
    """All stories of a language, newest first."""

    introduction = models.CharField(_("introduction"), max_length=250, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    template = "home/stories.html"
    subpage_types = ["tiwizi_home.StoryPage"]
    parent_page_types = ["tiwizi_home.HomePage"]

    class Meta:
        verbose_name = _("stories")
        verbose_name_plural = _("stories")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The stories that may be shown today."""
        from home.reading.stories import read_index  # reads these very pages

        return {**super().get_context(request, *args, **kwargs), **read_index(self)}


class StoryPage(Page):
    """One story of one producer."""

    producer = models.ForeignKey(
        "tiwizi_producers.Organisation", models.PROTECT, verbose_name=_("producer"), related_name="stories"
    )
    summary = models.CharField(_("in one sentence"), max_length=250)
    picture = models.ForeignKey(
        "tiwizi_producers.Picture",
        models.SET_NULL,
        verbose_name=_("picture"),
        null=True,
        blank=True,
        related_name="+",
    )
    shows_face = models.BooleanField(
        _("a face can be recognised"),
        default=True,
        help_text=_("Untick it only when no picture of this story shows a face."),
    )
    body = StreamField(Blocks(), verbose_name=_("story"), blank=True)
    tags = ClusterTaggableManager(through=StoryTag, blank=True, verbose_name=_("tags"))

    content_panels = [
        *Page.content_panels,
        FieldPanel("producer"),
        FieldPanel("summary"),
        FieldPanel("picture"),
        FieldPanel("shows_face"),
        FieldPanel("body"),
        FieldPanel("tags"),
    ]
    template = "home/story.html"
    subpage_types: list[str] = []
    parent_page_types = ["tiwizi_home.StoryIndexPage"]

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")

    @property
    def uses(self) -> frozenset[str]:
        """What this story shows of the people in it."""
        # What was stored says it: looking into the blocks would read every product and picture they name.
        kinds: Iterable[str] = {block["type"] for block in self.body.raw_data}
        shown = {USES_OF_BLOCKS[kind] for kind in kinds if kind in USES_OF_BLOCKS}
        face = {Use.FACE} if self.shows_face else set()
        return frozenset({Use.STORY, Use.NAME, Use.PLACE} | shown | face)

    def publish(self, revision: Revision, *args: Any, **kwargs: Any) -> Any:
        """Publish if the people in it agree, whoever asks: editor, workflow, schedule or code."""
        from home.actions.publish_story import publish_story  # reads this model

        return publish_story(self, revision, super().publish, *args, **kwargs)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show it while they agree: asked anew for every reader."""
        from home.reading.consents import lack_of

        if remembered("lack", ("pages", "offers"), (self.pk,), lambda: lack_of(self)):
            raise Http404("withdrawn")
        return super().serve(request, *args, **kwargs)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The story, who it is about, and what she makes."""
        from home.reading.stories import read_story  # reads this very model

        market, lang = current_market(request), get_language() or "fr"
        read = kept_reading(self, request, market, lambda: read_story(self, market, lang))
        request.same_page = read["same_page"]  # type: ignore[attr-defined]  # the language switch reads it
        own = {"kept_as": kept_as(self, request, market)}
        return {**super().get_context(request, *args, **kwargs), **read, **own}
