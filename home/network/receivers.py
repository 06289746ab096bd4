"""What members are told: that somebody wrote, and what was answered. Never by whom: that is on her page."""

from django.utils import translation

from home.network.models import Talk
from home.network.network_words import news
from producers.actions.tell import tell
from producers.announcements import Announced, receives
from producers.domain.letters import PHONE, Letter, reach
from producers.domain.shown import spoken
from producers.letters import link


@receives("talk.asked", "talk.answered")
def tell_member(announced: Announced) -> None:
    """Write to who is asked, or to who has asked; whoever gave no way to reach her sees it on her home."""
    talk = Talk.objects.select_related("sender", "receiver").get(pk=announced.payload["talk"])
    to = talk.receiver if announced.kind == "talk.asked" else talk.sender
    language = to.language
    found = reach(email="", phone=to.phone, language=language) or reach(
        email=to.email, phone="", language=language
    )
    is_late = announced.kind == "talk.asked" and not talk.waits
    if found is None or to.erased_at is not None or is_late:
        return
    with translation.override(spoken(language)):
        sentence = news(announced.kind, agreed=talk.state == Talk.State.YES)
    address = link("network_portal:talk", language=language, token=talk.export_id)
    subject = "" if found.channel == PHONE else sentence
    tell(found, Letter(subject, f"{sentence}\n{address}"), key=announced.key, kind=announced.kind)
