"""The demo's fair at work: goods out, two tills, an evening closed with a difference, what does not agree."""

import json
from datetime import datetime, time, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import F
from django.utils import timezone
from moneyed import Money

from home.events.models import Event
from home.fairs.actions.evenings import close_till
from home.fairs.actions.lend import keep_equipment, lend
from home.fairs.actions.open_fair import open_fair
from home.fairs.actions.receipts import take_receipt
from home.fairs.actions.sheets import Counted, bring_back, take_out, write_sheet
from home.fairs.actions.tills import invite_till, join_till
from home.fairs.models import Fair, Till
from producers.domain.actors import Actor
from producers.models import Organisation
from shop.domain.money import minor
from shop.models import Price, Stock

AT_WORK = "foire-4"
PIECES, KINDS = 4, 5
HOUR = time(11, 0)
EQUIPMENT = (
    ("photo_box", "Boîte à photo", 2, 1), ("scales", "Balance", 3, 1),
    ("packing", "Rouleaux de papier", 40, 6), ("seats", "Minibus", 15, 4),
)  # fmt: skip


def load_fairs() -> None:
    """Put the fair that takes place now into fair mode; a second run finds it and does nothing."""
    event = Event.objects.filter(slug=AT_WORK).first()
    if event is None or Fair.objects.filter(event=event).exists():
        return
    user = get_user_model().objects.get(username="operator@demo.test")
    by = Actor(user.pk, user.get_username())
    holder = Organisation.objects.filter(kind="association", status="active").order_by("number").first()
    assert holder is not None  # the demo has associations
    fair = open_fair(event, holder, actor=by)
    shelves = _shelves()
    first, second = shelves[:-2], shelves[-2:]
    take_out(write_sheet(fair, {one.pk: PIECES for one in first}, actor=by), actor=by)
    sheet = take_out(write_sheet(fair, {one.pk: 2 for one in second}, actor=by), actor=by)
    pool = _till(fair, "Table commune (démonstration)", by)
    _till(fair, "Stand A2 (démonstration)", by, maker=second[0].variant.product.producer)
    _sell(pool, by, first)
    close_till(pool, Money(_cash(pool) - 20, "MAD"), actor=by)
    _sell(Till.objects.get(fair=fair, name__startswith="Stand"), by, second)
    _lend(fair, by)
    write_sheet(fair, {one.pk: 1 for one in first}, actor=by)  # for the agent's round
    lines = list(sheet.lines.order_by("pk"))
    bring_back(
        sheet,
        {lines[0].pk: Counted(0), lines[1].pk: Counted(0, 1, "cassé pendant le transport (démonstration)")},
        actor=by,
    )


def _lend(fair: Fair, by: Actor) -> None:
    """Lend a photo box and scales for the fair, and seats for the way there."""
    first, last = fair.event.first_day, fair.event.last_day
    for kind, name, units, quantity in EQUIPMENT:
        row = keep_equipment(fair.holder, kind=kind, name=f"{name} (démonstration)", units=units, actor=by)
        until = first if kind == "seats" else last
        lend(row, first, until, actor=by, quantity=quantity, fair=fair)


def _shelves() -> list[Stock]:
    """Return the shelves of a few makers from which some pieces may go, with much left for the web."""
    rows = (
        Stock.objects.filter(place__kind="maker", on_hand__gte=F("allocated") + 2 * PIECES)
        .filter(variant__is_active=True, variant__prices__amount_currency="MAD")
        .filter(variant__product__live=True, variant__product__kind="good")
        .select_related("variant__product__producer")
        .order_by("variant__product__producer", "pk")
        .distinct()
    )
    by_maker: dict[int, Stock] = {}
    for row in rows.iterator():
        by_maker.setdefault(row.variant.product.producer_id, row)
        if len(by_maker) == KINDS:
            break
    return list(by_maker.values())


def _till(fair: Fair, name: str, by: Actor, maker: Organisation | None = None) -> Till:
    invited = invite_till(fair, actor=by, name=name, makers=[maker] if maker else [])
    return join_till(invited.code, actor=by).till


def _sell(till: Till, by: Actor, shelves: list[Stock]) -> None:
    """Have a till sell: in cash, below the price on the shelf, by reference, and one number twice."""
    noon = timezone.make_aware(datetime.combine(timezone.localdate() - timedelta(days=1), HOUR))
    for number, shelf in enumerate(shelves, 1):
        take_receipt(till, _sent(number, shelf, noon + timedelta(minutes=20 * number)), actor=by)
    last, unit = len(shelves) + 1, _price(shelves[0])
    below = _sent(last, shelves[0], noon + timedelta(hours=3), unit=unit - 1000)
    take_receipt(till, below, actor=by)
    by_reference = _sent(last + 1, shelves[0], noon + timedelta(hours=4))
    take_receipt(till, by_reference | {"way": "reference", "reference": "DEMO-VIR-1"}, actor=by)
    if till.name.startswith("Stand"):
        take_receipt(till, _sent(1, shelves[-1], noon + timedelta(hours=5), quantity=2), actor=by)


def _sent(
    number: int, shelf: Stock, at: datetime, *, quantity: int = 1, unit: int | None = None
) -> dict[str, Any]:
    line = {"variant": shelf.variant_id, "quantity": quantity, "unit": unit or _price(shelf)}
    return {
        "sequence": str(number),
        "sold_at": at.isoformat(),
        "way": "cash",
        "lines": json.dumps([line]),
    }


def _price(shelf: Stock) -> int:
    return minor(Price.objects.get(variant=shelf.variant_id, amount_currency="MAD").amount)


def _cash(till: Till) -> Any:
    return sum(one.total.amount for one in till.receipts.filter(way="cash", evening=None))
