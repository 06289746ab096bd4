"""The home page of the shop window."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from home.reading.front import read_front
from home.reading.keeping import kept_reading
from home.reading.languages import language_of
from home.reading.site import site_markup
from producers.reading.head import read_head
from shop.models import Market
from shop.reading.market import current_market


class HomePage(Page):
    """The first page of a language: one sentence, what this is, and what is shown below."""

    sentence = models.CharField(_("one sentence"), max_length=120)
    promise = models.CharField(_("what this is, in twenty words"), max_length=250, blank=True)
    picture = models.ForeignKey(
        "tiwizi_producers.Picture",
        models.SET_NULL,
        verbose_name=_("picture"),
        null=True,
        blank=True,
        related_name="+",
    )
    producer_of_the_week = models.ForeignKey(
        "tiwizi_producers.Organisation",
        models.SET_NULL,
        verbose_name=_("producer of the week"),
        null=True,
        blank=True,
        related_name="+",
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("sentence"),
        FieldPanel("promise"),
        FieldPanel("picture"),
        FieldPanel("producer_of_the_week"),
    ]
    template = "home/home.html"

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Find a story in one question; everything else step by step."""
        from home.models.stories import StoryPage  # stands below this page

        if len(path_components) == 2:
            address = f"{self.url_path}{path_components[0]}/{path_components[1]}/"
            rows = StoryPage.objects.live().filter(url_path=address)
            story = rows.select_related("locale", "picture", "producer__picture").first()
            if story:
                return RouteResult(story)
        return super().route(request, path_components)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The editor's words, and the shop around them."""
        market, lang = current_market(request), get_language() or "fr"
        front = kept_reading(self, request, market, lambda: self._front(market, lang))
        return {**super().get_context(request, *args, **kwargs), **front}

    def _front(self, market: Market, lang: str) -> dict[str, Any]:
        front = read_front(market, lang, picture=self.picture, maker_of_the_week=self.producer_of_the_week_id)
        languages = self._languages()
        head = read_head(
            "wagtail_serve", [""], languages.values(), title=self.sentence, description=self.promise
        )
        markup = site_markup(lang, head.canonical)
        return {**front, **language_of(self, languages), "head": head, "markup": markup}

    def _languages(self) -> dict[int, str]:
        """The languages in which the page is published, by page, aliases of another left out."""
        rows = Page.objects.live().filter(translation_key=self.translation_key, alias_of=None)
        return dict(rows.values_list("pk", "locale__language_code"))
