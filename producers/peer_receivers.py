"""Both makers are told when one is asked to visit the other."""

from collections.abc import Callable

from django.utils import timezone
from django.utils.translation import gettext, override

from producers.actions.tell import tell
from producers.announcements import Announced, receives
from producers.domain.grants import Permission
from producers.domain.shown import spoken
from producers.domain.told import Told
from producers.letters import write_letter
from producers.models import Organisation, PeerVisit
from producers.reading.audience import told_with
from producers.reading.cards import place_shown
from producers.reading.names import name_shown


@receives("peer.asked", tells=(Told.WITH_PROFILE,))
def tell_both(announced: Announced) -> None:
    """Write to each in her language; what was taken back meanwhile is not told."""
    rows = PeerVisit.objects.filter(ended_at=None).select_related("maker", "peer")
    row = rows.filter(pk=announced.payload["peer_visit"]).first()
    if row is not None:
        _tell(announced, row.peer, row.maker, _asked)
        _tell(announced, row.maker, row.peer, _comes)


def _asked() -> str:
    return gettext("Please visit %(name)s (%(place)s): look at the workshop and write it down in your space.")


def _comes() -> str:
    return gettext("%(name)s (%(place)s), who makes things too, comes to see your workshop.")


def _tell(announced: Announced, her: Organisation, other: Organisation, words: Callable[[], str]) -> None:
    for recipient in told_with(her, Permission.EDIT_PROFILE, timezone.localdate()):
        with override(spoken(recipient.language)):
            name = name_shown(other, recipient.language).text
            sentence = words() % {"name": name, "place": place_shown(other, recipient.language)}
        letter = write_letter(
            "producers/mail/standing",
            {"sentence": sentence, "lines": [], "note": ""},
            language=recipient.language,
            channel=recipient.channel,
        )
        tell(recipient, letter, key=f"{announced.key}:{recipient.key}"[:200], kind=announced.kind)
