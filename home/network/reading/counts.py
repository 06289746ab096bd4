"""What the public sees of the network: how many need and offer what in which region, never about too few."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from home.network.models import Listing
from home.network.network_words import ICONS
from producers.domain.regions import region_name
from shop.domain.disclosure import LEAST, hidden


@dataclass(frozen=True)
class Cell:
    """How many makers need and offer a thing in a region; None where it would be about too few."""

    code: str
    icon: str
    thing: str
    needs: int | None
    offers: int | None


@dataclass(frozen=True)
class RegionCounts:
    """One region and its cells."""

    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Told:
    """A thing that enough makers need or offer to be named, and the regions in which a number is shown."""

    code: str
    name: str
    regions: tuple[str, ...]


def read_counts(lang: str, today: date, thing: str = "") -> list[RegionCounts]:
    """Return the regions in which anything, or one thing, is needed or offered, by name.

    A maker has one row for each side and thing, so rows count makers. No sums are shown.
    """
    people = _people(today)
    away = hidden(people)
    regions = sorted({key[0] for key in people if key[0]}, key=lambda code: region_name(code, lang))
    found = [RegionCounts(region_name(code, lang), _cells(code, people, away, thing)) for code in regions]
    return [one for one in found if one.cells]


def told_things(lang: str, today: date) -> list[Told]:
    """Return what at least five makers of the country need or offer, with no number."""
    people, regions = _people(today), read_counts(lang, today)
    everywhere: Counter[str] = Counter()
    for (_region, _side, thing), count in people.items():
        everywhere[thing] += count
    return [
        Told(thing, str(label), tuple(one.name for one in regions if _is_counted(one, thing)))
        for thing, label in Listing.Thing.choices
        if everywhere[thing] >= LEAST
    ]


def _is_counted(region: RegionCounts, thing: str) -> bool:
    cells = [cell for cell in region.cells if cell.code == thing]
    return any(cell.needs is not None or cell.offers is not None for cell in cells)


def _people(today: date) -> Counter[tuple[str, str, str]]:
    rows = (
        Listing.objects.holding(today)
        .of_makers()
        .order_by()
        .values_list("organisation__region", "side", "thing")
    )
    return Counter(
        {(region, side, thing): count for region, side, thing, count in rows.annotate(count=Count("pk"))}
    )


def _cells(
    region: str, people: Counter[tuple[str, str, str]], away: frozenset[tuple[str, ...]], only: str
) -> tuple[Cell, ...]:
    def shown(side: str, thing: str) -> int | None:
        key = (region, side, thing)
        return None if key in away else people[key]

    return tuple(
        Cell(thing, ICONS[thing], str(label), shown("needs", thing), shown("offers", thing))
        for thing, label in Listing.Thing.choices
        if only in ("", thing) and (people[region, "needs", thing] or people[region, "offers", thing])
    )
