"""The list of money for days away: who is on it, and for what."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from moneyed import Money

from home.events.reading.event import exhibits_of
from home.fairs.domain.days import DayPay
from home.fairs.models import DayMoney, Fair
from producers.actions.record import record
from producers.domain.actors import Actor
from producers.domain.shown import shown
from producers.models import Organisation
from shop.domain.money import minor

LONGEST = 120
KEPT = timedelta(days=730)


class TwiceError(ValueError):
    """She is on the list already."""


@transaction.atomic(durable=True)
def keep_days(
    fair: Fair,
    name: str,
    days: int,
    rate: Money,
    *,
    actor: Actor,
    maker: Organisation | None = None,
    phone: str = "",
) -> DayMoney:
    """Put somebody on the list. Raises ``DaysError``, and ``TwiceError`` for who is on it already."""
    DayPay(days, minor(rate))
    Fair.objects.locked().get(pk=fair.pk)
    named = name.strip()[:LONGEST]
    if not named or DayMoney.objects.filter(fair=fair, maker=maker, name__iexact=named).exists():
        raise TwiceError(named)
    row: DayMoney = DayMoney.objects.create(
        fair=fair, maker=maker, name=named, phone=phone, days=days, rate=rate
    )
    record(verb="days.kept", row=row, actor=actor, after={"days": days, "rate": str(rate)})
    return row


@transaction.atomic(durable=True)
def fill_days(fair: Fair, days: int, rate: Money, *, actor: Actor) -> int:
    """Put every maker on the list who has a stand or goods here and is not on it; return how many."""
    DayPay(days, minor(rate))
    Fair.objects.locked().get(pk=fair.pk)
    known = set(DayMoney.objects.filter(fair=fair).values_list("maker", flat=True))
    rows = [
        DayMoney(fair=fair, maker=maker, name=_name(maker), days=days, rate=rate)
        for maker in makers_at(fair)
        if maker.pk not in known
    ]
    DayMoney.objects.bulk_create(rows)
    if rows:
        record(verb="days.filled", row=fair, actor=actor, after={"lines": len(rows), "days": days})
    return len(rows)


@transaction.atomic(durable=True)
def drop_days(row: DayMoney, *, actor: Actor) -> None:
    """Take a line off the list."""
    record(verb="days.dropped", row=row, actor=actor, before={"days": row.days, "rate": str(row.rate)})
    row.delete()


def forget_days() -> int:
    """Blank who was away for fairs that were over two years ago; return how many. For a job."""
    old = DayMoney.objects.filter(fair__event__last_day__lt=timezone.localdate() - KEPT)
    return int(old.exclude(name="", phone="").update(name="", phone=""))


def makers_at(fair: Fair) -> list[Organisation]:
    """Return who has a stand at a fair, or goods on a sheet that was not given up, by number."""
    stands = {one.producer_id for one in exhibits_of(fair.event)}
    sheets = fair.sheets.exclude(state="dropped")
    goods = set(sheets.values_list("lines__origin__variant__product__producer", flat=True)) - {None}
    return list(Organisation.objects.filter(pk__in=stands | goods, erased_at=None).order_by("number"))


def _name(maker: Organisation) -> str:
    return shown(maker.name, "fr", maker.original_language).text[:LONGEST]
