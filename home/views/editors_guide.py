"""The short guide for editors, inside the back office."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from home.editors_chapters import CHAPTERS
from producers.policy import Policy, declare


@declare(Policy.OWNER)  # below the back office's door, which opens to editors alone
@require_safe
def editors_guide(request: HttpRequest) -> HttpResponse:
    """Show the chapters of what is installed, each with a link to where it is done."""
    chapters = [(title, address, steps) for title, name, steps in CHAPTERS if (address := _address(name))]
    context = {"page_title": _("Guide for editors"), "header_icon": "help", "chapters": chapters}
    return render(request, "home/editors_guide.html", context)


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
