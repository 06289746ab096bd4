"""Rows of stands for tests."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from moneyed import Money

from home.events.testing.builders import an_event
from home.stands.actions.offer_stands import Fee, offer_stands
from home.stands.models import StandOffer
from producers.domain.actors import SYSTEM
from producers.models import Organisation
from producers.testing.builders import an_organisation
from shop.testing.builders import a_category, a_market


def an_offer(*, stands: int = 3, **event: Any) -> StandOffer:
    """Build a fair in ten days with some free stands, to be asked for within a week."""
    closes = timezone.localdate() + timedelta(days=7)
    return StandOffer.objects.create(event=an_event(**event), stands=stands, closes_on=closes)


def a_paid_offer(
    *, stands: int = 3, fee: int = 200, refund_until: date | None = None, seller: Organisation | None = None
) -> StandOffer:
    """Build a fair in ten days whose stands cost a fee; paid back until three days before unless told."""
    a_market()
    event = an_event(organiser=seller or an_organisation("centre"))
    until = refund_until or event.first_day - timedelta(days=3)
    closes = timezone.localdate() + timedelta(days=2)
    price = Fee(Money(fee, "MAD"), a_category(), refund_until=until)
    return offer_stands(event, stands, closes, actor=SYSTEM, fee=price)
