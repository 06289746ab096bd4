"""How often pages were looked at, inside the back office."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from home.reading.visits import DAYS, most_visited
from producers.policy import Policy, declare


@declare(Policy.OWNER)  # below the back office's door, which opens to editors alone
@require_safe
def visits(request: HttpRequest) -> HttpResponse:
    """List the pages that were looked at most."""
    context = {"page_title": _("Visits"), "header_icon": "view", "rows": most_visited(), "days": DAYS}
    return render(request, "home/visits.html", context)
