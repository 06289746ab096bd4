"""For whom somebody in the portal acts: herself, her group, or a producer who let her association help."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from producers.access import acting_for
from producers.domain.actors import Actor
from producers.domain.grants import Permission, permitted
from producers.models import Grant, Membership, Organisation

CHOSEN = "portal_for"
"""Key of the session: the organisation that was chosen. A wish: every request asks anew what is allowed."""
MOST_OTHERS = 40
SENT_FOR = "X-Sent-For"
"""Header of what a phone's queue sends: the permanent id of the one it is for. A wish as well."""


@dataclass(frozen=True)
class Acting:
    """Who acts for whom, and what she may. ``actor`` names the organisation when an agent acts for it."""

    organisation: Organisation
    actor: Actor
    is_agent: bool
    may: frozenset[Permission]

    def allows(self, permission: Permission) -> bool:
        """Say whether it is permitted to the one who acts."""
        return permission in self.may


def acting_in(request: HttpRequest) -> Acting:
    """Return who acts for whom, as the door has found it."""
    found: Acting = request.acting  # type: ignore[attr-defined]  # set by the door
    return found


def acting_of(request: HttpRequest) -> Acting | None:
    """Return for whom the visitor acts; ``None`` when she has to choose first, or has nobody to act for."""
    sent_for = request.headers.get(SENT_FOR)
    if sent_for is not None:
        # What waited on a phone names whom it is for, whoever was chosen since; and is asked anew.
        found = choices_of(request.user).filter(export_id=sent_for).first()
        return _acting(request, found) if found else None
    makers = list(choices_of(request.user)[:2])
    chosen = request.session.get(CHOSEN)
    if chosen is None:
        return _acting(request, makers[0]) if len(makers) == 1 else None
    found = choices_of(request.user).filter(pk=chosen).first()
    return _acting(request, found) if found else None


def choices_of(user: object) -> "QuerySet[Organisation]":
    """Return the makers that a user may act for: her own, and those who granted her association something."""
    return acting_for(user).sellers().select_related("picture").order_by("number")


def others_for(acting: Acting, user: object, permission: Permission) -> list[Organisation]:
    """Return all whom an agent may do something for, among them the one she acts for now; else nobody.

    For a screen that waits on a phone without a line, where she cannot choose anew.
    """
    if not acting.is_agent:
        return []
    today = timezone.localdate()
    as_agent = Membership.objects.filter(user=user, role=Membership.Role.AGENT).values("organisation")
    given: dict[int, list[Grant]] = {}
    for grant in Grant.objects.live(today).filter(receiver__in=as_agent):
        given.setdefault(grant.giver_id, []).append(grant)
    makers = choices_of(user).filter(pk__in=given)[:MOST_OTHERS]
    return [maker for maker in makers if permission in permitted(given[maker.pk], today)]


def _acting(request: HttpRequest, organisation: Organisation) -> Acting | None:
    user = request.user
    if Membership.objects.filter(user=user, organisation=organisation).exists():
        own = Actor(user.pk, user.get_username())
        return Acting(organisation, own, is_agent=False, may=frozenset(Permission))
    may = _granted(user, organisation)
    helping = Actor(user.pk, user.get_username(), organisation.pk)
    return Acting(organisation, helping, is_agent=True, may=may) if may else None


def _granted(user: object, organisation: Organisation) -> frozenset[Permission]:
    today = timezone.localdate()
    as_agent = Membership.objects.filter(user=user, role=Membership.Role.AGENT).values("organisation")
    grants = Grant.objects.live(today).filter(giver=organisation, receiver__in=as_agent)
    return permitted(grants, today)
