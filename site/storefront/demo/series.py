"""The demo's sector series: real numbers of others, each with its source; none is ours."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.utils import timezone

from home.impact.domain.census import census
from home.library.models import SectorSeries, SeriesValue, Subject
from storefront.demo.data import read, texts


def load_series() -> None:
    """Write the series that are missing; a second run changes nothing."""
    data, base = read("series.yaml"), census()
    of_census = {
        "source": base.source,
        "source_url": base.address,
        "licence": "cc-by",
        "published_on": data["census"]["published_on"],
    }
    for row in data["census"]["series"]:
        values = [(base.year, one.region, getattr(one, row["field"])) for one in base.regions.values()]
        _series({key: value for key, value in row.items() if key != "field"} | of_census, values)
    for row in data["written"]:
        values = [(year, "", number) for year, number in row["values"].items()]
        _series({key: value for key, value in row.items() if key != "values"}, values)


def _series(row: dict[str, Any], values: Iterable[tuple[int, str, object]]) -> None:
    if SectorSeries.objects.filter(slug=row["slug"]).exists():
        return
    now, words = timezone.now(), ("title", "description", "unit")
    facts = {key: value for key, value in row.items() if key not in (*words, "sector")}
    one = SectorSeries(
        **facts,
        **{key: texts(row[key]) for key in words},
        sector=Subject.objects.filter(slug=row.get("sector", "")).first(),
        first_published_at=now,
        last_published_at=now,
    )
    one.values.set(
        [SeriesValue(year=year, region=region, value=Decimal(str(value))) for year, region, value in values]
    )
    one.save()
