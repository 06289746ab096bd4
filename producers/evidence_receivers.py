"""She and the operators are told in time that a proof ends."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, override

from producers import conf
from producers.actions.tell import tell
from producers.actions.tell_operators import tell_operators
from producers.announcements import Announced, receives
from producers.domain.grants import Permission
from producers.domain.shown import shown, spoken
from producers.domain.told import Told
from producers.letters import write_letter
from producers.models import Evidence
from producers.reading.audience import told_with


@receives("evidence.ends", tells=(Told.WITH_PROFILE, Told.OPERATORS))
def tell_that_a_proof_ends(announced: Announced) -> None:
    """Write to her in her language and to the operators; what was renewed or withdrawn meanwhile is not."""
    rows = Evidence.objects.valid(timezone.localdate()).select_related("label", "organisation")
    row = rows.filter(pk=announced.payload["evidence"]).first()
    if row is None:
        return
    for recipient in told_with(row.organisation, Permission.EDIT_PROFILE, timezone.localdate()):
        letter = write_letter(
            "producers/mail/standing",
            {"sentence": _sentence(row, recipient.language), "lines": [], "note": ""},
            language=recipient.language,
            channel=recipient.channel,
        )
        tell(recipient, letter, key=f"{announced.key}:{recipient.key}"[:200], kind=announced.kind)
    context = {"row": row, "sentence": _sentence(row, conf.language())}
    tell_operators("producers/mail/evidence_ends", announced, context)


def _sentence(row: Evidence, language: str) -> str:
    with override(spoken(language)):
        name = shown(row.label.name, language).text
        words = {"label": name, "day": date_format(row.valid_until, "SHORT_DATE_FORMAT")}
        return gettext("The proof of “%(label)s” ends on %(day)s. Please renew it.") % words
