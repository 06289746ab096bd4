"""What the public sees of the network: how many need and offer what in which region, never about too few."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from home.network.models import Listing
from home.network.network_words import ICONS
from producers.domain.regions import region_name
from shop.domain.disclosure import hidden


@dataclass(frozen=True)
class Cell:
    """How many makers need and offer a thing in a region; None where it would be about too few."""

    icon: str
    thing: str
    needs: int | None
    offers: int | None


@dataclass(frozen=True)
class RegionCounts:
    """One region and its cells."""

    name: str
    cells: tuple[Cell, ...]


def read_counts(lang: str, today: date) -> list[RegionCounts]:
    """Return the regions in which anything is needed or offered, by name.

    A maker has one row for each side and thing, so rows count makers. No sums are shown.
    """
    rows = Listing.objects.holding(today).order_by().values_list("organisation__region", "side", "thing")
    people = Counter(
        {(region, side, thing): count for region, side, thing, count in rows.annotate(count=Count("pk"))}
    )
    away = hidden(people)
    regions = sorted({key[0] for key in people if key[0]}, key=lambda code: region_name(code, lang))
    return [RegionCounts(region_name(code, lang), _cells(code, people, away)) for code in regions]


def _cells(
    region: str, people: Counter[tuple[str, str, str]], away: frozenset[tuple[str, ...]]
) -> tuple[Cell, ...]:
    def shown(side: str, thing: str) -> int | None:
        key = (region, side, thing)
        return None if key in away else people[key]

    return tuple(
        Cell(ICONS[thing], str(label), shown("needs", thing), shown("offers", thing))
        for thing, label in Listing.Thing.choices
        if people[region, "needs", thing] or people[region, "offers", thing]
    )
