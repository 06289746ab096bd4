"""The demo's helpers: an agent who acts for a maker and sends a spreadsheet for her, a visit of a peer."""

from typing import Any

from django.core.files.base import ContentFile

from producers.actions.grants import ask_grant, call_back, confirm_at_her_door
from producers.actions.peers import ask_peer
from producers.domain.actors import Actor
from producers.domain.grants import Scope
from producers.domain.peers import PeerError
from producers.models import GrantRequest, Membership, Organisation, PeerVisit
from producers.reading.peers import near
from shop.actions.import_products import begin_import, check_import
from shop.models import ImportRun

ALL_BUT_MONEY = tuple(scope for scope in Scope if scope is not Scope.MONEY)


def load_helping(users: dict[str, Any]) -> None:
    """Ask, say yes, call back; a second run changes nothing."""
    agent, producer, operator = (_actor(users[role]) for role in ("agent", "producer", "operator"))
    maker = Membership.objects.get(user=producer.user_id, role=Membership.Role.OWNER).organisation
    association = Membership.objects.get(user=agent.user_id).organisation
    if not GrantRequest.objects.filter(giver=maker, receiver=association).exists():
        asked = ask_grant(maker, association, ALL_BUT_MONEY, actor=agent)
        confirm_at_her_door(asked, actor=producer)
        call_back(asked, says_yes=True, actor=operator, reason="appelée à son numéro (démonstration)")
    if not ImportRun.objects.filter(actor=users["agent"]).exists():
        check_import(begin_import(sheet=_sheet(maker), pictures=None, by=users["agent"], by_agent=True))
    if not PeerVisit.objects.filter(peer=maker).exists():
        _ask_to_visit(maker, operator)


def _ask_to_visit(maker: Organisation, operator: Actor) -> None:
    """Ask her to visit the first of those near her whom she may."""
    for other in near(maker):
        try:
            ask_peer(other, maker, actor=operator)
        except PeerError:
            continue
        return


def _sheet(maker: Organisation) -> ContentFile[bytes]:
    """Return two rows of hers, one of which cannot be: the agent sees which, and why."""
    rows = (
        "key;producer;category;name_fr;price_MAD",
        f"demo-1;{maker.slug};tapis-et-tissage;Tapis d’essai (démonstration);450",
        f"demo-2;{maker.slug};tapis-et-tissage;Tapis sans prix (démonstration);-5",
    )
    return ContentFile("\n".join(rows).encode(), "produits.csv")


def _actor(user: Any) -> Actor:
    return Actor(user.pk, user.get_username())
