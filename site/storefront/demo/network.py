"""The demo's network: what makers need and offer, and messages between some of them."""

from datetime import date, datetime, time, timedelta
from itertools import cycle

from django.utils import timezone
from moneyed import Money

from home.events.actions.register import register
from home.events.domain.registering import Person
from home.events.models import Event
from home.network.actions.listings import Said, say
from home.network.actions.meeting_guests import Room, open_meetings, take_part, wish, wish_by_match
from home.network.actions.meetings import propose_meetings
from home.network.actions.outcomes import say_outcome, say_what_came
from home.network.actions.purchases import Planned, open_purchase, order, pledge
from home.network.actions.talks import answer, ask, ask_as_guest
from home.network.domain.listings import Part, Side, Thing
from home.network.domain.meetings import Came, Half, Outcome, Source
from home.network.domain.talks import Sentence
from home.network.models import Listing, Meeting, MeetingGuest
from producers.domain.actors import SYSTEM
from producers.models import Organisation

WORDS = {
    Thing.WOOL: "Laine lavée, une vingtaine de kilos",
    Thing.TRANSPORT: "Une place jusqu’au souk du jeudi",
    Thing.SELLING: "Partager un stand à la prochaine foire",
}
SHOWS = (frozenset(Part), frozenset({Part.NAME, Part.WORDS}), frozenset({Part.WORDS}), frozenset[Part]())
VISITORS = ("Café Azro", "Maison d’hôtes Tamda", "École Ifrane", "Traiteur Zitoun")
QUESTION = "Peut-on passer vous voir pendant la rencontre ?"
MOST, TALKS, GUESTS = 36, 20, 8
BUYERS = ("Galerie Tizi", "Maison Argan", "Boutique Oued", "Comptoir Amlal", "Hôtel Tafat", "Atelier Izra")


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
    for place, row in enumerate(rows[:TALKS]):
        sender = makers[(place + 7) % len(makers)]
        if sender.pk == row.organisation_id:
            continue
        talk = ask(row, sender, (Sentence.MINE, Sentence.PRICE), actor=SYSTEM, now=timezone.now())
        if place % 3:
            answer(talk, agrees=place % 3 == 1, actor=SYSTEM)
    _buy_together(makers)
    _meet(makers)
    _ask_without_a_shop(rows)


def _buy_together(makers: list[Organisation]) -> None:
    """One joint purchase that is open and not reached yet, one that is ordered: nobody owes anything yet."""
    organiser = Organisation.objects.filter(kind="association", status="active").order_by("number").first()
    if organiser is None:
        return
    last_day = timezone.localdate() + timedelta(days=30)
    planned = Planned("Laine lavée du Moyen Atlas", "kilo", Money(35, "MAD"), 120, 5, last_day)
    row = open_purchase(organiser, planned, actor=SYSTEM)
    for place, maker in enumerate(makers[:4]):
        pledge(row, maker, 10 + 5 * place, actor=SYSTEM)
    boxes = Planned("Cartons d’expédition", "piece", Money(4, "MAD"), 60, 10, last_day)
    ordered = open_purchase(organiser, boxes, actor=SYSTEM)
    for maker in makers[4:11]:
        pledge(ordered, maker, 10, actor=SYSTEM)
    order(ordered, actor=SYSTEM)


def _meet(makers: list[Organisation]) -> None:
    """Business meetings at the meeting that is over: planned by needs and offers, with what came of them."""
    over = Event.objects.filter(kind="meeting", last_day__lt=timezone.localdate()).order_by("pk").first()
    if over is None:
        return
    before = at_hour(over.first_day, 8)
    parts = over.sessions.filter(kind="business").order_by("starts_at")[:2]
    halves = [Half(one.starts_at, one.ends_at) for one in parts]
    plan = open_meetings(over, Room(halves, minutes=20, tables=4), actor=SYSTEM)
    places = over.places.get()

    def guest(name: str, kind: str, maker: Organisation | None = None) -> MeetingGuest:
        mail = f"demo-meets-{maker.number if maker else BUYERS.index(name)}{kind}@demo.test"
        person = Person(f"{name} (démo)"[:100], kind, email=mail, language="fr", wants_call=True)
        seat = register(over, places.pk, person, actor=SYSTEM, organisation=maker, now=before)
        return take_part(plan, seat, actor=SYSTEM, shows_name=True)

    buyers = [guest(name, "client") for name in BUYERS]
    sellers = [guest(str(maker.name), "firm", maker) for maker in makers[:GUESTS]]
    for place, seller in enumerate(sellers):
        for weight, other in ((3, place), (2, place + 3)):
            wish(seller, buyers[other % len(buyers)], weight, source=Source.ASKED, actor=SYSTEM)
    wish_by_match(plan, actor=SYSTEM, now=timezone.now())
    propose_meetings(plan, actor=SYSTEM, now=before)
    rows = Meeting.objects.filter(hour__plan=plan).order_by("hour", "table")
    for meeting, outcome in zip(rows, cycle(Outcome), strict=False):
        said = say_outcome(meeting, outcome, actor=SYSTEM, now=meeting.hour.ends_at)
        for asked in said.follow_ups.filter(days=7):
            say_what_came(asked, Came.TALKING, actor=SYSTEM, now=at_hour(asked.due_on, 10))


def _ask_without_a_shop(rows: list[Listing]) -> None:
    """Some who have a seat at the next meeting, and no shop, write about the first needs and offers."""
    coming = Event.objects.filter(kind="meeting", first_day__gt=timezone.localdate(), live=True).first()
    if coming is None:
        return
    for name, row in zip(VISITORS, rows, strict=False):
        mail = f"demo-asks-{row.pk}@demo.test"
        person = Person(f"{name} (démo)", "client", email=mail, language="fr", wants_call=True)
        seat = register(coming, coming.places.get().pk, person, actor=SYSTEM, now=timezone.now())
        ask_as_guest(row, seat, (Sentence.PRICE,), QUESTION, actor=SYSTEM)


def at_hour(day: date, hour: int) -> datetime:
    """Return a moment in wall time."""
    return timezone.make_aware(datetime.combine(day, time(hour)))
