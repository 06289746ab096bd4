"""Who helps a producer, with what, and what was done for her."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from producers.domain.grants import Scope, scopes_of
from producers.models import DoneForHer, Grant, GrantRequest, Organisation


@dataclass(frozen=True)
class Helper:
    """An association whose agents may act for her: in which scopes, and the last day of the shortest one."""

    association: Organisation
    scopes: tuple[Scope, ...]
    until: date

    def may(self, scope: Scope) -> bool:
        """Say whether she let it do this."""
        return scope in self.scopes


def helpers_of(giver: Organisation, on: date) -> list[Helper]:
    """Return who may act for her on a day, the first one she trusted first."""
    rows = Grant.objects.live(on).filter(giver=giver).select_related("receiver").order_by("pk")
    by_receiver: dict[int, list[Grant]] = {}
    for grant in rows:
        by_receiver.setdefault(grant.receiver_id, []).append(grant)
    return [
        Helper(
            grants[0].receiver,
            scopes_of(grant.permission for grant in grants),
            min(grant.valid_until for grant in grants),
        )
        for grants in by_receiver.values()
    ]


def requests_to(giver: Organisation) -> "QuerySet[GrantRequest]":
    """Return what she is asked and has not decided, or what waits for the call."""
    return GrantRequest.objects.open().filter(giver=giver).select_related("receiver")


def done_for(organisation: Organisation) -> "QuerySet[DoneForHer]":
    """Return what agents did for her, the newest first."""
    return DoneForHer.objects.filter(organisation=organisation).select_related("act").order_by("-pk")


def unseen_by(organisation: Organisation) -> int:
    """Return how many things were done for her since she last looked."""
    return int(DoneForHer.objects.filter(organisation=organisation, seen_at=None).count())
