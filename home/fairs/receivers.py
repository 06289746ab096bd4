"""In the evening of a fair each maker is told what was sold of hers, and what of it is her own."""

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from home.fairs.models import Evening
from home.fairs.reading.shares import EveningShare, shares_of
from producers.actions.tell import tell
from producers.announcements import Announced, receives
from producers.domain.dates import day_written
from producers.domain.grants import Permission
from producers.domain.letters import Recipient
from producers.domain.shown import shown, spoken
from producers.domain.told import Told
from producers.letters import write_letter
from producers.reading.audience import told_with
from shop.domain.money import from_minor, written


@receives("evening.closed", tells=(Told.WITH_MONEY,))
def tell_the_makers(announced: Announced) -> None:
    """Write to each maker whose goods a till sold, and to whom she lets see her money."""
    rows = Evening.objects.select_related("till__fair__event")
    evening = rows.get(pk=announced.payload["evening"])
    for share in shares_of(evening):
        for recipient in told_with(share.maker, Permission.SEE_MONEY, timezone.localdate()):
            _write(evening, share, recipient, announced.key)


def _write(evening: Evening, share: EveningShare, recipient: Recipient, key: str) -> None:
    lang, event = recipient.language, evening.till.fair.event
    with translation.override(spoken(lang)):
        facts = {
            "fair": shown(event.title, lang, event.original_language).text,
            "day": day_written(evening.day, lang),
            "pieces": share.pieces,
            "total": written(from_minor(share.total, "MAD"), lang),
            "hers": written(from_minor(share.hers, "MAD"), lang),
        }
        sentence = _("%(fair)s, %(day)s: sold pieces of yours: %(pieces)d, for %(total)s.") % facts
        yours = _("Of this %(hers)s is yours. It is paid out with your other sales.") % facts
    maker = shown(share.maker.name, lang, share.maker.original_language)
    context = {"sentence": sentence, "yours": yours, "title": facts["fair"], "maker": maker}
    letter = write_letter("home/fairs/mail/evening", context, language=lang, channel=recipient.channel)
    tell(recipient, letter, key=f"{key}:{share.maker.pk}:{recipient.key}"[:200], kind="evening.closed")
