"""The directory of producers and their profiles."""

from typing import Any

from django.core.paginator import EmptyPage, PageNotAnInteger
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from producers.conf import languages, map_view
from producers.editions.memory import remembered
from producers.models import Craft, FormerSlug, Organisation
from producers.reading.directory import read_asked, read_directory
from producers.reading.head import read_head, written_in
from producers.reading.markup import maker_markup
from producers.reading.profile import Profile, find_maker, read_profile
from producers.responses import shared_page

SHOWN = ("words", "offers", "pages")


@shared_page
@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """List the makers with the map of the regions; a page that does not exist is a 404."""
    crafts = remembered("crafts", ("words",), (), lambda: list(Craft.objects.all()))
    asked, lang = read_asked(request.GET, crafts), get_language() or "fr"
    number = request.GET.get("page", "1")

    def read() -> dict[str, Any]:
        return read_directory(asked, crafts, page_number(number), lang)

    try:
        shown = remembered("directory", SHOWN, (asked, lang, number), read, size=40)
    except (EmptyPage, PageNotAnInteger) as reason:
        raise Http404(str(reason)) from reason
    head = read_head(
        "producers:directory",
        languages=languages(),
        query=f"?page={number}" if number != "1" else "",
        title=_("The makers"),
    )
    return render(request, "producers/directory.html", {**shown, "view": map_view(), "head": head})


def page_number(text: str) -> int:
    """Read the number of a page from an address. Raises ``PageNotAnInteger``."""
    if not (text.isascii() and text.isdigit()) or len(text) > 6 or int(text) < 1:
        raise PageNotAnInteger(text)
    return int(text)


@shared_page
@require_safe
def profile(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one maker; an address that she once had leads to the present one."""
    try:
        organisation = find_maker(slug)
    except Organisation.DoesNotExist:
        return renamed(slug)
    shown = read_profile(organisation, get_language() or "fr")
    return render(request, "producers/profile.html", maker_page(shown))


def maker_page(profile: Profile) -> dict[str, Any]:
    """Return what the page of a maker is written from, its head and its data for search engines included."""
    own, card = profile.organisation, profile.card
    head = read_head(
        "producers:profile",
        [own.slug],
        written_in(own.name, own.original_language),
        title=card.name.text,
        description=card.sentence.text if card.sentence else "",
        picture=card.picture,
        kind="profile",
    )
    return {"profile": profile, "head": head, "markup": maker_markup(profile, reverse("producers:directory"))}


def renamed(slug: str) -> HttpResponsePermanentRedirect:
    """Redirect a former address for good. Raises ``Http404`` when nobody ever had it."""
    former = FormerSlug.objects.filter(kind="producer", slug=slug).first()
    one = former and Organisation.objects.shown().filter(export_id=former.export_id).first()
    if not one:
        raise Http404(slug)
    return HttpResponsePermanentRedirect(reverse("producers:profile", args=[one.slug]))
