"""The demo's helpers: an agent who sends a spreadsheet for a maker, and a maker who is to visit another."""

from typing import Any

from django.core.files.base import ContentFile

from producers.actions.peers import ask_peer
from producers.domain.actors import Actor
from producers.domain.peers import PeerError
from producers.models import Membership, Organisation, PeerVisit
from producers.reading.peers import near
from shop.actions.import_products import begin_import, check_import
from shop.models import ImportRun


def load_helping(users: dict[str, Any]) -> None:
    """Send the spreadsheet, ask for the visit; a second run changes nothing."""
    maker = Membership.objects.get(user=users["producer"], role=Membership.Role.OWNER).organisation
    if not ImportRun.objects.filter(actor=users["agent"]).exists():
        check_import(begin_import(sheet=_sheet(maker), pictures=None, by=users["agent"], by_agent=True))
    if not PeerVisit.objects.filter(peer=maker).exists():
        _ask_to_visit(maker, Actor(users["operator"].pk, users["operator"].get_username()))


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
