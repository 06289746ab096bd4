"""A frozen year as data: the same table as the figures of today, and its description."""

import json
from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from home.impact.models import Edition, EditionCell
from home.impact.reading.markup import files
from producers.conf import site_url
from producers.policy import public
from producers.reading.head import absolute
from shop.domain.counting import Cell
from shop.feeds.open_data import FIGURES, as_csv, code_of, description
from shop.views.open_data import answer


@public
@require_safe
def package(request: HttpRequest, slug: str) -> HttpResponse:
    """Describe the table of a frozen year, and say what it corrects and why."""
    edition = get_object_or_404(Edition, slug=slug)
    said = description(site_url(), timezone.localdate(edition.at), [FIGURES])
    said |= {
        "name": f"tiwizi-figures-{edition.slug}",
        "title": f"Figures of {edition.year}",
        "version": str(edition.number),
        "homepage": absolute(files(edition.slug)[1][0]),
    }
    if edition.reason:
        said["description"] = f"Corrected: {edition.reason}"
    resource = said["resources"][0]
    resource["description"] = f"As they were counted on {timezone.localdate(edition.at).isoformat()}."
    resource["figures"] = list(_described(edition))
    return answer(request, json.dumps(said, ensure_ascii=False, indent=1), "application/json")


@public
@require_safe
def table(request: HttpRequest, slug: str) -> HttpResponse:
    """The numbers of a frozen year as CSV."""
    edition = get_object_or_404(Edition, slug=slug)
    cells = EditionCell.objects.filter(figure__edition=edition).select_related("figure")
    rows = ((one.figure.code, edition.year, *_row(edition.year, one)) for one in cells)
    return answer(request, as_csv(FIGURES, rows), "text/csv; charset=utf-8")


def _row(year: int, one: EditionCell) -> tuple[object, ...]:
    cell = Cell(year, one.by, one.code, one.unit, one.value)
    return cell.by, code_of(cell), cell.unit, cell.value


def _described(edition: Edition) -> Iterator[dict[str, str]]:
    for row in edition.figures.all():
        words = row.words.get("en") or row.words.get("fr") or {}
        yield {
            "name": row.code,
            "title": words.get("label", row.code),
            "definition": words.get("definition", ""),
            "method": words.get("method", ""),
            "query": row.query,
        }
