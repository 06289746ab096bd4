"""What a maker may be known by is blanked; payouts and books keep their keys and amounts."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from producers.actions.record import record
from producers.domain.actors import Actor
from producers.models import Organisation
from shop.actions.pay_out import drop
from shop.actions.payout_batches import lock_batch
from shop.domain.states import DestinationStatus
from shop.models import Payout, PayoutBatch, PayoutDestination, PayoutProof, PayoutShare

BLANK = dict.fromkeys(("holder", "account", "phone", "agency", "contact_phone", "contact_email"), "")


def erase_destinations(organisation: Organisation, *, actor: Actor, now: datetime | None = None) -> int:
    """Blank every place where a maker was paid, and remove the papers that show it; return how many rows.

    The names on a group's share lists are blanked too. What was proposed and not handed in is taken out of
    its batch. Files go after the commit: one that cannot be removed does not bring the names back.
    """
    at = now or timezone.now()
    files = [proof.file for proof in PayoutProof.objects.filter(payout__organisation=organisation)]
    erased = _erase(organisation, actor, at)
    for file in files:
        file.storage.delete(str(file.name))
    return erased


@transaction.atomic(durable=True)
def _erase(organisation: Organisation, actor: Actor, at: datetime) -> int:
    open_batches = PayoutBatch.objects.filter(payouts__organisation=organisation, payouts__status="pending")
    for batch in open_batches.order_by("pk").distinct():
        locked = lock_batch(batch)
        for payout in Payout.objects.filter(batch=locked, organisation=organisation, status="pending"):
            drop(payout, actor=actor, reason="erased", now=at)
    PayoutProof.objects.filter(payout__organisation=organisation).delete()
    PayoutShare.objects.filter(payout__organisation=organisation).update(name="", member=None)
    rows = PayoutDestination.objects.locked().filter(organisation=organisation, erased_at=None)
    for row in rows:
        record(verb="payoutdestination.erased", row=row, actor=actor, for_organisation=organisation)
    live = [DestinationStatus.WAITING, DestinationStatus.IN_FORCE]
    mine = PayoutDestination.objects.filter(organisation=organisation, erased_at=None)
    mine.filter(status__in=live).update(status=DestinationStatus.REPLACED.value)
    return mine.update(erased_at=at, **BLANK)
