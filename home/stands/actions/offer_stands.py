"""The office opens an event to makers who want a stand, free or for a fee."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone
from moneyed import Money

from home.events.models import Event
from home.stands.models import StandOffer
from producers.actions.record import record
from producers.domain.actors import Actor
from shop.models import Category, Product, Variant

MORNING = time(8)


class NoStandsError(ValueError):
    """The event does not take place, or the days or the number do not fit it."""


class NoSellerError(ValueError):
    """Nobody organises the event, so nobody could sell its stands."""


@dataclass(frozen=True)
class Fee:
    """What a stand costs, how many days there are to pay it, and until when it is paid back.

    ``category`` is the one of the shop that the service is sold under: it decides the tax.
    """

    amount: Money
    category: Category
    pay_days: int = 7
    refund_until: date | None = None


@transaction.atomic(durable=True)
def offer_stands(
    event: Event, stands: int, closes_on: date, *, actor: Actor, fee: Fee | None = None
) -> StandOffer:
    """Offer ``stands`` stands, to be asked for until ``closes_on``. Offered twice, the first counts.

    With a fee, the event's organiser sells them. Raises ``NoStandsError`` and ``NoSellerError``.
    """
    locked = Event.objects.select_for_update(of=("self",), no_key=True).get(pk=event.pk)
    known = StandOffer.objects.filter(event=locked).first()
    if known is not None:
        return known
    fits = timezone.localdate() <= closes_on <= locked.first_day and 1 <= stands <= 500
    if locked.is_cancelled or not locked.live or not fits or not _fits(fee, locked):
        raise NoStandsError(locked.slug)
    offer: StandOffer = StandOffer.objects.create(
        event=locked,
        stands=stands,
        closes_on=closes_on,
        fee=fee.amount if fee else None,
        pay_days=fee.pay_days if fee else 7,
        refund_until=fee.refund_until if fee else None,
        sold_as=_sold_as(locked, fee) if fee else None,
    )
    after = {"stands": stands, "closes_on": closes_on.isoformat(), "fee": str(fee.amount) if fee else ""}
    record(verb="stands.offered", row=offer, actor=actor, after=after)
    return offer


def _fits(fee: Fee | None, event: Event) -> bool:
    if fee is None:
        return True
    is_in_time = fee.refund_until is None or fee.refund_until <= event.first_day
    return fee.amount.amount > 0 and 1 <= fee.pay_days <= 90 and is_in_time


def _sold_as(event: Event, fee: Fee) -> Variant:
    """Make what is sold: a service of the organiser on the day of the fair, on sale nowhere."""
    seller = event.organiser
    if seller is None:
        raise NoSellerError(event.slug)
    product = Product.objects.create(
        producer=seller,
        category=fee.category,
        kind=Product.Kind.SERVICE,
        mode=Product.Mode.ON_REQUEST,
        slug=f"stand-{event.export_id}".lower(),
        name=event.title,
        original_language=event.original_language,
        live=False,
    )
    begins = timezone.make_aware(datetime.combine(event.first_day, MORNING))
    variant: Variant = Variant.objects.create(
        product=product, sku=f"STAND-{event.pk}", is_active=False, starts_at=begins
    )
    return variant
