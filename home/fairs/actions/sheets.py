"""Goods go from web stock to a fair and back, sheet by sheet, under the rule that nothing is sold twice.

Confirming a sheet locks the variants in the shop's one global order: it waits for buyers and they for it. The
statement that takes a piece finds out itself whether it is still there, and a constraint stands behind it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F, Sum
from django.utils import timezone

from home.fairs.actions.move import move
from home.fairs.domain.states import IllegalStepError, SheetState
from home.fairs.models import Fair, Sheet, SheetLine
from producers.actions.record import record
from producers.domain.actors import Actor
from shop.actions.adjust_stock import adjust, receive, transfer
from shop.actions.holds import lock_variants
from shop.models import Hold, Place, Stock

MORE_THAN_WRITTEN = "counted on return without having been written down"


@dataclass(frozen=True)
class ShortLine:
    """A line of which there are too few: ``left`` may go."""

    variant: int
    wanted: int
    left: int


class ShortSheetError(Exception):
    """Some lines cannot go; ``lines`` names every one of them."""

    def __init__(self, lines: tuple[ShortLine, ...]) -> None:
        super().__init__(", ".join(f"{line.wanted} of {line.variant}, {line.left} left" for line in lines))
        self.lines = lines


class CountError(ValueError):
    """A count says what cannot be: pieces lost without a reason, a line of another sheet."""


@dataclass(frozen=True)
class Counted:
    """What came back of a line; what was lost or broken needs a ``reason``."""

    back: int
    lost: int = 0
    reason: str = ""


@transaction.atomic(durable=True)
def write_sheet(fair: Fair, wanted: Mapping[int, int], *, actor: Actor, sheet: Sheet | None = None) -> Sheet:
    """Write down, by shelf (the key of a ``Stock``), what is to go. Nothing moves yet.

    With ``sheet`` a draft is written anew; a sheet that has left raises ``IllegalStepError``. Places that the
    web shop does not sell from have nothing to take: ``CountError``, as for fewer than one piece.
    """
    Fair.objects.locked().get(pk=fair.pk)
    shelves = Stock.objects.filter(pk__in=wanted, place__is_selling=True).exclude(place__kind=Place.Kind.FAIR)
    if not wanted or min(wanted.values()) < 1 or shelves.count() != len(wanted):
        raise CountError("a sheet takes pieces from shelves of the web shop")
    row = _draft(fair, sheet)
    row.lines.all().delete()
    SheetLine.objects.bulk_create(
        [SheetLine(sheet=row, origin_id=shelf, quantity=count) for shelf, count in sorted(wanted.items())]
    )
    record(verb="sheet.written", row=row, actor=actor, after={"pieces": sum(wanted.values())})
    return row


@transaction.atomic(durable=True)
def take_out(sheet: Sheet, *, actor: Actor, now: datetime | None = None) -> Sheet:
    """The goods leave: what was written down moves from its shelves to the fair.

    Nobody who has ordered, or who is at the checkout, loses a piece by it. Raises ``ShortSheetError`` with
    every line that is short, ``IllegalStepError`` for a sheet that has left; then nothing has moved.
    """
    locked: Sheet = Sheet.objects.locked().select_related("fair__place").get(pk=sheet.pk)
    at = now or timezone.now()
    move(locked, SheetState.OUT, actor=actor, out_at=at)
    lines = list(locked.lines.select_related("origin__variant"))
    lock_variants(sorted({line.origin.variant_id for line in lines}))
    if short := _short(lines, at):
        raise ShortSheetError(short)
    for line in lines:
        transfer(line.origin, locked.fair.place, line.quantity, actor=actor, reason=f"sheet {locked.pk} out")
    return locked


@transaction.atomic(durable=True)
def bring_back(
    sheet: Sheet, counted: Mapping[int, Counted], *, actor: Actor, now: datetime | None = None
) -> Sheet:
    """The goods were counted on return, line by line: they go back on the shelves they came from.

    What neither came back nor was lost counts as sold; whether receipts say so is in the variance report.
    Raises ``CountError`` for lines that are missing or foreign, and for losses without a reason;
    ``IllegalStepError`` for a sheet that is not out.
    """
    locked: Sheet = Sheet.objects.locked().select_related("fair__place").get(pk=sheet.pk)
    move(locked, SheetState.BACK, actor=actor, back_at=now or timezone.now())
    lines = list(locked.lines.select_related("origin__variant", "origin__place"))
    if {line.pk for line in lines} != set(counted):
        raise CountError("every line is counted, and no other")
    lock_variants(sorted({line.origin.variant_id for line in lines}))
    for line in lines:
        _put_back(line, counted[line.pk], locked.fair.place, actor)
    return locked


@transaction.atomic(durable=True)
def drop_sheet(sheet: Sheet, *, actor: Actor, reason: str = "") -> Sheet:
    """Give up a sheet that has not left. Raises ``IllegalStepError``."""
    locked: Sheet = Sheet.objects.locked().get(pk=sheet.pk)
    move(locked, SheetState.DROPPED, actor=actor, reason=reason)
    return locked


def _draft(fair: Fair, sheet: Sheet | None) -> Sheet:
    """Return the draft to write; the fair is locked, so that no two sheets get one number."""
    if sheet is None:
        return Sheet.objects.create(fair=fair, number=fair.sheets.count() + 1)
    found: Sheet = Sheet.objects.locked().get(pk=sheet.pk, fair=fair)
    if found.state != SheetState.DRAFT:
        raise IllegalStepError("a sheet that has left is not written any more")
    return found


def _short(lines: list[SheetLine], now: datetime) -> tuple[ShortLine, ...]:
    """Return the lines that cannot go: pieces are on the shelf, promised to no order and to no cart."""
    variants = {line.origin.variant_id for line in lines}
    shelves = Stock.objects.in_bulk([line.origin_id for line in lines])
    selling = Stock.objects.filter(variant__in=variants, place__is_selling=True).order_by()
    rows = selling.values("variant").annotate(free=Sum(F("on_hand") + F("cap") - F("allocated")))
    held = Hold.objects.live(now).sums(variants)
    free = {row["variant"]: row["free"] - held.get(row["variant"], 0) for row in rows}
    short = []
    for line in lines:
        shelf = shelves[line.origin_id]
        left = max(0, min(shelf.on_hand - shelf.allocated, free.get(shelf.variant_id, 0)))
        if line.quantity > left:
            short.append(ShortLine(shelf.variant_id, line.quantity, left))
        free[shelf.variant_id] = free.get(shelf.variant_id, 0) - line.quantity
    return tuple(short)


def _put_back(line: SheetLine, counted: Counted, fair: Place, actor: Actor) -> None:
    """Count one line: what is back goes to its shelf, what is lost goes with its reason."""
    if min(counted.back, counted.lost) < 0 or (counted.lost and not counted.reason.strip()):
        raise CountError("what is lost or broken needs a reason")
    variant, gone = line.origin.variant, counted.back + counted.lost
    here, _is_new = Stock.objects.get_or_create(place=fair, variant=variant)
    if gone > here.on_hand:
        receive(variant, fair, gone - here.on_hand, actor=actor, reason=MORE_THAN_WRITTEN)
    if counted.back:
        transfer(here, line.origin.place, counted.back, actor=actor, reason=f"sheet {line.sheet_id} back")
    if counted.lost:
        adjust(here, -counted.lost, actor=actor, reason=counted.reason.strip()[:200])
    line.back, line.lost, line.reason = counted.back, counted.lost, counted.reason.strip()[:200]
    line.save(update_fields=["back", "lost", "reason"])
