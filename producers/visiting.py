"""A session that came in by the producers' door names its visit: ended elsewhere, or idle, it is over."""

from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from producers.access import is_agent
from producers.actions.visits import end_visit, go_on, open_visit
from producers.models import PicturePin, Visit

VISIT = "visit"
"""Key of the session: the visit's key, 0 for a maker with a password who has no pictures to be asked for."""


def way_in(request: HttpRequest) -> str:
    """Return the address where she comes in, and that leads back to the page that she wanted to see."""
    is_page = request.method in ("GET", "HEAD")
    onward = request.get_full_path() if is_page else reverse("portal:home")
    return redirect_to_login(onward, reverse("portal:sign_in")).url


def put_out(request: HttpRequest) -> HttpResponseBase | None:
    """Sign out whose visit is over, and lead her to the door; None for everybody else.

    Sessions that did not come in by the door have no visit, and are let be.
    """
    visit = request.session.get(VISIT)
    if not visit or go_on(visit, request.user):
        return None
    end_visit(visit)
    back = way_in(request)
    logout(request)
    return redirect(back)


def watch(request: HttpRequest) -> None:
    """Give a session that came by password a visit, so that it can be ended from elsewhere.

    Who has pictures is asked for them after five minutes, as if she had come in by them.
    """
    if VISIT in request.session:
        return
    has_pictures = PicturePin.objects.filter(user=request.user).exists()
    is_watched = has_pictures or is_agent(request.user)
    way = Visit.Way.WALL if has_pictures else Visit.Way.PASSWORD
    request.session[VISIT] = open_visit(request.user, way=way).pk if is_watched else 0
