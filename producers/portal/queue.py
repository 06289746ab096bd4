"""What waits on a phone for the line to return: the screen that shows it, and whom the phone sends for."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.views.decorators.http import require_safe

from producers.keeping import secrets_of, who_of
from producers.portal.doors import portal_page, signed_in_page


@portal_page()
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """Show the screen on which the phone lists what waits; the list itself is on the phone alone."""
    return render(request, "producers/portal/waiting.html")


@signed_in_page
@require_safe
def line(request: HttpRequest) -> JsonResponse:
    """Say that there is a line, who is signed in, a form's token, and what opens what her phone keeps."""
    secrets = secrets_of(request.user)
    return JsonResponse({"who": who_of(request.user), "token": get_token(request), "secrets": secrets})
