"""A page that an editor builds from blocks."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from home.blocks import Blocks


class LandingPage(Page):
    """One subject, in blocks. One named ``pages`` holds those that explain the shop."""

    body = StreamField(Blocks(), verbose_name=_("content"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("body")]
    template = "home/landing.html"

    class Meta:
        verbose_name = _("landing page")
        verbose_name_plural = _("landing pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The page, and what stands beside it."""
        from home.reading.landing import read_landing  # reads this very model

        return {**super().get_context(request, *args, **kwargs), **read_landing(self, request)}
