"""An association's own page, with the makers it vouches for."""

from typing import Any

from django.core.paginator import EmptyPage, PageNotAnInteger
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from producers.editions.memory import remembered
from producers.models import FormerSlug, Organisation
from producers.reading.associations import AssociationShown, find_association, read_association
from producers.reading.head import Head, read_head, written_in
from producers.reading.markup import association_markup
from producers.responses import shared_page
from producers.views.directory import page_number

SHOWN = ("words", "offers", "pages")


@shared_page
@require_safe
def association(
    request: HttpRequest, slug: str, template: str = "producers/association.html"
) -> HttpResponse:
    """Show one association; a page of its makers that does not exist is a 404."""
    number, lang = request.GET.get("page", "1"), get_language() or "fr"
    try:
        context = remembered("association", SHOWN, (slug, number, lang), lambda: _page(slug, number, lang))
    except Organisation.DoesNotExist:
        return _renamed(slug)
    except (EmptyPage, PageNotAnInteger) as reason:
        raise Http404(str(reason)) from reason
    return render(request, template, context)


def _page(slug: str, number: str, lang: str) -> dict[str, Any]:
    place = page_number(number)
    shown = read_association(find_association(slug), place, lang)
    one: AssociationShown = shown["association"]
    markup = association_markup(one, reverse("producers:directory"))
    return {**shown, "head": _head(one, place), "markup": markup}


def _head(one: AssociationShown, place: int) -> Head:
    own = one.organisation
    return read_head(
        "producers:association",
        [own.slug],
        written_in(own.name, own.original_language),
        query=f"?page={place}" if place > 1 else "",
        title=one.name.text,
        description=one.sentence.text if one.sentence else "",
        picture=one.picture,
    )


def _renamed(slug: str) -> HttpResponsePermanentRedirect:
    former = FormerSlug.objects.filter(kind="association", slug=slug).first()
    rows = Organisation.objects.shown_associations()
    one = former and rows.filter(export_id=former.export_id).first()
    if not one:
        raise Http404(slug)
    return HttpResponsePermanentRedirect(reverse("producers:association", args=[one.slug]))
