"""Pages of the tree, as Wagtail serves them: where an address leads is looked up once, until a page moves."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site
from wagtail.url_routing import RouteResult
from wagtail.views import serve as serve_page

from producers.editions.memory import remembered
from producers.responses import shared_page

SITE, ROUTED = "_wagtail_site", "_wagtail_route_for_request"
"""Where Wagtail itself keeps them, for one request."""
PAGES = ("pages",)


@shared_page
@require_safe
def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Answer with a page, through all of Wagtail's hooks."""
    host = (request.get_host(), request.get_port())
    key = (*host, get_language(), path)
    setattr(request, SITE, remembered("site", PAGES, host, lambda: Site.find_for_request(request)))
    setattr(request, ROUTED, remembered("route", (*PAGES, "offers"), key, lambda: _route(request, path)))
    answer: HttpResponse = serve_page(request, path)
    return answer


def _route(request: HttpRequest, path: str) -> RouteResult | None:
    """Find the page, and with it who may see it: this copy of it is served and never changed."""
    found: RouteResult | None = Page.route_for_request(request, path)
    if found is not None:
        page, restrictions = found[0], list(found[0].get_view_restrictions())
        page.get_view_restrictions = lambda: restrictions
    return found
