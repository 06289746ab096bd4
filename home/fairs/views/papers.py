"""Papers of a fair to print: sheets, labels, posters, the agent's round."""

from collections.abc import Callable
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from home.events.reading.event import exhibits_of
from home.fairs.models import Fair, Sheet
from home.fairs.papers import print_goods, print_labels, print_poster, print_round
from producers.models import Organisation
from shop.office.access import operators_only
from shop.paper_answers import file_answer
from shop.papers.press import has_press

Prints = Callable[[str, datetime], bytes]


@operators_only
@require_safe
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Print a sheet, with columns to count in."""
    found = _sheet(pk)
    return _printed(
        f"fair-{found.fair_id}-{found.number}", lambda lang, at: print_goods(found, lang=lang, at=at)
    )


@operators_only
@require_safe
def labels(request: HttpRequest, pk: int) -> HttpResponse:
    """Print a price label for each piece of a sheet."""
    found = _sheet(pk)
    return _printed(
        f"labels-{found.fair_id}-{found.number}", lambda lang, at: print_labels(found, lang=lang, at=at)
    )


@operators_only
@require_safe
def poster(request: HttpRequest, pk: int) -> HttpResponse:
    """Print a poster of the fair, and one for each stand."""
    fair = _fair(pk)
    there = [one.producer_id for one in exhibits_of(fair.event)]
    makers = Organisation.objects.filter(pk__in=there).order_by("number")
    return _printed(f"poster-{fair.pk}", lambda lang, at: print_poster(fair, list(makers), lang=lang, at=at))


@operators_only
@require_safe
def collection(request: HttpRequest, pk: int) -> HttpResponse:
    """Print the agent's round."""
    fair = _fair(pk)
    return _printed(f"round-{fair.pk}", lambda lang, at: print_round(fair, lang=lang, at=at))


def _printed(name: str, prints: Prints) -> HttpResponse:
    if not has_press():
        raise Http404
    text = prints(get_language() or "fr", timezone.now())
    return file_answer(text, "application/pdf", f"{name}.pdf")


def _sheet(pk: int) -> Sheet:
    return get_object_or_404(Sheet.objects.select_related("fair__event"), pk=pk)


def _fair(pk: int) -> Fair:
    return get_object_or_404(Fair.objects.select_related("event", "holder"), pk=pk)
