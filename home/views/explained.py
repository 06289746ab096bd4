"""About, help, contact, delivery: an editor's page where there is one, else the text in force."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from home.reading.landing import explaining
from producers.policy import public
from shop.views.legal import legal


@public
@require_safe
def explained(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the page that an editor wrote under ``pages``; where there is none, the legal text."""
    page = explaining(slug, get_language() or "fr")
    return page.serve(request) if page else legal(request, slug)
