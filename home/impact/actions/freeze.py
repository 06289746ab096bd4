"""Freeze a year: what is counted of it is kept for good, with its words and queries."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import override

from home.impact.domain.editions import check_freeze, edition_slug
from home.impact.models import Edition, EditionCell, EditionFigure
from home.impact.reading.sheets import Names
from producers.actions.record import record
from producers.conf import languages
from producers.domain.actors import Actor
from producers.figures import Figure, figures, names_of
from shop.domain.counting import Cell
from shop.reading.counted import Counted, counted_now


@transaction.atomic(durable=True)
def freeze(year: int, *, actor: Actor, reason: str = "") -> Edition:
    """Keep the figures of a year that is over; once more only with a reason, as a correction beside it.

    Figures that say how things stand are those of this very day, and their edition says so. Raises
    ``FreezeError``. Two at once meet the constraint on year and number: one of them fails.
    """
    before = Edition.objects.filter(year=year).aggregate(last=Max("number"))["last"] or 0
    check_freeze(year, this_year=timezone.localdate().year, editions=before, reason=reason)
    count, number = counted_now(), before + 1
    edition: Edition = Edition.objects.create(
        year=year, number=number, slug=edition_slug(year, number), at=count.at, reason=reason.strip()
    )
    counted = {one.code: one for one in count.figures}
    for position, figure in enumerate(figures()):
        _keep(edition, position, figure, counted[figure.code])
    record(verb="impact.frozen", row=edition, actor=actor, reason=reason, after={"edition": edition.slug})
    return edition


def _keep(edition: Edition, position: int, figure: Figure, counted: Counted) -> None:
    row = EditionFigure.objects.create(
        edition=edition,
        code=figure.code,
        position=position,
        words={lang: _words(figure, lang) for lang in languages()},
        query=counted.query,
        is_state=figure.is_state,
    )
    names = {by.value: {lang: names_of(by, lang) for lang in languages()} for by in figure.told_by}
    now = timezone.localdate().year
    kept = [cell for cell in counted.cells if cell.year == (now if figure.is_state else edition.year)]
    EditionCell.objects.bulk_create(_cell(row, cell, names) for cell in kept)


def _cell(row: EditionFigure, cell: Cell, names: Mapping[str, Mapping[str, Names]]) -> EditionCell:
    known = names.get(cell.by, {})
    return EditionCell(
        figure=row,
        by=cell.by,
        code=cell.code,
        name={lang: some[cell.code] for lang, some in known.items() if cell.code in some},
        unit=cell.unit,
        value=cell.value,
    )


def _words(figure: Figure, lang: str) -> dict[str, str]:
    with override(lang):
        return {name: str(getattr(figure, name)) for name in ("label", "definition", "method", "unit")}
