"""Letters of the Centre's systems: seats, nominations, the network, fairs, projects."""

from datetime import datetime, time, timedelta
from uuid import uuid4

from django.utils import timezone
from moneyed import Money

from home.awards.models import Backer, Nomination
from home.awards.testing.builders import a_nomination, an_award_edition
from home.events.actions.places import set_places
from home.events.actions.register import register
from home.events.actions.remind import remind
from home.events.domain.reminding import AFTER, REMINDERS
from home.events.models import Attendance, Certificate, Event, Registration, Session
from home.events.testing.builders import a_person, a_session, an_event
from home.fairs.actions.evenings import close_till
from home.fairs.actions.receipts import take_receipt
from home.fairs.testing.builders import a_fair, a_sale, a_till
from home.library.actions.reserve import reserve
from home.library.models import Copy, ReaderCard, Reservation
from home.library.testing.builders import a_card, a_copy, a_document, a_loan, a_reading_room, a_visit
from home.network.actions.listings import Said, say_as_guest
from home.network.actions.talks import ask_as_guest
from home.network.domain.listings import Side, Thing
from home.network.domain.talks import Sentence
from home.network.models import FollowUp
from home.network.testing.builders import a_guest, a_listing, a_meeting, a_plan, a_talk
from home.stands.actions.apply import Brings, apply
from home.stands.models import StandApplication
from home.stands.receivers import TOLD as STANDS
from home.stands.testing.builders import a_paid_offer
from home.training.actions.trainers import begin_path
from home.training.testing.builders import a_course, a_project, held_at
from producers.domain.actors import Actor
from producers.domain.told import Told
from tests.letters.examples import Example, Scene, example
from tests.letters.people import Person, person

OFFICE = Actor(None, "office")
SEATS = ("seat.seated", "seat.waiting", "seat.offered", "seat.lapsed", "seat.cancelled")


def _a_seat(
    scene: Scene, event: Event, name: str, digit: int, session: Session | None = None
) -> Registration:
    places = set_places(event, capacity=9, session=session, actor=OFFICE)
    who = a_person(digit, name=f"Inscrite {name}", **scene.contact(f"inscrite-{name}", digit))
    return register(event, places.pk, who, actor=OFFICE)


@example(*SEATS)
def a_seat(scene: Scene) -> Example:
    event = an_event()
    seat, other = (_a_seat(scene, event, name, digit) for name, digit in (("Une", 1), ("Deux", 2)))
    until = timezone.now() + timedelta(hours=2)
    Registration.objects.filter(pk=seat.pk).update(offered_until=until)
    return Example({"registration": seat.pk}, people={Told.REGISTERED: (seat,)}, about=(person(other),))


@example("event.cancelled", "event.changed")
def a_whole_event(scene: Scene) -> Example:
    event, elsewhere = an_event(), an_event(title="Ailleurs")
    seats = tuple(_a_seat(scene, event, name, digit) for name, digit in (("Une", 1), ("Deux", 2)))
    other = _a_seat(scene, elsewhere, "Trois", 3)
    return Example({"event": event.pk}, people={Told.REGISTERED: seats}, about=(person(other),))


@example("part.changed")
def a_part(scene: Scene) -> Example:
    event = an_event()
    session = a_session(event)
    seat, other = _a_seat(scene, event, "Une", 1, session), _a_seat(scene, event, "Deux", 2)
    return Example({"session": session.pk}, people={Told.REGISTERED: (seat,)}, about=(person(other),))


@example(*REMINDERS)
def a_reminder(scene: Scene) -> Example:
    today = timezone.localdate()
    soon, later = an_event(first_day=today + REMINDERS[scene.kind]), an_event(first_day=today + timedelta(9))
    seat, other = _a_seat(scene, soon, "Une", 1), _a_seat(scene, later, "Deux", 2)
    Registration.objects.update(created_at=timezone.now() - timedelta(days=5))
    noon = timezone.make_aware(datetime.combine(today, time(12)))
    people = {Told.REGISTERED: (seat,)}
    return Example(send=lambda: remind(now=noon), people=people, about=(person(other),))


@example(AFTER)
def after_it(scene: Scene) -> Example:
    today = timezone.localdate()
    over, later = an_event(), an_event(first_day=today + timedelta(9))
    seat, other = _a_seat(scene, over, "Une", 1), _a_seat(scene, later, "Deux", 2)
    type(over).objects.filter(pk=over.pk).update(
        first_day=today - timedelta(days=3), last_day=today - timedelta(days=1)
    )
    Attendance.objects.create(registration=seat, day=today - timedelta(days=2), half="am", key=uuid4())
    noon = timezone.make_aware(datetime.combine(today, time(12)))
    people = {Told.REGISTERED: (seat,)}
    return Example(send=lambda: remind(now=noon), people=people, about=(person(other),))


@example("nomination.asked", "nomination.eligible", "nomination.ineligible")
def a_nominee(scene: Scene) -> Example:
    edition = an_award_edition()
    her = a_nomination(
        edition, state=scene.kind.partition(".")[2], name="Candidate Une", told="Merci",
        **scene.contact("candidate", 1),
    )  # fmt: skip
    other: Nomination = a_nomination(edition, name="Candidate Deux", phone="+212662222229")
    backer = Backer.objects.create(
        nomination=her, way="peer", name="Marraine Une", words="Parole de la marraine",
        **scene.contact("marraine", 2),
    )  # fmt: skip
    people = {Told.NOMINEE: (her,), Told.BACKER: (person(backer, backer.words),)}
    return Example({"nomination": her.pk}, people=people, about=(person(other),))


@example("talk.asked", "talk.answered")
def a_talk_of_members(scene: Scene) -> Example:
    first, second = scene.world.first, scene.world.second
    talk = (
        a_talk(a_listing(first), second) if scene.kind == "talk.asked" else a_talk(a_listing(second), first)
    )
    told = frozenset({Told.HERSELF})
    return Example({"talk": talk.pk}, makers=(first,), is_shared=True, told=told)


@example("talk.asked")
def a_talk_with_a_client(scene: Scene) -> Example:
    guest = a_guest(a_plan(), name="Cliente Une", **scene.contact("cliente", 1))
    need = say_as_guest(guest.registration, Said(Side.NEEDS, Thing.WOOL), actor=OFFICE)
    talk = a_talk(need, scene.world.second)
    people = {Told.GUEST: (guest.registration,)}
    return Example({"talk": talk.pk}, people=people, told=frozenset({Told.GUEST}))


@example("talk.answered")
def an_answer_to_a_client(scene: Scene) -> Example:
    guest = a_guest(a_plan(), name="Cliente Une", **scene.contact("cliente", 1))
    talk = ask_as_guest(a_listing(scene.world.second), guest.registration, (Sentence.MINE,), actor=OFFICE)
    people = {Told.GUEST: (guest.registration,)}
    return Example({"talk": talk.pk}, people=people, told=frozenset({Told.GUEST}))


@example("evening.closed")
def an_evening(scene: Scene) -> Example:
    rug, oil = scene.world.rug, scene.world.oil
    till = a_till(a_fair()).till
    take_receipt(till, a_sale(1, (rug, 1, 187), (oil, 1, 94)), actor=OFFICE)
    evening = close_till(till, Money(281, "MAD"), actor=OFFICE)
    return Example({"evening": evening.pk}, makers=(scene.world.first, scene.world.second))


@example("project.begun", "project.handed_back")
def a_sheet(scene: Scene) -> Example:
    project = a_project(name="Porteuse Une", **scene.contact("porteuse", 1))
    other = a_project(name="Porteuse Deux", phone="+212662222228")
    return Example({"project": project.pk}, people={Told.ASKER: (project,)}, about=(person(other),))


@example("trainer.stepped")
def a_step_to_a_trainer(scene: Scene) -> Example:
    held_at(a_course(), event := an_event(kind="training"))
    seat, other = _a_seat(scene, event, "Une", 1), _a_seat(scene, event, "Deux", 2)
    papers = [Certificate.objects.create(registration=one, half_days=2) for one in (seat, other)]
    path, _second = (begin_path(one.code, actor=OFFICE) for one in papers)
    return Example({"path": path.pk}, people={Told.REGISTERED: (seat,)}, about=(person(other),))


@example("meetings.told", "meeting.placed", "meeting.moved", "meeting.off", "meeting.followup")
def a_business_meeting(scene: Scene) -> Example:
    plan = a_plan()
    client = a_guest(plan, name="Cliente Une", **scene.contact("cliente", 1))
    meeting = a_meeting(plan, one=a_guest(plan, scene.world.first), other=client)
    asked = FollowUp.objects.create(meeting=meeting, days=7, due_on=timezone.localdate())
    elsewhere = a_guest(a_plan(), name="Cliente Deux", **scene.contact("cliente-deux", 2))
    return Example(
        {"plan": plan.pk, "meeting": meeting.pk, "follow_up": asked.pk}, makers=(scene.world.first,),
        people={Told.GUEST: (client.registration,)}, about=(person(elsewhere.registration),), named=(),
    )  # fmt: skip


@example(*STANDS)
def a_stand(scene: Scene) -> Example:
    offer, state = a_paid_offer(), scene.kind.partition(".")[2]
    first, second = scene.world.first, scene.world.second
    for maker in (first, second):
        apply(offer, maker, actor=OFFICE, brings=Brings(words=f"Tente secrète de {maker.slug}"))
    hers = StandApplication.objects.filter(offer=offer, producer=first)
    has_stand = state in ("offered", "to_pay", "placed")
    hers.update(
        state=state, stand=7 if has_stand else None, pay_by=timezone.localdate() if has_stand else None,
        reason="Pas assez de place" if state == "refused" else "",
    )  # fmt: skip
    other = Person(words=frozenset({f"Tente secrète de {second.slug}"}))
    return Example({"application": hers.get().pk}, makers=(first,), about=(other,))


@example("visit.booked", "visit.cancelled", "visit.closed")
def a_seat_to_read_in(scene: Scene) -> Example:
    room = a_reading_room()
    visit, other = (
        a_visit(room, digit, name=f"Lectrice {name}", **scene.contact(f"lectrice-{name}", digit))
        for name, digit in (("Une", 1), ("Deux", 2))
    )
    return Example({"visit": visit.pk}, people={Told.REGISTERED: (visit,)}, about=(person(other),))


@example("loan.lent", "loan.due", "loan.late")
def a_copy_at_home(scene: Scene) -> Example:
    first, other = _two_readers(scene)
    loan = a_loan(_a_titled_copy(), first)
    a_loan(_a_titled_copy(), other)
    return Example({"loan": loan.pk}, people={Told.REGISTERED: (first,)}, about=(person(other),))


@example("loan.ready")
def a_copy_that_is_kept(scene: Scene) -> Example:
    first, other = _two_readers(scene)
    copy = _a_titled_copy()
    a_loan(copy, other)
    one = reserve(copy.document, first, actor=OFFICE)
    kept = {"state": "ready", "copy": copy, "fetch_by": timezone.localdate()}
    Reservation.objects.filter(pk=one.pk).update(**kept)
    return Example({"reservation": one.pk}, people={Told.REGISTERED: (first,)}, about=(person(other),))


def _a_titled_copy() -> Copy:
    title = {"fr": "Le tapis noué", "ar": "الزربية المعقودة", "en": "The knotted rug"}
    return a_copy(a_document(title=title))


def _two_readers(scene: Scene) -> list[ReaderCard]:
    return [
        a_card(digit, name=f"Emprunteuse {name}", **scene.contact(f"emprunteuse-{name}", digit))
        for name, digit in (("Une", 1), ("Deux", 2))
    ]
