"""The lines of the editors' board that are about fairs at work."""

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from home.fairs.models import Evening, Fair, OddReceipt
from producers.access import is_operator
from producers.domain.shown import shown
from producers.editor_board import BoardItem, Column, Seen, add_board_item

FIRST = 5


def to_settle() -> Seen:
    """Fairs with a closing that differs and nobody has settled, or a receipt that does not fit."""
    differs = Evening.objects.filter(settled_at=None).exclude(expected=F("counted"))
    odd = OddReceipt.objects.filter(settled_at=None)
    rows = Fair.objects.filter(Q(pk__in=differs.values("till__fair")) | Q(pk__in=odd.values("till__fair")))
    return _seen(rows)


def to_bring_back() -> Seen:
    """Fairs that are over while goods of theirs are not back."""
    rows = Fair.objects.filter(event__last_day__lt=timezone.localdate(), sheets__state="out")
    return _seen(rows.distinct())


def _seen(rows: QuerySet[Fair]) -> Seen:
    fairs, lang = list(rows.select_related("event").order_by("-event__first_day")), get_language() or "fr"
    first = [
        (
            shown(one.event.title, lang, one.event.original_language).text,
            reverse("fairs_office:fair", args=[one.pk]),
        )
        for one in fairs[:FIRST]
    ]
    return Seen(len(fairs), first, reverse("fairs_office:fairs"))


def add_board() -> None:
    """Name them; for ``AppConfig.ready``."""
    for code, column, label, look in (
        ("fair_cash", Column.WAITS, _("Fairs where cash or receipts do not agree"), to_settle),
        ("fair_goods", Column.STALE, _("Fairs that are over, and goods are not back"), to_bring_back),
    ):
        add_board_item(BoardItem(code, column, label, look, is_operator))
