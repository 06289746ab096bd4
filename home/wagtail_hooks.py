"""The back office of stories: who agreed, and no publication without it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from home.choosers import producer_chooser
from home.models import StoryPage
from home.reading.consents import lack_of, said


@hooks.register("register_admin_viewset")
def producers_to_choose() -> object:
    """The window in which a producer is chosen."""
    return producer_chooser


@hooks.register("before_publish_page")
def ask_first(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Keep the draft and say what is missing."""
    lack = lack_of(page) if isinstance(page, StoryPage) else None
    if lack is None:
        return None
    messages.error(request, said(lack))
    return redirect("wagtailadmin_pages:edit", page.pk)
