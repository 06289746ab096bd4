"""The demo's network: what makers need and offer, and messages between some of them."""

from django.utils import timezone

from home.network.actions.listings import Said, say
from home.network.actions.talks import answer, ask
from home.network.domain.listings import Part, Side, Thing
from home.network.domain.talks import Sentence
from home.network.models import Listing
from producers.domain.actors import SYSTEM
from producers.models import Organisation

WORDS = {
    Thing.WOOL: "Laine lavée, une vingtaine de kilos",
    Thing.TRANSPORT: "Une place jusqu’au souk du jeudi",
    Thing.SELLING: "Partager un stand à la prochaine foire",
}
SHOWS = (frozenset(Part), frozenset({Part.NAME, Part.WORDS}), frozenset({Part.WORDS}), frozenset[Part]())
MOST = 36


def load_network() -> None:
    """Write what is missing; a second run changes nothing."""
    if Listing.objects.exists():
        return
    things, rows = tuple(Thing), []
    makers = list(
        Organisation.objects.sellers().filter(status="active", erased_at=None).order_by("number")[:MOST]
    )
    for place, maker in enumerate(makers):
        thing = things[place % len(things)] if place % 3 else Thing.WOOL
        side = Side.NEEDS if place % 2 else Side.OFFERS
        said = Said(side, thing, WORDS.get(thing, ""), "fr", SHOWS[place % len(SHOWS)])
        rows.append(say(maker, said, actor=SYSTEM))
    for place, row in enumerate(rows[:5]):
        sender = makers[(place + 7) % len(makers)]
        if sender.pk == row.organisation_id:
            continue
        talk = ask(row, sender, (Sentence.MINE, Sentence.PRICE), actor=SYSTEM, now=timezone.now())
        if place % 2:
            answer(talk, agrees=place == 1, actor=SYSTEM)
