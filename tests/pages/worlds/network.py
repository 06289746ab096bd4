"""The network: needs and offers, messages, what is bought together."""

from home.network.actions.purchases import pledge
from home.network.models import Block, MeetingWish
from home.network.testing.builders import a_guest, a_listing, a_meeting, a_plan, a_purchase, a_talk
from producers.domain.actors import Actor
from producers.testing.builders import a_producer
from tests.pages.worlds.scene import Scene, Values


def add(scene: Scene) -> Values:
    """Each offers something, was asked by the other, and buys with others; A needs something as well.

    Members see the need, she and who wrote the message to her.
    """
    _of_both(scene)
    need = a_listing(scene.maker, words="Besoin pour les membres", shows=("words",))
    mine = {"token": need.export_id}
    asks = a_producer(name="Celle qui demande")
    return {
        "network_portal:step": {**mine, "name": "renew"},
        "network_portal:write": mine,
        "network_portal:purchase": {"token": a_purchase().export_id},
        "network_portal:talk": {"token": a_talk(need, asks).export_id},
        **_of_business_meetings(scene),
    }


def _of_business_meetings(scene: Scene) -> Values:
    """Each meets a client at an event as she wished: she and who helps her see it, the client by a secret."""
    plan = a_plan()
    meetings = []
    for table, maker in enumerate(scene.makers, 1):
        hers, client = a_guest(plan, maker), a_guest(plan, name="Cliente du rendez-vous")
        meetings.append(a_meeting(plan, table=table, one=hers, other=client))
        MeetingWish.objects.create(who=hers, whom=client, weight=1, source="asked")
    event, first = {"slug": plan.event.slug}, meetings[0]
    return {
        "network:her_meetings": {"token": first.second.registration.token},
        "network:yours": {"token": first.second.registration.token},
        "network:others": {"token": first.second.registration.token},
        "network:write": {"token": first.second.registration.token},
        "network_portal:meeting": {"token": first.export_id},
        "network_portal:at_event": event,
        "network_portal:paper": event,
    }


def _of_both(scene: Scene) -> None:
    first, second = scene.makers
    stranger = a_producer(slug="stranger")
    offers = [a_listing(maker, side="offers", thing="machine") for maker in (first, second)]
    bought = [a_purchase(maker) for maker in (first, second)]
    for number, maker in enumerate((first, second)):
        a_talk(offers[number], (second, first)[number])
        Block.objects.create(organisation=maker, other=stranger)
        pledge(bought[number], maker, 5, actor=Actor(None, "office"))
