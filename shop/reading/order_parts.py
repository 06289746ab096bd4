"""One producer's part of an order as the buyer sees it: its lines, its beads, where its price went."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from producers.domain.dates import day_range, day_written
from producers.domain.shown import Shown, shown
from producers.models import Act
from shop.domain.cards import BreakdownShown, Moment, MoneyShown
from shop.domain.money import from_minor, minor, rounded
from shop.domain.progress import timeline
from shop.domain.states import UNDER_WAY, PartStatus, Side
from shop.models import OrderLine, PartPhoto, ProducerOrder
from shop.reading.breakdowns import breakdown_shown, on_top_shown, sold_breakdown
from shop.reading.cards import money_shown
from shop.reading.maker_paid import PaidTold, may_be_told, paid_bead
from shop.reading.order_money import part_posted, sender_of
from shop.reading.tracking import ParcelSeen, parcel_seen


@dataclass(frozen=True)
class LineShown:
    """One line as it was sold. ``service`` is the ``ServiceStatus`` of a service, empty for goods."""

    name: Shown
    option: Shown
    quantity: int
    unit: MoneyShown
    total: MoneyShown
    seller: str
    tax: str
    when: str = ""
    pk: int = 0
    service: str = ""
    may_say_done: bool = False


@dataclass(frozen=True)
class PartShown:
    """What one producer makes and sends. ``arrives`` is the span of days, empty for a service.

    ``maker`` is what is left of hers, ``hers_gone`` what changes took off; the breakdown is as it was sold.
    ``paid`` says when and how much she was paid, where she lets her buyers know.
    """

    number: str
    producer_name: Shown
    producer_number: int
    producer_slug: str
    status: str
    lines: tuple[LineShown, ...]
    goods: MoneyShown
    delivery: MoneyShown
    maker: MoneyShown
    arrives: str
    moments: tuple[Moment, ...]
    breakdown: BreakdownShown
    paid: str
    hers_gone: MoneyShown | None
    parcels: tuple[ParcelSeen, ...] = ()


STEP_TEXTS = {
    "waiting": lambda: _("Waiting for your payment"),
    "placed": lambda: _("Ordered"),
    "accepted": lambda: _("Accepted by the maker"),
    "making": lambda: _("In the making"),
    "packed": lambda: _("Packed"),
    "partly_shipped": lambda: _("Some of it is on its way"),
    "shipped": lambda: _("On its way"),
    "delivered": lambda: _("Arrived"),
    "paid": lambda: _("The maker has been paid"),
    "declined": lambda: _("The maker could not take it"),
    "cancelled": lambda: pgettext("order", "Cancelled"),
    "returned": lambda: _("Sent back"),
}


def stage_text(photo: PartPhoto) -> str:
    """Return how far a part was when a picture of it was taken; empty where nobody wrote it down."""
    known = STEP_TEXTS.get(photo.stage)
    return known() if known else ""


def part_shown(part: ProducerOrder, days: dict[str, date], told: PaidTold | None, lang: str) -> PartShown:
    """Return a part read by ``find_order``; ``days`` says when it reached each status."""
    lines, producer, gone = list(part.lines.all()), part.producer, _hers_gone(part)
    return PartShown(
        number=part.number,
        producer_name=shown(producer.name, lang, producer.original_language),
        producer_number=producer.number,
        producer_slug=producer.slug,
        status=part.status,
        lines=tuple(_line(line, part, lang) for line in lines),
        goods=money_shown(part.goods, lang),
        delivery=money_shown(part.delivery, lang),
        maker=money_shown(from_minor(left_of_hers(part), part.goods.currency), lang),
        hers_gone=money_shown(from_minor(gone, part.goods.currency), lang) if gone else None,
        arrives=_arrives(part, lang),
        moments=_moments(part, days | ({"paid": told.day} if told else {}), lang),
        breakdown=_breakdown(part, lang),
        paid=told.text if told else "",
        parcels=tuple(parcel_seen(parcel, lang) for parcel in part.parcels.all()),
    )


def _moments(part: ProducerOrder, days: dict[str, date], lang: str) -> tuple[Moment, ...]:
    """Return the beads of a part; her payment is one only where she lets her buyers know."""
    lines = list(part.lines.all())
    steps = timeline(
        PartStatus(part.status),
        days,
        is_service=all(line.is_service for line in lines),
        is_made_to_order=any(line.making_days for line in lines),
    )
    return tuple(
        Moment(
            (step.code == "paid" and paid_bead(part.producer.kind)) or STEP_TEXTS[step.code](),
            step.state.value,
            step.when,
            day_written(step.when, lang) if step.when else "",
        )
        for step in steps
        if step.code != "paid" or may_be_told(part)
    )


def _line(line: OrderLine, part: ProducerOrder, lang: str) -> LineShown:
    when = timezone.localtime(line.starts_at) if line.starts_at else None
    return LineShown(
        name=shown(line.product_name, lang, line.original_language),
        option=shown(line.variant_name, lang, line.original_language),
        quantity=line.quantity,
        unit=money_shown(line.unit_price, lang),
        total=money_shown(line.total, lang),
        seller=line.seller_name,
        tax=f"{line.tax_rate.normalize():f} %" if line.tax_rate else "",
        when=f"{day_written(when.date(), lang)} {when:%H:%M}" if when else "",
        pk=line.pk,
        service=line.service_status.value if line.is_service else "",
        may_say_done=may_say_done(line, part, Side.BUYER),
    )


def may_say_done(line: OrderLine, part: ProducerOrder, side: Side) -> bool:
    """Say whether it is time for ``side`` to say that this service was done."""
    is_said = line.maker_said_done_at if side is Side.MAKER else line.buyer_said_done_at
    has_begun = line.starts_at is None or line.starts_at <= timezone.now()
    return line.is_service and not is_said and has_begun and PartStatus(part.status) in UNDER_WAY


def _hers_gone(part: ProducerOrder) -> int:
    """What changes took off the maker's share, in minor units of the order's currency."""
    gone = part.hers_gone  # type: ignore[attr-defined]  # annotated by find_order
    return minor(rounded(Decimal(gone), part.goods.currency)) if gone else 0


def left_of_hers(part: ProducerOrder) -> int:
    """What she gets of a part: her share as it was sold, without what was taken off."""
    return part_posted(part).maker - _hers_gone(part)


def _breakdown(part: ProducerOrder, lang: str) -> BreakdownShown:
    """Return where the price of a part goes, from what was frozen: her share is her credit in the books."""
    posted, code = part_posted(part), part.goods.currency.code
    sender = part.producer if sender_of(part) is not None else None
    on_top = on_top_shown(posted.delivery, posted.duties, code, lang, sender=sender)
    lines = list(part.lines.all())
    return breakdown_shown(
        sold_breakdown(posted, code),
        lang,
        maker=part.producer,
        parties=[fee.beneficiary for line in lines for fee in line.fees.all()],
        on_top=on_top,
        is_sent=not all(line.is_service for line in lines),
    )


def _arrives(part: ProducerOrder, lang: str) -> str:
    if not (part.arrives_from and part.arrives_by):
        return ""
    return day_range(part.arrives_from, part.arrives_by, lang)


def days_of(parts: Iterable[ProducerOrder]) -> dict[int, dict[str, date]]:
    """Return by part the day on which it reached each status, from the log of acts."""
    days: dict[int, dict[str, date]] = {part.pk: {} for part in parts}
    for act in Act.objects.filter(kind="producerorder", object_id__in=days).order_by("pk"):
        status = act.after.get("status")
        if status:
            days[act.object_id][status] = timezone.localdate(act.at)
    return days
