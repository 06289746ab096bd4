"""Rows of fair mode for tests. Every function takes what matters to the test and invents the rest."""

import json
from typing import Any

from django.utils import timezone

from home.events.testing.builders import an_event
from home.fairs.actions.open_fair import open_fair
from home.fairs.actions.sheets import take_out, write_sheet
from home.fairs.actions.tills import Joined, invite_till, join_till
from home.fairs.models import Fair, Sheet
from producers.domain.actors import SYSTEM
from producers.models import Organisation
from producers.testing.builders import an_association
from shop.models import Stock, Variant
from shop.testing.builders import a_market


def a_fair(holder: Organisation | None = None, **event: Any) -> Fair:
    """Build a fair in fair mode, today unless told, whose cash an association holds."""
    a_market()
    first = event.pop("first_day", timezone.localdate())
    return open_fair(an_event(first_day=first, **event), holder or an_association(), actor=SYSTEM)


def shelf(variant: Variant) -> Stock:
    """Return the shelf that a variant lies on in the web shop."""
    return Stock.objects.get(variant=variant, place__is_selling=True)


def goods_out(fair: Fair, *pieces: tuple[Variant, int]) -> Sheet:
    """Build a sheet that has left."""
    wanted = {shelf(variant).pk: count for variant, count in pieces}
    return take_out(write_sheet(fair, wanted, actor=SYSTEM), actor=SYSTEM)


def a_till(fair: Fair, *, actor: Any = SYSTEM, **invited: Any) -> Joined:
    """Build a till that has joined."""
    return join_till(invite_till(fair, actor=SYSTEM, **invited).code, actor=actor)


def a_sale(sequence: int, *lines: tuple[Variant, int, int], **changes: Any) -> dict[str, Any]:
    """Return what a till sends for a cash sale: variant, pieces and the price of one in whole dirhams."""
    rows = [{"variant": one.pk, "quantity": count, "unit": unit * 100} for one, count, unit in lines]
    sent = {
        "sequence": str(sequence),
        "sold_at": "2026-11-28T10:00:00+01:00",
        "way": "cash",
        "lines": json.dumps(rows),
    }
    return {**sent, **changes}
