"""What nominees and those who nominated them are told."""

from django.utils import translation

from home.awards.models import Backer, Nomination
from home.awards.nomination_words import news, news_for_backers
from producers.actions.tell import tell
from producers.announcements import Announced, receives
from producers.domain.letters import reach
from producers.domain.shown import shown, spoken
from producers.domain.told import Told
from producers.letters import link, write_letter


@receives("nomination.asked", tells=(Told.NOMINEE,))
@receives("nomination.eligible", "nomination.ineligible", tells=(Told.NOMINEE, Told.BACKER))
def tell_nominee(announced: Announced) -> None:
    """Write to the nominee, with the link to her own page; then to those who nominated her."""
    rows = Nomination.objects.select_related("edition", "category", "organisation")
    nomination = rows.get(pk=announced.payload["nomination"])
    if nomination.state != announced.kind.partition(".")[2]:
        return  # it was decided otherwise since, and she is told that
    told = nomination.told if announced.kind == "nomination.ineligible" else ""
    _write(nomination, nomination, announced, is_backer=False, more=told)
    for backer in nomination.backers.exclude(way=Backer.Ways.SELF).order_by("pk"):
        _write(backer, nomination, announced, is_backer=True)


def _write(
    to: Nomination | Backer, nomination: Nomination, announced: Announced, *, is_backer: bool, more: str = ""
) -> None:
    """Whoever gave no way to reach her, or is erased, is told nothing."""
    recipient = reach(email=to.email, phone=to.phone, language=to.language)
    with translation.override(spoken(to.language)):
        sentence = news_for_backers(announced.kind) if is_backer else news(announced.kind)
        if recipient is None or not sentence:
            return
        edition = nomination.edition
        context = {
            "sentence": sentence,
            "more": more,
            "title": shown(edition.title, to.language, edition.original_language).text,
            "category": shown(nomination.category.title, to.language, edition.original_language).text,
            "link": link("awards:edition", language=to.language, slug=edition.slug)
            if is_backer
            else link("awards:answer", language=to.language, token=nomination.token),
        }
    letter = write_letter(
        "home/awards/mail/nomination", context, language=to.language, channel=recipient.channel
    )
    who = f"b{to.pk}" if is_backer else "n"
    tell(recipient, letter, key=f"{announced.key}:{who}", kind=announced.kind)
