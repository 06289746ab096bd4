"""What a producer is told once somebody has looked at what she sent: in her language, read aloud or read."""

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from producers.actions.tell import tell
from producers.announcements import Announced, receives
from producers.domain.told import Told
from producers.letters import write_letter
from producers.models import Submission
from producers.reading.audience import told_with
from producers.reason_words import reasons_shown
from producers.submissions import kind_called


@receives("submission.approved", "submission.sent_back", tells=(Told.WITH_PROFILE, Told.WITH_PRODUCTS))
def tell_her_what_became_of_it(announced: Announced) -> None:
    """Tell her, and the agents whom she lets do this. A thing that is gone needs no letter."""
    submission = Submission.objects.select_related("organisation").get(pk=announced.payload["submission"])
    sort = kind_called(submission.kind)
    thing = sort.model._default_manager.filter(pk=submission.object_id).first()
    if thing is None:
        return
    for recipient in told_with(submission.organisation, sort.permission, timezone.localdate()):
        with translation.override(recipient.language):
            context = {
                "sentence": _sentence(submission) % {"title": sort.contents(thing, recipient.language).title},
                "reasons": [reason.word for reason in reasons_shown(submission.reasons)],
                "note": submission.note,
            }
        letter = write_letter(
            "producers/mail/submission", context, language=recipient.language, channel=recipient.channel
        )
        tell(recipient, letter, key=f"{announced.key}:{recipient.key}"[:200], kind=announced.kind)


def _sentence(submission: Submission) -> str:
    if submission.state == Submission.State.APPROVED:
        return _("“%(title)s” is checked. Buyers see it now.")
    return _("“%(title)s” is not online yet. Here is what is missing:")
