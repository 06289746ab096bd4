"""The editor's guide, inside the back office: from nothing to a published story."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from home.models import StoryIndexPage
from producers.policy import Policy, declare


@declare(Policy.OWNER)  # below the back office's door, which opens to editors alone
@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """Show the steps, each with a link to where it is done."""
    lang = get_language() or "fr"
    indexes = {page.locale.language_code: page for page in StoryIndexPage.objects.select_related("locale")}
    index = indexes.get(lang) or next(iter(indexes.values()), None)
    add = ["tiwizi_home", "storypage", index.pk] if index else None
    return render(
        request,
        "home/guide.html",
        {
            "page_title": _("How to publish a story"),
            "header_icon": "help",
            "add_url": reverse("wagtailadmin_pages:add", args=add) if add else "",
            "consent_url": reverse("wagtailsnippets_tiwizi_home_storyconsent:add"),
            "pictures_url": reverse("wagtailimages:add"),
        },
    )
