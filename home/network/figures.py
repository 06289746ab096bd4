"""What the network counts: needs, offers, contacts, business meetings, outcomes, joint purchases."""

from typing import Any

from django.db.models import Count, F, QuerySet, Value
from django.db.models.functions import ExtractYear
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from home.network.models import Listing, Meeting, Pledge, Talk
from producers.figures import By, Figure, Kind, add_figure

Rows = QuerySet[Any, Any]
REACHED = ("ordered", "received")


def needs(by: By) -> Rows | None:
    """Needs that hold today, by the region of the maker."""
    return _listings(by, "needs")


def offers(by: By) -> Rows | None:
    """Offers that hold today, by the region of the maker."""
    return _listings(by, "offers")


def contacts(by: By) -> Rows | None:
    """Messages that were answered with yes, by the year of the answer and the region of who said it."""
    rows = Talk.objects.filter(state=Talk.State.YES, receiver__isnull=False)
    return _rows(rows, by, "answered_at", "receiver__region", "contacts", "receiver")


def meetings(by: By) -> Rows | None:
    """Business meetings of which somebody said what came, by the year and the region of the event."""
    rows = Meeting.objects.exclude(outcome="")
    return _rows(rows, by, "hour__begins_at", "hour__plan__event__region", "meetings", "first")


def outcomes(by: By) -> Rows | None:
    """Of these, the ones that led to a sample or an order."""
    rows = Meeting.objects.filter(outcome__in=["sample", "order"])
    return _rows(rows, by, "hour__begins_at", "hour__plan__event__region", "meetings", "first")


def purchases(by: By) -> Rows | None:
    """Promises in joint purchases that were ordered, by the year of the order and the region of the maker."""
    rows = Pledge.objects.filter(purchase__state__in=REACHED)
    return _rows(rows, by, "purchase__ordered_at", "organisation__region", "pledges", "organisation")


def _listings(by: By, side: str) -> Rows | None:
    today = timezone.localdate()
    rows = Listing.objects.holding(today).of_makers().filter(side=side).annotate(year=Value(today.year))
    return _counted(rows, by, "organisation__region", side, "organisation")


def _rows(rows: Rows, by: By, day: str, region: str, unit: str, whose: str) -> Rows | None:
    return _counted(rows.annotate(year=ExtractYear(day)), by, region, unit, whose)


def _counted(rows: Rows, by: By, region: str, unit: str, whose: str) -> Rows | None:
    """Crafts are not asked for here."""
    if by != By.REGION:
        return None
    named = rows.annotate(unit=Value(unit), place=F(region), whose=F(whose))
    return named.values_list("year", "place", "unit", "whose").annotate(amount=Count("pk")).order_by()


FIGURES = (
    Figure(
        "network-needs",
        _("Needs of makers"),
        _("What makers say they need from other makers, such as wool or transport."),
        _("Counted on the day of the figures; what is older than 90 days and not renewed is left out."),
        needs,
        is_state=True,
        position=80,
    ),
    Figure(
        "network-offers",
        _("Offers of makers"),
        _("What makers say they have for other makers."),
        _("Counted on the day of the figures; what is older than 90 days and not renewed is left out."),
        offers,
        is_state=True,
        position=81,
    ),
    Figure(
        "network-contacts",
        _("Contacts between makers"),
        _("Messages about a need or an offer that the other answered with yes."),
        _("Counted from the messages, in the year of the answer, under the region of who said yes."),
        contacts,
        position=82,
    ),
    Figure(
        "business-meetings",
        _("Business meetings held"),
        _("Meetings of two at a table of an event, planned by its organiser."),
        _("Counted where one of the two or the organiser said what came of it; what is only planned is not."),
        meetings,
        position=83,
    ),
    Figure(
        "business-outcomes",
        _("Business meetings with a sample or an order"),
        _("Of the meetings held, those after which a sample or an order was agreed."),
        _("As it was said after the meeting. What came of it later is asked and not counted here."),
        outcomes,
        position=84,
    ),
    Figure(
        "joint-purchases",
        _("Shares in joint purchases"),
        _("Makers who took a share in raw material that was ordered together, once for each purchase."),
        _("Counted from the promises of purchases that were ordered, in the year of the order."),
        purchases,
        Kind.SUM,
        position=85,
    ),
)


def add_figures() -> None:
    """Have them shown with the others."""
    for figure in FIGURES:
        add_figure(figure)
