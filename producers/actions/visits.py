"""Coming in, staying, going: what a session names, so that it can be ended from elsewhere."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from producers.models import Device, Visit


@transaction.atomic(durable=True)
def open_visit(user: Any, *, way: str, device: Device | None = None, now: datetime | None = None) -> Visit:
    """Write down that she came in."""
    now = now or timezone.now()
    return Visit.objects.create(user=user, device=device, way=way, opened_at=now, seen_at=now)


@transaction.atomic(durable=True)
def go_on(visit: int, user: Any, *, now: datetime | None = None) -> bool:
    """Let her visit go on from now; False when it was ended, its device revoked, or idle for too long.

    Five minutes are too long for somebody who comes in by her pictures, eight hours by password.

    One statement asks and answers, so that a visit ended in between does not go on.
    """
    now = now or timezone.now()
    live = Visit.objects.live(now).filter(pk=visit, user_id=user.pk)
    return live.update(seen_at=now) == 1


@transaction.atomic(durable=True)
def end_visit(visit: int, *, now: datetime | None = None) -> None:
    """She went, or was away too long."""
    Visit.objects.filter(pk=visit, ended_at=None).update(ended_at=now or timezone.now())
