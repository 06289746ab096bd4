"""The lines of the editors' board that are about the network."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from home.network.models import FollowUp, Meeting, MeetingPlan, Purchase
from producers.access import is_operator
from producers.editor_board import BoardItem, Column, Seen, add_board_item


def meetings_without_outcome() -> Seen:
    """Meetings that were held and of which nobody has said what came."""
    rows = Meeting.objects.filter(
        state=Meeting.State.PLANNED, outcome="", hour__ends_at__lt=timezone.now(),
        hour__plan__event__status="planned", hour__plan__event__live=True,
    )  # fmt: skip
    plan = rows.order_by("hour__begins_at").values_list("hour__plan", flat=True).first()
    return Seen(rows.count(), (), reverse("network_office:plan", args=[plan]) if plan else "")


def questions_to_ask() -> Seen:
    """Meetings about which it is time to ask what has come of them."""
    rows = FollowUp.objects.filter(done_at=None, due_on__lte=timezone.localdate())
    return Seen(rows.count(), (), reverse("network_office:plans"))


def plans_to_tell() -> Seen:
    """Business meetings to come of which nobody who takes part has been told."""
    rows = MeetingPlan.objects.filter(
        told_at=None, event__last_day__gte=timezone.localdate(), event__status="planned", event__live=True
    )
    return Seen(rows.count(), (), reverse("network_office:plans"))


def purchases_to_order() -> Seen:
    """Joint purchases that are still open though their last day is over."""
    today = timezone.localdate()
    rows = Purchase.objects.filter(state=Purchase.State.OPEN, last_day__lt=today)
    return Seen(rows.count(), (), reverse("network_office:purchases"))


LINES = (
    ("outcomes", Column.WAITS, _("Business meetings without an outcome"), meetings_without_outcome),
    ("follow_ups", Column.WAITS, _("Meetings to be asked about again"), questions_to_ask),
    ("meetings", Column.COMES, _("Business meetings that nobody was told of"), plans_to_tell),
    ("purchases", Column.STALE, _("Joint purchases past their last day"), purchases_to_order),
)


def add_lines() -> None:
    """Name them; for ``AppConfig.ready``."""
    for code, column, label, look in LINES:
        add_board_item(BoardItem(f"network_{code}", column, label, look, is_operator))
