"""The directory of producers and their profiles."""

from django.core.paginator import EmptyPage, PageNotAnInteger
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from producers.conf import map_view
from producers.models import Craft, FormerSlug, Organisation
from producers.policy import public
from producers.reading.directory import read_asked, read_directory
from producers.reading.profile import find_maker, read_profile


@public
@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """List the makers with the map of the regions; a page that does not exist is a 404."""
    crafts = list(Craft.objects.all())
    asked = read_asked(request.GET, crafts)
    try:
        shown = read_directory(asked, crafts, _number(request.GET.get("page", "1")), get_language() or "fr")
    except (EmptyPage, PageNotAnInteger) as reason:
        raise Http404(str(reason)) from reason
    return render(request, "producers/directory.html", {**shown, "view": map_view()})


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or len(text) > 6 or int(text) < 1:
        raise PageNotAnInteger(text)
    return int(text)


@public
@require_safe
def profile(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one maker; an address that she once had leads to the present one."""
    try:
        organisation = find_maker(slug)
    except Organisation.DoesNotExist:
        return renamed(slug)
    return render(
        request, "producers/profile.html", {"profile": read_profile(organisation, get_language() or "fr")}
    )


def renamed(slug: str) -> HttpResponsePermanentRedirect:
    """Redirect a former address for good. Raises ``Http404`` when nobody ever had it."""
    former = FormerSlug.objects.filter(kind="producer", slug=slug).first()
    one = former and Organisation.objects.selling().filter(export_id=former.export_id).first()
    if not one:
        raise Http404(slug)
    return HttpResponsePermanentRedirect(reverse("producers:profile", args=[one.slug]))
