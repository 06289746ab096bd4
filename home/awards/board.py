"""The lines of the editors' board that are about awards."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from home.awards.models import Edition, FollowUp, Juror, Nomination
from producers.access import is_operator
from producers.editor_board import BoardItem, Column, Seen, add_board_item


def to_decide() -> Seen:
    """Nominees who agreed, and nobody has decided about."""
    rows = Nomination.objects.filter(state="agreed", edition__state__in=["eligibility", "visits"])
    url = _desk(rows.values_list("edition", flat=True).first())
    return Seen(rows.count(), (), url)


def to_be_visited() -> Seen:
    """Nominees who go on, are producers here, and whom nobody has visited yet."""
    rows = Nomination.objects.filter(
        state="eligible", visit=None, organisation__isnull=False, edition__state="visits"
    )
    return Seen(rows.count(), (), _desk(rows.values_list("edition", flat=True).first()))


def at_work() -> Seen:
    """Jurors who have still to hand in."""
    rows = Juror.objects.filter(edition__state="jury", handed_in_at=None, absent_reason="")
    edition = rows.values_list("edition", flat=True).first()
    return Seen(rows.count(), (), reverse("awards_office:jury", args=[edition]) if edition else "")


def closing() -> Seen:
    """Editions whose nominations are open, the first to close first."""
    rows = Edition.objects.public().filter(state="open", closes_on__gte=timezone.localdate())
    first = [
        (str(one.title), reverse("wagtailsnippets_tiwizi_awards_edition:edit", args=[one.pk]))
        for one in rows.order_by("closes_on")[:3]
    ]
    return Seen(rows.count(), first, reverse("wagtailsnippets_tiwizi_awards_edition:list"))


def prizes_to_follow() -> Seen:
    """Winners who are to be asked what they did with their prizes."""
    rows = FollowUp.objects.filter(noted_at=None, due_on__lte=timezone.localdate())
    return Seen(rows.count(), (), reverse("awards_office:follow_ups"))


def _desk(edition: Any) -> str:
    return reverse("awards_office:desk", args=[edition]) if edition else ""


def add_lines() -> None:
    """Name them; for ``AppConfig.ready``."""
    for code, column, label, look, may in (
        ("nominees", Column.WAITS, _("Nominees to be decided about"), to_decide, is_operator),
        ("nominee-visits", Column.WAITS, _("Nominees to be visited"), to_be_visited, is_operator),
        ("jurors", Column.WAITS, _("Jurors who have still to hand in"), at_work, is_operator),
        ("nominations", Column.COMES, _("Nominations that close soon"), closing, may_edit),
        ("prizes", Column.STALE, _("Winners to be asked about their prizes"), prizes_to_follow, is_operator),
    ):
        add_board_item(BoardItem(code, column, label, look, may))


def may_edit(user: Any) -> bool:
    """Say whether a user may change editions."""
    return bool(user.has_perm("tiwizi_awards.change_edition"))
