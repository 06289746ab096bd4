"""The producer's profile as a Wagtail page: drafted, moderated, translated."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page


class ProducerPage(Page):
    """Story and portrait of one producer. Facts about her stand on the organisation, once for all languages."""

    organisation = models.ForeignKey("tiwizi_producers.Organisation", models.PROTECT, verbose_name=_("organisation"), related_name="pages")
    picture = models.ForeignKey("tiwizi_producers.Picture", models.SET_NULL, verbose_name=_("portrait or hands"), null=True, blank=True, related_name="+")
    story = StreamField(
        [
            ("paragraph", blocks.RichTextBlock(features=["bold", "italic", "link", "ul"], label=_("paragraph"))),
            ("quote", blocks.TextBlock(label=_("quote"), max_length=400)),
        ],
        verbose_name=_("story"),
        blank=True,
    )

    content_panels = [*Page.content_panels, FieldPanel("organisation"), FieldPanel("picture"), FieldPanel("story")]
    template = "producers/profile.html"
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("producer page")
        verbose_name_plural = _("producer pages")
