"""Letters about a stand: to her and to who acts for her, in their languages."""

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from home.stands.domain.states import KEPT
from home.stands.models import StandApplication
from home.stands.own_tasks import NEEDS
from home.stands.reading.stays import stays_of
from home.stands.stand_words import news_of
from producers.actions.tell import tell
from producers.domain.dates import day_written
from producers.domain.letters import Recipient
from producers.domain.shown import shown, spoken
from producers.letters import link, write_letter
from producers.reading.audience import told_with
from shop.domain.money import written


def write_about(row: StandApplication, *, kind: str, key: str) -> None:
    """Write to everybody who is told about her, once for each key."""
    for recipient in told_with(row.producer, NEEDS, timezone.localdate()):
        _write(row, recipient, kind, key)


def _write(row: StandApplication, recipient: Recipient, kind: str, key: str) -> None:
    lang, event, maker = recipient.language, row.offer.event, row.producer
    with translation.override(spoken(lang)):
        context = {
            "sentence": str(news_of(row.state).sentence),
            "more": _more(row, lang),
            "title": shown(event.title, lang, event.original_language).text,
            "when": f"{day_written(event.first_day, lang)} – {day_written(event.last_day, lang)}",
            "maker": shown(maker.name, lang, maker.original_language),
            "link": link("stands_portal:stands", language=spoken(lang)),
        }
    letter = write_letter("home/stands/mail/stand", context, language=lang, channel=recipient.channel)
    tell(recipient, letter, key=f"{key}:{recipient.key}"[:200], kind=kind)


def _more(row: StandApplication, lang: str) -> str:
    """Which stand, what is to be paid until when, or why not."""
    if row.state in KEPT and row.pay_by:
        facts = {
            "number": row.stand,
            "amount": written(row.offer.fee, lang) if row.offer.fee else "",
            "day": day_written(row.pay_by, lang),
        }
        is_free = row.state == StandApplication.State.OFFERED
        to_take = _("Stand %(number)s. Say by %(day)s that you come.")
        words = to_take if is_free else _("Stand %(number)s. Pay %(amount)s by %(day)s.")
        return _with_stay(words % facts, row, lang)
    if row.state == StandApplication.State.PLACED:
        return _with_stay(_("Your stand is number %(number)s.") % {"number": row.stand}, row, lang)
    return row.offer.event.cancel_reason if row.state == StandApplication.State.CANCELLED else row.reason


def _with_stay(words: str, row: StandApplication, lang: str) -> str:
    """Add on which days, where her group stays only for some of them."""
    stays = (one for one in stays_of(row.offer.event, lang) if one.number == row.group)
    return " ".join([words, *(f"{one.name.text}: {one.days}." for one in stays)])
