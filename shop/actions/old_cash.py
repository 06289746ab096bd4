"""Cash that should have arrived long ago is put before a person, once for each holder who has it."""

from datetime import datetime, timedelta

from django.utils import timezone

from shop.actions.raise_exception import About, raise_exception
from shop.domain.remitting import is_carrier
from shop.models import Carrier
from shop.reading.custody import IN_HANDS, custodies, held_of

USUAL = timedelta(days=10)
MOST = 1000


def raise_old_cash(*, now: datetime | None = None) -> int:
    """Ask after cash that a carrier has had longer than it says, others for ten days; return how many."""
    now = now or timezone.now()
    days = [([each.name, *each.aliases], timedelta(days=each.remits_days)) for each in Carrier.objects.all()]
    count = 0
    for custody in custodies().filter(status__in=IN_HANDS).order_by("since")[:MOST]:
        own = [wait for names, wait in days if is_carrier(custody.carrier, names)]
        if custody.since + (own[0] if own and custody.status == "with_carrier" else USUAL) > now:
            continue
        if not held_of(custody):  # all of it was given back to the buyer
            continue
        about = About(order=custody.order, row=custody, data={"carrier": custody.carrier})
        key = f"custody:{custody.pk}:old:{custody.status}"
        raise_exception("cash_old", key=key, about=about, amount=custody.expected)
        count += 1
    return count
