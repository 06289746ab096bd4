"""What the shop counts of its work: what makers earned, who they are, their hours and what they offer."""

from collections.abc import Sequence
from typing import Any

from django.db.models import CharField, Count, F, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Cast, Concat, ExtractYear
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from producers.figures import By, Figure, Kind, add_figure
from producers.models import Organisation
from shop.models import JournalEntry, OrderLine, Product
from shop.reading.open_figures import earned_rows

Rows = QuerySet[Any, Any]
SEVERAL = _("A maker of several crafts counts under each: crafts add up to more than the whole.")


def income(by: By) -> Rows:
    """What the books say that makers earned, in units of the currency."""
    return earned_rows(_place(by, "account__organisation__"))


def makers(by: By) -> Rows:
    """Makers whose pages are shown today."""
    return _people(Organisation.objects.shown(), by, "makers")


def women(by: By) -> Rows:
    """Of the makers, those who work alone and are addressed as women."""
    return _people(_women(), by, "women")


def beside_women(by: By) -> Sequence[Rows]:
    """The others among the makers, and, as kinds of makers are published by region, among those alone."""
    others = Organisation.objects.shown().exclude(pk__in=_women().values("pk"))
    alone = others.filter(kind=Organisation.Kind.PRODUCER)
    rows = [_people(others, by, "women")]
    return [*rows, _people(alone, by, "women")] if by == By.REGION else rows


def hours(by: By) -> Rows:
    """Hours of work in the pieces that were delivered and stayed, by the year in which they were booked."""
    key = Concat(Value("part:"), Cast(OuterRef("part"), CharField()), Value(":earned"))
    booked = JournalEntry.objects.filter(key=key).values("day")[:1]
    rows = OrderLine.objects.filter(
        part__status="delivered", variant__product__work_hours__gt=0, is_service=False
    ).annotate(booked=Subquery(booked))
    worked = F("quantity") * F("variant__product__work_hours")
    return (
        rows.filter(booked__isnull=False)
        .annotate(year=ExtractYear("booked"), unit=Value("hours"))
        .values_list("year", _place(by, "part__producer__"), "unit", "part__producer")
        .annotate(amount=Sum(worked))
        .order_by()
    )


def products(by: By) -> Rows:
    """Offers that the public sees today."""
    return (
        Product.objects.public()
        .annotate(year=_this_year(), unit=Value("products"))
        .values_list("year", _place(by, "producer__"), "unit", "producer")
        .annotate(amount=Count("pk", distinct=True))
        .order_by()
    )


def _women() -> QuerySet[Organisation]:
    shown: QuerySet[Organisation] = Organisation.objects.shown()
    return shown.filter(kind=Organisation.Kind.PRODUCER, voice=Organisation.Voice.WOMAN)


def _people(rows: QuerySet[Organisation], by: By, unit: str) -> Rows:
    annotated = rows.annotate(year=_this_year(), unit=Value(unit), amount=Value(1))
    return annotated.values_list("year", _place(by, ""), "unit", "pk", "amount").order_by()


def _place(by: By, maker: str) -> str:
    return f"{maker}region" if by == By.REGION else f"{maker}crafts__code"


def _this_year() -> Value:
    return Value(timezone.localdate().year)


INCOME = Figure(
    "income",
    _("Income of makers"),
    _("What makers earned by what was sold here: their own share of the price, after all fees."),
    _(
        "Credits to makers in the books for parts of orders that were delivered, less what was taken back, by"
        " the day that the books count them for. Months that are not closed may still change."
    ),
    income,
    position=10,
)
MAKERS = Figure(
    "makers",
    _("Makers"),
    _("Women and men who make and sell, cooperatives and groups, whose pages are shown."),
    _("Counted on the day of the figures: a cooperative or a group counts once, whoever works in it."),
    makers,
    Kind.PEOPLE,
    _("makers"),
    is_state=True,
    position=20,
)
WOMEN = Figure(
    "women",
    _("Women among the makers"),
    _("Makers who work in their own name and whose page speaks of a woman."),
    _("Counted on the day of the figures. Women in cooperatives and groups are not in it: these count once."),
    women,
    Kind.PEOPLE,
    _("women"),
    is_state=True,
    rests=beside_women,
    position=30,
)
HOURS = Figure(
    "hours",
    _("Hours of work"),
    _("Hours of handwork in the pieces that buyers received and kept."),
    _(
        "Pieces of each delivered line times the hours that its maker names for one piece, in the year in"
        " which the books count the delivery. Pieces without named hours and services are left out."
    ),
    hours,
    unit=_("hours"),
    position=40,
)
PRODUCTS = Figure(
    "products",
    _("Products on offer"),
    _("Different products and services whose pages are shown; a product in several sizes is one."),
    _("Counted on the day of the figures, under the region of the maker."),
    products,
    unit=_("products"),
    is_state=True,
    position=50,
)


def add_figures() -> None:
    """Name the shop's figures; for ``AppConfig.ready``."""
    for figure in (INCOME, MAKERS, WOMEN, HOURS, PRODUCTS):
        add_figure(figure)
