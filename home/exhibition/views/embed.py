"""A room inside a page of a partner: the one address of this site that may stand in a frame of others."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from home.exhibition.views.pages import room_context
from producers.responses import shared_page
from producers.saving import saving

POLICY = (
    "default-src 'none'; img-src 'self' data:; style-src 'self'; font-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors *"
)
"""No script, no form, no other site; whoever wants to may frame it."""


@shared_page
@require_safe
def embed(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one room with small pictures, for frames: no cookie, no form, no script."""
    with saving(request):
        context = room_context(request, slug, is_light=True)
        response = render(request, "home/exhibition/embed.html", context)
    response.xframe_options_exempt = True  # type: ignore[attr-defined]  # Django's way
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Robots-Tag"] = "noindex, follow"
    return response
