"""What members are told, never by whom: messages, answers, and their business meetings."""

from django.utils import translation

from home.events.models import Registration
from home.network.actions.meeting_guests import step_out
from home.network.meeting_letters import write_to_guest
from home.network.models import FollowUp, Meeting, MeetingGuest, MeetingPlan, Talk
from home.network.network_words import news
from home.network.reading.meetings import WITH_GUESTS, guests_of
from producers.actions.tell import tell
from producers.announcements import Announced, receives
from producers.domain.actors import SYSTEM
from producers.domain.letters import PHONE, Letter, reach
from producers.domain.shown import spoken
from producers.domain.told import Told
from producers.letters import link


@receives("talk.asked", tells=(Told.HERSELF, Told.GUEST))
@receives("talk.answered", tells=(Told.HERSELF, Told.GUEST))
def tell_member(announced: Announced) -> None:
    """Write to who is asked, or to who has asked; whoever gave no way to reach her sees it on her home."""
    rows = Talk.objects.select_related("sender", "sender_seat", "receiver", "receiver_seat")
    talk = rows.get(pk=announced.payload["talk"])
    is_asked = announced.kind == "talk.asked"
    seat = talk.receiver_seat if is_asked else talk.sender_seat
    if seat is not None:
        _tell_person(talk, seat, announced)
        return
    to = talk.receiver if is_asked else talk.sender
    language = to.language
    found = reach(email="", phone=to.phone, language=language) or reach(
        email=to.email, phone="", language=language
    )
    is_late = is_asked and not talk.waits
    if found is None or to.erased_at is not None or is_late:
        return
    with translation.override(spoken(language)):
        sentence = news(announced.kind, agreed=talk.state == Talk.State.YES)
    address = link("network_portal:talk", language=language, token=talk.export_id)
    subject = "" if found.channel == PHONE else sentence
    tell(found, Letter(subject, f"{sentence}\n{address}"), key=announced.key, kind=announced.kind)


def _tell_person(talk: Talk, seat: Registration, announced: Announced) -> None:
    """Write to somebody who is no maker, as she registered; the secret of her seat opens her page."""
    found = reach(email="", phone=seat.phone, language=seat.language) or reach(
        email=seat.email, phone="", language=seat.language
    )
    is_late = announced.kind == "talk.asked" and not talk.waits
    if found is None or seat.wants_call or is_late or seat.state != Registration.State.SEATED:
        return
    with translation.override(spoken(seat.language)):
        sentence = news(announced.kind, agreed=talk.state == Talk.State.YES)
    address = link("network:yours", language=seat.language, token=seat.token)
    subject = "" if found.channel == PHONE else sentence
    tell(found, Letter(subject, f"{sentence}\n{address}"), key=announced.key, kind=announced.kind)


@receives("meetings.told", tells=(Told.HERSELF, Told.GUEST))
def tell_guests(announced: Announced) -> None:
    """Write to everybody who takes part in the business meetings of an event."""
    plan = MeetingPlan.objects.select_related("event").get(pk=announced.payload["plan"])
    for guest in guests_of(plan):
        write_to_guest(guest, plan, kind=announced.kind, key=announced.key)


@receives("meeting.placed", "meeting.moved", "meeting.off", tells=(Told.HERSELF, Told.GUEST))
def tell_both(announced: Announced) -> None:
    """Write to the two of a meeting that was changed by hand, as it is now."""
    meeting = Meeting.objects.select_related(*WITH_GUESTS).get(pk=announced.payload["meeting"])
    _tell_both(meeting, announced)


@receives("meeting.followup", tells=(Told.HERSELF, Told.GUEST))
def ask_both(announced: Announced) -> None:
    """Ask the two of a meeting what came of it, unless somebody has said so by now."""
    rows = FollowUp.objects.filter(pk=announced.payload["follow_up"], done_at=None)
    asked = rows.select_related("meeting").first()
    if asked is not None:
        _tell_both(Meeting.objects.select_related(*WITH_GUESTS).get(pk=asked.meeting_id), announced)


@receives("seat.cancelled", tells=())
def let_out(announced: Announced) -> None:
    """Whoever gives her seat at the event back has no business meetings there any more."""
    for guest in MeetingGuest.objects.filter(registration=announced.payload["registration"], out_at=None):
        step_out(guest, actor=SYSTEM, reason="seat given back")


def _tell_both(meeting: Meeting, announced: Announced) -> None:
    for guest in (meeting.first, meeting.second):
        if guest.out_at is None:
            plan = meeting.hour.plan
            write_to_guest(guest, plan, kind=announced.kind, key=announced.key, token=meeting.export_id)
