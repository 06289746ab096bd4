"""What a buyer is told of how her makers were paid: that of her own order, and only where the maker agreed.

No list, feed or other page asks this: amounts per maker are never to be added up by anybody else.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from producers.domain.consent import Scope
from producers.domain.dates import date_written
from producers.models import Consent, Organisation
from shop.models import ProducerOrder
from shop.reading.cards import money_shown
from shop.reading.order_money import sender_of
from shop.reading.payouts import paid_for_parts

ONE, DIVIDED = "one", "divided"
SENTENCES: Mapping[str, Callable[[], str]] = {
    ONE: lambda: _("The maker was paid %(amount)s on %(day)s."),
    Organisation.Kind.COOPERATIVE: lambda: _("The cooperative was paid %(amount)s on %(day)s."),
    Organisation.Kind.GROUP: lambda: _("The group was paid %(amount)s on %(day)s."),
    DIVIDED: lambda: _("The makers were paid %(amount)s on %(day)s: each has confirmed her share."),
}
BEADS: Mapping[str, Callable[[], str]] = {
    Organisation.Kind.COOPERATIVE: lambda: _("The cooperative has been paid"),
    Organisation.Kind.GROUP: lambda: _("The group has been paid"),
}


@dataclass(frozen=True)
class PaidTold:
    """What is said of one part: on which day, and in which words."""

    day: date
    text: str


def agreed_to_tell() -> Exists:
    """Return what says of a part whether its maker agrees today that the buyer is told of her payment."""
    live = Consent.objects.valid(timezone.localdate())
    return Exists(live.filter(organisation=OuterRef("producer"), scope=Scope.PAID.value))


def payments_told(parts: Sequence[ProducerOrder], lang: str) -> dict[int, PaidTold]:
    """Return by part what its buyer is told; parts are annotated with ``tells_paid``. One query at most.

    Nothing is told of a part of which, after what was taken back, nothing has arrived.
    """
    agreed = [part for part in parts if may_be_told(part)]
    paid = paid_for_parts(agreed) if agreed else {}
    kinds = {part.pk: part.producer.kind for part in agreed}
    sent = {part.pk for part in agreed if sender_of(part) is not None and part.delivery.amount}
    told: dict[int, PaidTold] = {}
    for pk, found in paid.items():
        if found.amount.amount <= 0:
            continue
        day = timezone.localdate(found.at)
        text = SENTENCES[_whom(kinds[pk], is_divided=found.is_divided)]()
        amount = money_shown(found.amount, lang).text
        said = text % {"amount": _kept(amount), "day": _kept(date_written(day, lang))}
        more = _("The delivery that you paid is in it.") if pk in sent else ""
        told[pk] = PaidTold(day, f"{said} {more}".strip())
    return told


def may_be_told(part: ProducerOrder) -> bool:
    """Say whether the maker of a part agreed that its buyer is told."""
    return bool(part.tells_paid)  # type: ignore[attr-defined]  # annotated by agreed_to_tell


def paid_bead(kind: str) -> str:
    """Return the words of the last bead of a timeline for a group; empty for one maker."""
    return BEADS[kind]() if kind in BEADS else ""


def _whom(kind: str, *, is_divided: bool) -> str:
    if kind not in BEADS:
        return ONE
    return DIVIDED if is_divided else kind


def _kept(text: str) -> str:
    """Keep an amount or a day together in a sentence that may run the other way."""
    return f"\u2068{text}\u2069"
