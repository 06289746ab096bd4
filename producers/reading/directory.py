"""The public directory: who makes things, filtered by region, craft and name."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Prefetch
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from producers.domain.region_tiles import RegionShown
from producers.domain.regions import REGIONS, REGIONS_BY_ISO
from producers.domain.shown import shown
from producers.domain.text import clean_line, fold
from producers.editions.memory import remembered
from producers.models import Craft, Evidence, Organisation
from producers.models.querysets import OrganisationQuerySet
from producers.reading.cards import producer_card
from producers.reading.page_links import page_links

PER_PAGE = 24


@dataclass(frozen=True)
class Asked:
    """What the address asks for; what does not exist is left out."""

    region: str = ""
    craft: str = ""
    name: str = ""

    def url(self, **changes: str | int) -> str:
        """Return the address of the directory with some of it changed."""
        values = {"region": self.region, "craft": self.craft, "q": self.name} | changes
        kept = {key: value for key, value in values.items() if value}
        return reverse("producers:directory") + (f"?{urlencode(kept)}" if kept else "")


def read_asked(values: Mapping[str, str], crafts: list[Craft]) -> Asked:
    """Read the address; unknown regions and crafts are ignored."""
    region, craft = values.get("region", ""), values.get("craft", "")
    return Asked(
        region if region in REGIONS_BY_ISO else "",
        craft if craft in {one.code for one in crafts} else "",
        clean_line(values.get("q", "")[:200], 80),
    )


def matching(asked: Asked) -> OrganisationQuerySet:
    """Return the approved makers that fit."""
    rows = Organisation.objects.shown()
    if asked.region:
        rows = rows.filter(region=asked.region)
    if asked.craft:
        rows = rows.filter(crafts__code=asked.craft)
    for word in fold(asked.name).split():
        rows = rows.filter(search_text__contains=word)
    return rows.order_by("number")


def read_directory(asked: Asked, crafts: list[Craft], number: int, lang: str) -> dict[str, Any]:
    """Return what the directory page shows. Raises ``EmptyPage`` for a page that does not exist."""
    rows = matching(asked).select_related("picture").prefetch_related("crafts", proven())
    page = Paginator(rows, PER_PAGE).page(number)
    return {
        "cards": [producer_card(one, lang) for one in page],
        **page_links(page, lambda place: asked.url(page=place)),
        "regions": regions_shown(asked, lang),
        "crafts": [
            (
                shown(one.name, lang),
                asked.url(craft="" if one.code == asked.craft else one.code),
                one.code == asked.craft,
            )
            for one in crafts
        ],
        "asked": asked,
        "everything_url": Asked().url(),
    }


def proven() -> Prefetch:
    """Today's valid proofs of an organisation, with their labels."""
    rows = Evidence.objects.valid(timezone.localdate()).select_related("label").order_by("label__position")
    return Prefetch("evidence", queryset=rows, to_attr="proofs")


def regions_shown(asked: Asked, lang: str) -> tuple[RegionShown, ...]:
    """Return the twelve regions with their makers counted; choosing one again takes the choice back."""
    counts = remembered("makers by region", ("offers",), (), counts_by_region)
    return tuple(
        RegionShown(
            region.iso,
            region.name(lang),
            asked.url(region="" if region.iso == asked.region else region.iso),
            counts.get(region.iso, 0),
            region.iso == asked.region,
        )
        for region in REGIONS
    )


def counts_by_region() -> dict[str, int]:
    """Count the approved makers of each region."""
    rows = Organisation.objects.shown().order_by().values("region").annotate(makers=Count("pk"))
    return {row["region"]: row["makers"] for row in rows}
