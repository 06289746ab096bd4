"""The lines of the editors' board that are about stands."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from home.stands.domain.states import RANKED
from home.stands.models import StandApplication, StandOffer
from home.stands.reading.stays import groups_of
from producers.access import is_operator
from producers.domain.shown import shown
from producers.editor_board import BoardItem, Column, Seen, add_board_item

FIRST = 5


def to_give_out() -> Seen:
    """Fairs to come where the last day to apply is over and makers still wait for an answer."""
    today = timezone.localdate()
    rows = StandOffer.objects.filter(
        closes_on__lt=today,
        event__first_day__gte=today,
        event__status="planned",
        applications__state=StandApplication.State.APPLIED,
    )
    return _seen(rows)


def free_again() -> Seen:
    """Fairs to come with a stand that nobody has, while somebody waits on the list."""
    rows = StandOffer.objects.filter(
        event__last_day__gte=timezone.localdate(),
        event__status="planned",
        applications__state=StandApplication.State.WAITING,
    ).prefetch_related("applications", "event__sessions")
    found = [one for one in rows.distinct() if _has_room(one)]
    return _seen(StandOffer.objects.filter(pk__in=[one.pk for one in found]))


def _has_room(offer: StandOffer) -> bool:
    kept = [one for one in offer.applications.all() if one.stand is not None and one.state not in RANKED]
    return len(kept) < offer.stands * max(1, len(groups_of(offer.event)))


def _seen(rows: QuerySet[StandOffer]) -> Seen:
    offers = list(rows.distinct().select_related("event").order_by("event__first_day"))
    lang = get_language() or "fr"
    first = [
        (
            shown(one.event.title, lang, one.event.original_language).text,
            reverse("stands_office:offer", args=[one.pk]),
        )
        for one in offers[:FIRST]
    ]
    return Seen(len(offers), first, reverse("stands_office:offers"))


def add_board() -> None:
    """Name them; for ``AppConfig.ready``."""
    for code, label, look in (
        ("stands", _("Stands to be given out"), to_give_out),
        ("free_stands", _("Stands that are free again, and somebody waits"), free_again),
    ):
        add_board_item(BoardItem(code, Column.WAITS, label, look, is_operator))
