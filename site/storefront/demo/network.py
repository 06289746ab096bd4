"""The demo's network: what makers need and offer, and messages between some of them."""

from datetime import timedelta

from django.utils import timezone
from moneyed import Money

from home.network.actions.listings import Said, say
from home.network.actions.purchases import Planned, open_purchase, pledge
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
    _buy_together(makers)


def _buy_together(makers: list[Organisation]) -> None:
    """One joint purchase that is open and not reached yet: nobody owes anything by it."""
    organiser = Organisation.objects.filter(kind="association", status="active").order_by("number").first()
    if organiser is None:
        return
    last_day = timezone.localdate() + timedelta(days=30)
    planned = Planned("Laine lavée du Moyen Atlas", "kilo", Money(35, "MAD"), 120, 5, last_day)
    row = open_purchase(organiser, planned, actor=SYSTEM)
    for place, maker in enumerate(makers[:4]):
        pledge(row, maker, 10 + 5 * place, actor=SYSTEM)
