"""The directory of support initiatives."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from home.library.reading.support import known_kind, read_support
from producers.conf import languages
from producers.editions.memory import remembered
from producers.reading.head import read_head
from producers.responses import shared_page


@shared_page
@require_safe
def support(request: HttpRequest) -> HttpResponse:
    """List who helps, the calls that close soonest first. What is kept of it ends with the day."""
    kind, lang = known_kind(request.GET.get("kind", "")), get_language() or "fr"
    found = remembered("support", ("library",), (kind, lang), lambda: read_support(kind, lang), size=40)
    head = read_head(
        "library:support",
        languages=languages(),
        title=_("Who helps"),
        description=_("Programmes, funds and services for small firms and groups, with their open calls."),
    )
    return render(request, "home/library/support.html", {"support": found, "head": head, "kind": kind})
