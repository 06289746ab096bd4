"""Sector series as pages show them: the list, one series by year and by region, its rows as data."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from home.library.domain.licences import LICENCES
from home.library.models import SectorSeries, SeriesValue
from producers.domain.regions import region_name
from producers.domain.shown import Shown, shown
from producers.domain.written import decimal_written
from producers.reading.bar_table import RowShown, TableShown
from producers.reading.head import absolute, read_head, written_in
from producers.reading.markup import as_script, crumbs_node
from shop.domain.cards import Crumb

COLUMNS = ("series", "year", "region", "region_name", "value", "unit", "source", "licence")


@dataclass(frozen=True)
class SeriesCard:
    """One series in a list; ``span`` is its years."""

    title: Shown
    url: str
    unit: Shown
    sector: str
    sector_name: Shown | None
    span: str
    source: str
    is_fictional: bool


@dataclass(frozen=True)
class SeriesShown:
    """All that the page of a series says; ``years`` are links to the regions of another year."""

    card: SeriesCard
    description: Shown
    changes: Shown
    latest: str
    by_year: TableShown | None
    by_region: TableShown | None
    years: tuple[tuple[int, str, bool], ...]
    licence: str
    licence_url: str
    source_url: str
    published_on: Any
    csv_url: str


def read_cards(lang: str) -> list[SeriesCard]:
    """Return the public series, those of a sector beside each other; two queries."""
    rows = SectorSeries.objects.filter(live=True).select_related("sector").prefetch_related("values")
    ordered = sorted(rows, key=lambda one: (one.sector.position if one.sector else 999, one.slug))
    return [series_card(one, lang) for one in ordered]


def find_series(slug: str) -> SectorSeries | None:
    """Return a series whatever its state, with its numbers; two queries."""
    return SectorSeries.objects.select_related("sector").prefetch_related("values").filter(slug=slug).first()


def series_card(one: SectorSeries, lang: str) -> SeriesCard:
    """Return the card of a series that was read with its numbers."""
    years = sorted({row.year for row in one.values.all()})
    span = "" if not years else f"{years[0]}" if len(years) == 1 else f"{years[0]}–{years[-1]}"
    own = one.original_language
    return SeriesCard(
        shown(one.title, lang, own),
        reverse("library:series", args=[one.slug]),
        shown(one.unit, lang, own),
        one.sector.slug if one.sector else "",
        shown(one.sector.name, lang) if one.sector else None,
        span,
        one.source,
        one.is_fictional,
    )


def series_page(one: SectorSeries, year: int | None, lang: str) -> dict[str, Any]:
    """Return what the page is written from, with the regions of ``year``. Raises ``KeyError`` for another."""
    read = read_series(one, year, lang)
    head = read_head(
        "library:series",
        [one.slug],
        written_in(one.title, one.original_language),
        title=read.card.title.text,
        description=read.description.text[:200],
    )
    home = (_("Numbers of the sector"), reverse("library:all_series"))
    return {
        "series": read,
        "head": head,
        "markup": _markup(one, read, head.canonical, lang),
        "crumbs": [Crumb(shown(home[0], lang, lang), home[1]), Crumb(read.card.title)],
    }


def draft_page(one: SectorSeries) -> dict[str, Any]:
    """Return the page of a draft, which may not be saved yet."""
    one.slug = one.slug or "draft"
    return series_page(one, None, get_language() or "fr")


def read_series(one: SectorSeries, year: int | None, lang: str) -> SeriesShown:
    """Return what the page says. Raises ``KeyError`` for a year without numbers of regions."""
    values, own = list(one.values.all()), one.original_language
    whole = sorted((row for row in values if not row.region), key=lambda row: row.year)
    years = sorted({row.year for row in values if row.region})
    if year is not None and year not in years:
        raise KeyError(year)
    chosen = year or (years[-1] if years else None)
    of_regions = [row for row in values if row.region and row.year == chosen]
    address = reverse("library:series", args=[one.slug])
    return SeriesShown(
        card=series_card(one, lang),
        description=shown(one.description, lang, own),
        changes=shown(one.changes, lang, own),
        latest=f"{_written(whole[-1], one, lang)}" if whole else "",
        by_year=_years(whole, one, lang),
        by_region=_regions(of_regions, one, lang),
        years=tuple((one_year, f"{address}?year={one_year}", one_year == chosen) for one_year in years),
        licence=str(SectorSeries.Licence(one.licence).label) if one.licence else "",
        licence_url=LICENCES[one.licence].url if one.licence in LICENCES else "",
        source_url=one.source_url,
        published_on=one.published_on,
        csv_url=reverse("library:series_table", args=[one.slug]),
    )


def series_csv(one: SectorSeries) -> str:
    """Return the numbers as CSV (RFC 4180): a full stop before decimals, each row with source and licence."""
    own, out = one.original_language, io.StringIO()
    unit = shown(one.unit, own, own).text
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in sorted(one.values.all(), key=lambda value: (value.year, value.region)):
        number = f"{row.value:.{one.places}f}"
        name = region_name(row.region, own) if row.region else ""
        writer.writerow((one.export_id, row.year, row.region, name, number, unit, one.source, one.licence))
    return out.getvalue()


def _years(rows: Sequence[SeriesValue], one: SectorSeries, lang: str) -> TableShown | None:
    shown_rows = tuple(
        RowShown(f"y{row.year}", str(row.year), _written(row, one, lang), row.value) for row in rows
    )
    return TableShown("year", _("By year"), _("Year"), shown_rows) if shown_rows else None


def _regions(rows: Sequence[SeriesValue], one: SectorSeries, lang: str) -> TableShown | None:
    ordered = sorted(rows, key=lambda row: (-row.value, row.region))
    shown_rows = tuple(
        RowShown(row.region, region_name(row.region, lang), _written(row, one, lang), row.value)
        for row in ordered
    )
    return TableShown("region", _("By region"), _("Region"), shown_rows) if shown_rows else None


def _written(row: SeriesValue, one: SectorSeries, lang: str) -> str:
    return decimal_written(row.value, one.places, lang)


def _markup(one: SectorSeries, read: SeriesShown, canonical: str, lang: str) -> Any:
    node = {
        "@type": "Dataset",
        "@id": absolute(f"/id/series/{one.export_id}"),
        "url": canonical,
        "name": read.card.title.text,
        "description": read.description.text,
        "identifier": one.export_id,
        "license": read.licence_url,
        "isBasedOn": one.source_url,
        "creditText": one.source,
        "temporalCoverage": read.card.span.replace("–", "/"),
        "variableMeasured": read.card.unit.text,
        "spatialCoverage": {"@type": "Place", "name": _("Morocco")},
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": "text/csv",
                "contentUrl": absolute(read.csv_url),
            }
        ],
    }
    steps = [
        (_("Numbers of the sector"), absolute(reverse("library:all_series"))),
        (read.card.title.text, canonical),
    ]
    return as_script([{key: value for key, value in node.items() if value}, crumbs_node(steps)])
