"""She is told how she stands: that she may sell, what to mend, that the buying has stopped."""

from django.utils import timezone, translation

from producers.actions.tell import tell
from producers.announcements import Announced, receives
from producers.domain.grants import Permission
from producers.domain.shown import spoken
from producers.domain.standing import Because
from producers.domain.told import Told
from producers.letters import write_letter
from producers.models import Act, Organisation
from producers.onboarding_words import BECAUSE, NEWS
from producers.reading.audience import told_with


@receives(*NEWS, tells=(Told.WITH_PROFILE,))
def tell_her_how_she_stands(announced: Announced) -> None:
    """She hears in her language that she may sell, what to mend, or that the buying has stopped."""
    maker = Organisation.objects.get(pk=announced.payload["organisation"])
    act = Act.objects.get(pk=announced.payload["act"])
    for recipient in told_with(maker, Permission.EDIT_PROFILE, timezone.localdate()):
        with translation.override(spoken(recipient.language)):
            lines = [str(BECAUSE[Because(one)].sentence) for one in act.after.get("because", [])]
            context = {"sentence": str(NEWS[announced.kind]), "lines": lines, "note": _note(act)}
        letter = write_letter(
            "producers/mail/standing", context, language=recipient.language, channel=recipient.channel
        )
        tell(recipient, letter, key=f"{announced.key}:{recipient.key}"[:200], kind=announced.kind)


def _note(act: Act) -> str:
    """What was written for her. Why she was approved in spite of something is for the office."""
    return act.reason if act.verb in ("organisation.sent_back", "organisation.suspended") else ""
