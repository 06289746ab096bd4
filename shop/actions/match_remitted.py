"""One line of a remittance list and the parcel it speaks of."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from producers.actions.transactions import require_transaction
from producers.domain.actors import Actor
from shop.actions.cash import take_cash, take_refusal
from shop.actions.fulfil import lock_part
from shop.actions.raise_exception import About, raise_exception
from shop.actions.remit_cash import take_remitted, take_settled
from shop.domain.cash import CARRIER, Arrived
from shop.domain.columns import CellError, Layout
from shop.domain.errors import RefusedError
from shop.domain.money import from_minor
from shop.domain.remitting import Outcome, Remitted, is_carrier, read_remitted, tracking_of
from shop.domain.states import CashStatus
from shop.models import CashCustody, Parcel, ProducerOrder, RemittanceLine
from shop.reading.custody import held_of, missing_of

CURRENCY = "MAD"
FOR_A_PERSON = frozenset({Outcome.UNKNOWN, Outcome.OTHER_CARRIER, Outcome.NOT_CASH, Outcome.SETTLED})


def match_line(
    line: RemittanceLine, cells: Mapping[str, object], layout: Layout, *, actor: Actor, now: datetime
) -> None:
    """Read one line and do what it says, in the caller's transaction; keep what became of it."""
    require_transaction("a line of a remittance")
    line.tracking = tracking_of(str(cells.get("tracking") or ""))[:60]
    try:
        read = read_remitted(cells, layout)
    except CellError as error:
        line.fault, line.fault_where = error.fault.value, error.where[:60]
        line.save()
        return
    line.amount = from_minor(read.amount, CURRENCY)
    line.kept = from_minor(read.fee + read.delivery, CURRENCY)
    line.outcome = _outcome_of(line, read, actor, now).value
    line.save()
    if line.outcome in FOR_A_PERSON and read.amount:
        raise_exception(
            "remitted_unknown",
            key=f"remittance:{line.run_id}:{line.number}",
            about=About(
                row=line,
                order=line.custody.order if line.custody else None,
                data={"tracking": read.tracking, "carrier": line.run.carrier.name, "outcome": line.outcome},
            ),
            amount=line.amount,
        )


def _outcome_of(line: RemittanceLine, read: Remitted, actor: Actor, now: datetime) -> Outcome:
    key = read.key(line.run.carrier_id)
    if RemittanceLine.objects.filter(key=key).exists():
        return Outcome.ALREADY
    parcel = Parcel.objects.filter(tracking__in={read.tracking, line.tracking}).order_by("-pk").first()
    if parcel is None:
        return Outcome.UNKNOWN
    if not is_carrier(parcel.carrier, [line.run.carrier.name, *line.run.carrier.aliases]):
        return Outcome.OTHER_CARRIER
    line.key = key
    try:
        with transaction.atomic():
            return _do(line, read, _parts_in(parcel), actor, now)
    except RefusedError:
        return Outcome.NOT_CASH


def _parts_in(parcel: Parcel) -> list[ProducerOrder]:
    """Return whose pieces a parcel brings: one maker's, or those of several that a centre put together."""
    if parcel.part is not None:
        return [parcel.part]
    rows = ProducerOrder.objects.filter(parcels__inside=parcel).distinct().order_by("pk")
    return list(rows.select_related("order"))


def _do(
    line: RemittanceLine, read: Remitted, parts: Sequence[ProducerOrder], actor: Actor, now: datetime
) -> Outcome:
    locked = [lock_part(part) for part in parts]
    custodies = list(CashCustody.objects.filter(part__in=parts).order_by("pk"))
    line.custody = custodies[0] if custodies else None
    statuses = {CashStatus(custody.status) for custody in custodies}
    if read.is_refused:
        if not statuses <= {CashStatus.EXPECTED}:
            return Outcome.SETTLED
        for number, part in enumerate(locked):
            cost = from_minor(read.cost, CURRENCY) if read.cost and not number else None
            line.custody = take_refusal(part, cost, actor=actor, reason="remittance list", now=now)
        return Outcome.REFUSED
    if statuses == {CashStatus.SHORT} and len(custodies) == 1 and 0 < read.amount <= missing_of(custodies[0]):
        custodies[0].order = locked[0].order
        take_settled(
            custodies[0], read.amount, borne_by="bank", actor=actor, reason=line.run.file_name, now=now
        )
        return Outcome.MATCHED
    if not statuses <= {CashStatus.EXPECTED, CashStatus.WITH_CARRIER}:
        return Outcome.SETTLED
    return _remit(line, read, locked, actor, now)


def _remit(
    line: RemittanceLine, read: Remitted, parts: Sequence[ProducerOrder], actor: Actor, now: datetime
) -> Outcome:
    """A carrier that remits has collected: take that down first, then share out what arrived."""
    held = []
    for part in parts:
        custody = CashCustody.objects.filter(part=part).first()
        if custody is None or custody.status == CashStatus.EXPECTED:
            custody = take_cash(
                part, CARRIER, None, f"remittance {line.run_id}/{line.number}", actor=actor, now=now
            )
        custody.order = part.order
        held.append(custody)
    if not held:
        return Outcome.NOT_CASH
    line.custody, left, missing = held[0], read.amount, 0
    for number, custody in enumerate(held):
        fee, delivery = (read.fee, read.delivery) if number == 0 else (0, 0)
        own = max(0, held_of(custody) - fee - delivery)
        received = left if number == len(held) - 1 else min(own, left)
        left -= received
        arrived = Arrived(held_of(custody), received, fee, delivery)
        missing += arrived.missing
        key = f"custody:{custody.pk}:remitted"
        take_remitted(custody, arrived, key=key, actor=actor, reason=line.run.file_name, now=now)
    return Outcome.SHORT if missing > 0 else Outcome.OVER if missing < 0 else Outcome.MATCHED
