"""Sketches that nobody has touched for long are let go of, with their photos."""

from datetime import datetime, timedelta

from django.utils import timezone

from producers.domain.actors import SYSTEM
from shop import conf
from shop.actions.sketches import throw_away
from shop.models import ProductSketch

AT_ONCE = 200


def forget_old_sketches(*, now: datetime | None = None) -> int:
    """Forget what was not sent and not touched for the time of the setting; return how many."""
    since = (now or timezone.now()) - timedelta(days=conf.sketch_days())
    old = list(ProductSketch.objects.filter(sent_at=None, changed_at__lt=since).order_by("pk")[:AT_ONCE])
    for sketch in old:
        throw_away(sketch, actor=SYSTEM)
    return len(old)
