"""Equipment is lent for days, to nobody twice: its row is locked, and the database refuses the rest."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from home.fairs.domain.lending import DaysError, any_each_day, days_of, one_for_all
from home.fairs.models import BookedDay, Booking, Equipment, Fair
from producers.actions.record import record
from producers.domain.actors import Actor
from producers.models import Organisation


class TooFewUnitsError(ValueError):
    """More of them are lent than there would be."""


@transaction.atomic(durable=True)
def keep_equipment(
    holder: Organisation, *, kind: str, name: str, units: int, actor: Actor, row: Equipment | None = None
) -> Equipment:
    """Write down what can be lent, or how many of it there are now.

    Raises ``TooFewUnitsError`` for fewer than are lent from today on.
    """
    facts = {"kind": kind, "name": name.strip(), "units": units}
    if row is None:
        made: Equipment = Equipment.objects.create(holder=holder, **facts)
        record(verb="equipment.kept", row=made, actor=actor, after=facts)
        return made
    found: Equipment = Equipment.objects.locked().get(pk=row.pk)
    lent = BookedDay.objects.filter(equipment=found, day__gte=timezone.localdate(), unit__gt=units)
    if lent.exists():
        raise TooFewUnitsError(units)
    before = {name: getattr(found, name) for name in facts}
    for name_of, value in facts.items():
        setattr(found, name_of, value)
    found.save(update_fields=list(facts))
    record(verb="equipment.kept", row=found, actor=actor, before=before, after=facts)
    return found


@transaction.atomic(durable=True)
def lend(
    equipment: Equipment,
    first: date,
    last: date,
    *,
    actor: Actor,
    quantity: int = 1,
    fair: Fair | None = None,
    maker: Organisation | None = None,
) -> Booking:
    """Lend so many for these days. Raises ``ClashError`` with the days that are taken, ``DaysError``."""
    days = days_of(first, last)
    locked: Equipment = Equipment.objects.locked().get(pk=equipment.pk)
    if quantity < 1 or (quantity > 1 and not locked.is_pool):
        raise DaysError
    taken: dict[date, list[int]] = {}
    for day, number in BookedDay.objects.filter(equipment=locked, day__in=days).values_list("day", "unit"):
        taken.setdefault(day, []).append(number)
    unit = None if locked.is_pool else one_for_all(days, locked.units, taken)
    by_day = (
        any_each_day(days, quantity, locked.units, taken) if unit is None else {day: [unit] for day in days}
    )
    booking: Booking = Booking.objects.create(
        equipment=locked,
        fair=fair,
        maker=maker,
        quantity=quantity,
        unit=unit,
        first_day=first,
        last_day=last,
    )
    BookedDay.objects.bulk_create(
        [
            BookedDay(booking=booking, equipment=locked, day=day, unit=number)
            for day, numbers in by_day.items()
            for number in numbers
        ]
    )
    after = {"quantity": quantity, "unit": unit, "first": first.isoformat(), "last": last.isoformat()}
    record(verb="equipment.lent", row=booking, actor=actor, after=after)
    return booking


@transaction.atomic(durable=True)
def give_back(booking: Booking, *, actor: Actor, reason: str = "", now: datetime | None = None) -> Booking:
    """Free what was lent; a second time changes nothing."""
    row: Booking = Booking.objects.locked().get(pk=booking.pk)
    if row.released_at is not None:
        return row
    row.released_at = now or timezone.now()
    row.save(update_fields=["released_at"])
    row.days.all().delete()
    record(verb="equipment.given_back", row=row, actor=actor, reason=reason)
    return row
