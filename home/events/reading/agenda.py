"""The agenda as a list: what comes or what is over, filtered by region, kind, theme and days."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from home.events.models import Event, Series, Theme
from home.events.models.querysets import EventQuerySet
from home.events.reading.cards import event_card
from producers.domain.region_tiles import RegionShown
from producers.domain.regions import REGIONS, REGIONS_BY_ISO
from producers.domain.shown import shown
from producers.reading.page_links import page_links

PER_PAGE = 12


@dataclass(frozen=True)
class Asked:
    """What the address asks for; what does not exist is left out."""

    region: str = ""
    kind: str = ""
    theme: str = ""
    series: str = ""
    since: date | None = None
    until: date | None = None
    is_past: bool = False

    @property
    def is_narrowed(self) -> bool:
        """Whether any filter leaves something out."""
        return bool(self.region or self.kind or self.theme or self.series or self.since or self.until)

    def values(self, **changes: object) -> dict[str, str]:
        """Return what stands in the address, with some of it changed."""
        asked = {
            "region": self.region,
            "kind": self.kind,
            "theme": self.theme,
            "series": self.series,
            "from": self.since or "",
            "until": self.until or "",
            "past": "1" if self.is_past else "",
        } | changes
        return {name: str(value) for name, value in asked.items() if value}

    def url(self, **changes: object) -> str:
        """Return the address of the agenda with some of it changed."""
        kept = self.values(**changes)
        return reverse("events:agenda") + (f"?{urlencode(kept)}" if kept else "")


def read_asked(values: Mapping[str, str], themes: list[Theme], series: list[Series]) -> Asked:
    """Read the address; regions, kinds, themes, series and days that do not exist are ignored."""
    names = ("region", "kind", "theme", "series")
    region, kind, theme, tour = (values.get(name, "") for name in names)
    return Asked(
        region if region in REGIONS_BY_ISO else "",
        kind if kind in Event.Kind.values else "",
        theme if theme in {one.code for one in themes} else "",
        tour if tour in {one.slug for one in series} else "",
        _day(values.get("from", "")),
        _day(values.get("until", "")),
        values.get("past", "") == "1",
    )


def matching(asked: Asked, today: date) -> EventQuerySet:
    """Return the public events that fit, in their order."""
    rows = Event.objects.public()
    rows = rows.past(today) if asked.is_past else rows.coming(today)
    chosen = {"region": asked.region, "kind": asked.kind}
    chosen |= {"themes__code": asked.theme, "series__slug": asked.series}
    for name, value in chosen.items():
        rows = rows.filter(**{name: value}) if value else rows
    if asked.since:
        rows = rows.filter(last_day__gte=asked.since)
    if asked.until:
        rows = rows.filter(first_day__lte=asked.until)
    return rows


def read_agenda(
    asked: Asked, themes: list[Theme], series: list[Series], number: int, lang: str
) -> dict[str, Any]:
    """Return what the page shows. Raises ``EmptyPage`` for a page that does not exist."""
    rows = matching(asked, timezone.localdate())
    page = Paginator(rows.select_related("picture", "series"), PER_PAGE).page(number)
    return {
        "cards": [event_card(one, lang) for one in page],
        **page_links(page, lambda place: asked.url(page=place)),
        "regions": _regions(asked, lang),
        "kinds": [(name, *_choice(asked, "kind", value)) for value, name in Event.Kind.choices],
        "themes": [(shown(one.name, lang), *_choice(asked, "theme", one.code)) for one in themes],
        "series": [(shown(one.name, lang), *_choice(asked, "series", one.slug)) for one in series],
        "asked": asked,
        "kept": [(name, value) for name, value in asked.values(**{"from": "", "until": ""}).items()],
        "coming_url": asked.url(past=""),
        "past_url": asked.url(past="1"),
        "everything_url": Asked(is_past=asked.is_past).url(),
        "calendar_url": _calendar(asked, lang),
    }


def _choice(asked: Asked, name: str, value: str) -> tuple[str, bool]:
    """Return where a choice leads and whether it is made; choosing it again takes it back."""
    is_made = getattr(asked, name) == value
    return asked.url(**{name: "" if is_made else value}), is_made


def _regions(asked: Asked, lang: str) -> tuple[RegionShown, ...]:
    counts = _counts(asked)
    return tuple(
        RegionShown(one.iso, one.name(lang), _choice(asked, "region", one.iso)[0], counts.get(one.iso, 0),
                    one.iso == asked.region)
        for one in REGIONS
    )  # fmt: skip


def _counts(asked: Asked) -> dict[str, int]:
    rows = Event.objects.public()
    on = timezone.localdate()
    choose: Callable[[date], EventQuerySet] = rows.past if asked.is_past else rows.coming
    counted = choose(on).order_by().values("region").annotate(events=Count("pk"))
    return {row["region"]: row["events"] for row in counted}


def _calendar(asked: Asked, lang: str) -> str:
    kept = {"lang": lang, "region": asked.region, "kind": asked.kind}
    return f"{reverse('tiwizi_agenda')}?{urlencode({name: value for name, value in kept.items() if value})}"


def _day(text: str) -> date | None:
    """Read a day of the address as browsers write it."""
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None
