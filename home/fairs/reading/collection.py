"""The collection round before a fair: whom an agent meets on which souk day, and what is fetched there."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from home.fairs.models import Fair, SheetLine
from home.fairs.reading.sheets import name_of
from producers.domain.shown import Shown, shown
from producers.models import Organisation, Round
from shop.models import ProducerOrder


@dataclass
class Stop:
    """One maker: where she is met, goods of draft sheets that lie with her, parcels that are packed."""

    maker: Shown
    number: int
    place: str
    goods: list[tuple[str, int]] = field(default_factory=list)
    parcels: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class SoukDay:
    """The stops of one day of the week (0 is Monday, ``None`` no fixed day), by the place of the souk."""

    weekday: int | None
    stops: list[Stop]

    @property
    def name(self) -> str:
        """The day as it is called."""
        return weekday_name(self.weekday)


def weekday_name(weekday: int | None) -> str:
    """Return a day of the week; makers who are met on no fixed day come last."""
    days = (
        _("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"),
    )  # fmt: skip
    return _("No fixed day") if weekday is None else str(days[weekday])


def collection_of(fair: Fair, lang: str) -> list[SoukDay]:
    """Return the round of the association that holds a fair's cash; four queries."""
    stops: dict[int, Stop] = {}
    rounds = {row.producer_id: row for row in Round.objects.filter(association=fair.holder)}
    lines = SheetLine.objects.filter(sheet__fair=fair, sheet__state="draft", origin__place__kind="maker")
    for line in lines.select_related("origin__variant__product__producer").order_by("origin__variant", "pk"):
        variant = line.origin.variant
        stop = _stop(stops, variant.product.producer, rounds, lang)
        stop.goods.append((name_of(variant, lang), line.quantity))
    packed = ProducerOrder.objects.filter(status="packed", producer__in=rounds)
    for part in packed.select_related("producer").order_by("pk"):
        _stop(stops, part.producer, rounds, lang).parcels.append(part.number)
    by_day: dict[int | None, list[Stop]] = {}
    for producer, stop in stops.items():
        row = rounds.get(producer)
        by_day.setdefault(row.weekday if row else None, []).append(stop)
    ordered = sorted(by_day.items(), key=lambda pair: 7 if pair[0] is None else pair[0])
    return [SoukDay(day, sorted(found, key=lambda one: (one.place, one.number))) for day, found in ordered]


def _stop(stops: dict[int, Stop], maker: Organisation, rounds: dict[int, Round], lang: str) -> Stop:
    if maker.pk not in stops:
        row = rounds.get(maker.pk)
        name = shown(maker.name, lang, maker.original_language)
        stops[maker.pk] = Stop(name, maker.number, row.place if row else "")
    return stops[maker.pk]
