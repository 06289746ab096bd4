"""Figures for anybody: how many makers there are, what they earned; never about fewer than five of them."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet, Sum
from django.db.models.functions import ExtractYear

from producers.models import Organisation
from shop.domain.counting import outweighing
from shop.domain.disclosure import Key, hidden, hidden_below
from shop.domain.postings import Account
from shop.models import Posting

EARNING = ("part.earned", "part.unearned")
CENT = Decimal("0.01")  # SQLite forgets the zeros of a sum that is negated


@dataclass(frozen=True)
class MakersRow:
    """Makers whose pages are shown, of one kind in one region. ``makers`` is None where they are few."""

    region: str
    kind: str
    makers: int | None


@dataclass(frozen=True)
class EarnedRow:
    """What makers of a region earned by sales in a year, in one currency; None where they are few."""

    year: int
    region: str
    currency: str
    makers: int | None
    amount: Decimal | None


def makers_by_region() -> list[MakersRow]:
    """Count makers by region and kind: one query.

    How many there are in a region, and in all, is published beside it: see ``shop.figures``.
    """
    rows = Organisation.objects.shown().filter(kind__in=Organisation.SELLING)
    counted = Counter(rows.exclude(region="").values_list("region", "kind"))
    away = hidden_below(counted)
    return [
        MakersRow(region, kind, None if (region, kind) in away else count)
        for (region, kind), count in sorted(counted.items())
    ]


def earned_by_region() -> list[EarnedRow]:
    """Add up what the books say makers earned, by year and region: one query.

    What was earned and taken back again is subtracted; months that are still open may change.
    """
    makers: Counter[Key] = Counter()
    amounts: defaultdict[Key, Decimal] = defaultdict(Decimal)
    made: list[tuple[Key, object, Decimal]] = []
    for year, region, currency, maker, earned in earned_rows("account__organisation__region"):
        if earned > 0:
            key = (currency, str(year), region)
            makers[key] += 1
            amounts[key] += earned.quantize(CENT)
            made.append((key, maker, earned))
    away = hidden(makers, outweighing(made))
    return [_row(key, makers[key], amounts[key], is_hidden=key in away) for key in sorted(makers)]


def earned_rows(place: str) -> QuerySet[Posting, tuple[int, str, str, int, Decimal]]:
    """Return year, place, currency, maker and what she earned; ``place`` is a path from a posting.

    What is owed to her is a credit, which the books write as a negative amount. What a centre or an
    association earns by a service of its own is no income of a maker.
    """
    rows = Posting.objects.filter(
        account__kind=Account.PRODUCER_PAYABLE,
        entry__kind__in=EARNING,
        account__organisation__kind__in=Organisation.SELLING,
    )
    return (
        rows.annotate(year=ExtractYear("entry__day"))
        .values_list("year", place, "account__currency", "account__organisation")
        .annotate(earned=-Sum("amount"))
        .order_by()
    )


def _row(key: Key, makers: int, amount: Decimal, *, is_hidden: bool) -> EarnedRow:
    currency, year, region = key
    if is_hidden:
        return EarnedRow(int(year), region, currency, None, None)
    return EarnedRow(int(year), region, currency, makers, amount)
