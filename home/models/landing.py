"""A page that an editor builds from blocks."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from home.blocks import Blocks


class LandingPage(Page):
    """One subject, in blocks."""

    body = StreamField(Blocks(), verbose_name=_("content"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("body")]
    template = "home/landing.html"

    class Meta:
        verbose_name = _("landing page")
        verbose_name_plural = _("landing pages")
