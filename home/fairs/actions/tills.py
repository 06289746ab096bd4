"""Tills are let in by a code that is typed once, and shut out for good."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from home.fairs.actions.move import move
from home.fairs.domain.codes import label_of, new_code, new_secret, read_code
from home.fairs.domain.states import TillState
from home.fairs.models import Fair, Till
from producers.actions.record import record
from producers.digests import keyed
from producers.domain.actors import Actor
from producers.models import Organisation

CODE, SECRET = "till.code", "till.secret"
CODE_HOLDS = timedelta(days=2)


class NoSuchCodeError(ValueError):
    """No till waits for this code: it was never given out, is over, or was used."""


@dataclass(frozen=True)
class Invited:
    """A till and the code that lets one device be it. Nothing but its digest is kept."""

    till: Till
    code: str


@dataclass(frozen=True)
class Joined:
    """A till and the secret that the device keeps. Nothing but its digest is kept."""

    till: Till
    secret: str


@transaction.atomic(durable=True)
def invite_till(
    fair: Fair,
    *,
    actor: Actor,
    name: str = "",
    makers: Iterable[Organisation] = (),
    now: datetime | None = None,
) -> Invited:
    """Give out the code for one more till of a fair; it holds two days. No ``makers``: a pool of all."""
    Fair.objects.locked().get(pk=fair.pk)
    code = new_code()
    till: Till = Till.objects.create(
        fair=fair,
        label="",
        name=name.strip()[:60],
        code=keyed(code, purpose=CODE),
        code_until=(now or timezone.now()) + CODE_HOLDS,
    )
    till.label = label_of(till.pk)
    till.save(update_fields=["label"])
    till.makers.set(makers)
    record(verb="till.invited", row=till, actor=actor, after={"fair": fair.pk, "label": till.label})
    return Invited(till, code)


@transaction.atomic(durable=True)
def join_till(typed: str, *, actor: Actor, now: datetime | None = None) -> Joined:
    """Make the device at which a code was typed a till. Raises ``NoSuchCodeError``; a code works once."""
    at, secret = now or timezone.now(), new_secret()
    waits = Till.objects.filter(state=TillState.INVITED, code=keyed(read_code(typed), purpose=CODE))
    till: Till | None = waits.filter(code_until__gt=at).locked().first()
    if till is None or not read_code(typed):
        raise NoSuchCodeError
    move(
        till,
        TillState.ACTIVE,
        actor=actor,
        code="",
        secret=keyed(secret, purpose=SECRET),
        joined_by_id=actor.user_id,
        joined_at=at,
    )
    return Joined(till, secret)


@transaction.atomic(durable=True)
def revoke_till(till: Till, *, actor: Actor, reason: str = "", now: datetime | None = None) -> Till:
    """Shut a till out: it uploads nothing any more; what it has sent stays. Raises ``IllegalStepError``."""
    locked: Till = Till.objects.locked().get(pk=till.pk)
    move(
        locked,
        TillState.REVOKED,
        actor=actor,
        reason=reason,
        code="",
        secret="",
        revoked_at=now or timezone.now(),
    )
    return locked
