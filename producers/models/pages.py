"""The producer's profile as a Wagtail page: drafted, moderated, translated."""

from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from producers.rich_text import CleanStreamBlock, CleanTextBlock


class ProducerPage(Page):
    """Story and portrait of one producer. Facts about her stand on the organisation, once for all."""

    organisation = models.ForeignKey(
        "tiwizi_producers.Organisation", models.PROTECT, verbose_name=_("organisation"), related_name="pages"
    )
    picture = models.ForeignKey(
        "tiwizi_producers.Picture",
        models.SET_NULL,
        verbose_name=_("portrait or hands"),
        null=True,
        blank=True,
        related_name="+",
    )
    story = StreamField(
        CleanStreamBlock(
            [
                (
                    "paragraph",
                    CleanTextBlock(features=["bold", "italic", "link", "ul"], label=_("paragraph")),
                ),
                ("quote", blocks.TextBlock(label=_("quote"), max_length=400)),
            ]
        ),
        verbose_name=_("story"),
        blank=True,
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("organisation"),
        FieldPanel("picture"),
        FieldPanel("story"),
    ]
    template = "producers/profile.html"
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("producer page")
        verbose_name_plural = _("producer pages")

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str, str] | None:
        """Her address is that of the profile, wherever in the tree this page stands."""
        parts = super().get_url_parts(request)
        if parts is None:
            return None
        with translation.override(self.locale.language_code):
            return parts[0], parts[1], reverse("producers:profile", args=[self.organisation.slug])

    def serve(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """The place in the tree leads to the one address."""
        return HttpResponsePermanentRedirect(self.get_url(request) or "/")

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The profile with this draft in it."""
        from producers.reading.profile import read_profile  # reads these very pages

        profile = read_profile(self.organisation, self.locale.language_code, page=self)
        return render(request, self.template, {"profile": profile})
