"""What a person agreed to is written down with who heard it and how; taking it back counts at once."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from producers.actions.announce import announce
from producers.actions.record import record
from producers.domain.actors import Actor
from producers.models import Consent, Organisation

CHANGED = "consent.changed"
"""Announced with the key of the row: somebody agreed to a use, or no more."""


@transaction.atomic(durable=True)
def hear_consent(
    organisation: Organisation,
    scope: str,
    *,
    person: str,
    heard_in: str,
    actor: Actor,
    reason: str,
    valid_until: date | None = None,
    now: datetime | None = None,
) -> Consent:
    """Write down that a person agreed to one use; ``reason`` says how it was heard.

    Raises ``ValueError`` for a scope that is none.
    """
    if scope not in Consent.Scope.values:
        raise ValueError(f"no such consent: {scope}")
    row: Consent = Consent.objects.create(
        organisation=organisation,
        person=person.strip(),
        scope=scope,
        heard_in=heard_in,
        given_at=now or timezone.now(),
        valid_until=valid_until,
        recorded_by_id=actor.user_id,
    )
    _record("consent.given", row, actor, reason)
    return row


@transaction.atomic(durable=True)
def take_back_consent(consent: Consent, *, actor: Actor, reason: str, now: datetime | None = None) -> Consent:
    """A person has taken back what she agreed to; a second time changes nothing."""
    row: Consent = Consent.objects.select_for_update(of=("self",)).get(pk=consent.pk)
    if row.withdrawn_at is None:
        row.withdrawn_at = now or timezone.now()
        row.save(update_fields=["withdrawn_at"])
        _record("consent.taken_back", row, actor, reason)
    return row


def _record(verb: str, row: Consent, actor: Actor, reason: str) -> None:
    after = {"scope": row.scope}
    record(verb=verb, row=row, actor=actor, reason=reason, after=after, for_organisation=row.organisation)
    announce(CHANGED, key=f"{verb}:{row.pk}", consent=row.pk)
