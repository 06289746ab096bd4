"""The fairs where a maker can ask for a stand, with what became of what she asked, and what she can bring."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from home.stands.domain.fees import is_late, is_paid_back
from home.stands.domain.states import KEPT, OVER, RANKED
from home.stands.models import StandApplication, StandOffer
from home.stands.reading.stays import Stay, stays_of
from home.stands.stand_words import News, news_of
from producers.domain.shown import Shown, shown
from producers.models import Organisation
from producers.reading.pictures import picture_shown
from shop.domain.cards import MoneyShown
from shop.models import Product, ProductPicture
from shop.reading.cards import money_shown
from shop.reading.trade_ways import ways_before_at_home

MOST_PRODUCTS = 24


@dataclass(frozen=True)
class OfferShown:
    """One fair as her screen shows it. ``row`` is ``None`` while she has not asked."""

    offer: StandOffer
    title: Shown
    row: StandApplication | None
    is_open: bool
    today: date
    fee: MoneyShown | None = None
    stays: tuple[Stay, ...] = ()

    @property
    def can_apply(self) -> bool:
        """Whether the button to ask is there."""
        return self.is_open and (self.row is None or self.row.state in OVER)

    @property
    def can_withdraw(self) -> bool:
        """Whether there is something to take back."""
        return self.row is not None and self.row.state in {*RANKED, *KEPT, "placed"}

    @property
    def can_pay(self) -> bool:
        """Whether the button to pay is there."""
        return self._is_kept(StandApplication.State.TO_PAY)

    @property
    def can_take(self) -> bool:
        """Whether the button to take what is kept for her is there."""
        return self._is_kept(StandApplication.State.OFFERED)

    def _is_kept(self, state: str) -> bool:
        row = self.row
        is_asked = row is not None and row.state == state
        return is_asked and row is not None and row.pay_by is not None and not is_late(self.today, row.pay_by)

    @property
    def has_number(self) -> bool:
        """Whether she is told the number of a stand."""
        return self.row is not None and self.row.state in {*KEPT, "placed"}

    @property
    def stay(self) -> Stay | None:
        """When her group is there, where groups take turns."""
        group = self.row.group if self.row and self.has_number else 0
        return next((one for one in self.stays if one.number == group), None)

    @property
    def news(self) -> News | None:
        """What became of what she asked."""
        return news_of(self.row.state) if self.row else None

    @property
    def is_paid(self) -> bool:
        """Whether she has paid a fee for a stand that she has."""
        row = self.row
        return row is not None and row.state == StandApplication.State.PLACED and row.order_id is not None

    @property
    def is_paid_back(self) -> bool:
        """Whether her fee comes back when she takes it back today."""
        return is_paid_back(self.today, self.offer.refund_until)


@dataclass(frozen=True)
class Brought:
    """One of her products as the form shows it: key, name, and the address of its smallest picture."""

    pk: int
    name: str
    image: str
    checked: bool


def offers_for(hers: QuerySet[StandApplication], today: date, lang: str) -> list[OfferShown]:
    """Return the fairs to come that are open to her or that she has asked, the nearest first.

    One that was called off is there as long as it would have lasted, for who had asked.
    """
    rows = hers.filter(offer__event__last_day__gte=today).select_related("order")
    asked = {row.offer_id: row for row in rows}
    is_to_come = Q(event__status="planned", closes_on__gte=today)
    offers = StandOffer.objects.filter(event__live=True, event__last_day__gte=today)
    offers = offers.filter(is_to_come | Q(pk__in=list(asked))).select_related("event")
    offers = offers.prefetch_related("event__sessions")
    return [
        offer_shown(one, asked.get(one.pk), today, lang) for one in offers.order_by("event__first_day", "pk")
    ]


def offer_shown(offer: StandOffer, row: StandApplication | None, today: date, lang: str) -> OfferShown:
    """Return one fair; ``row`` is what she asked there."""
    return OfferShown(
        offer,
        shown(offer.event.title, lang, offer.event.original_language),
        row,
        offer.closes_on >= today and not offer.event.is_cancelled,
        today,
        money_shown(offer.fee, lang) if offer.fee else None,
        stays_of(offer.event, lang),
    )


def products_of(maker: Organisation) -> QuerySet[Product]:
    """Return her products that buyers see, the newest first."""
    rows = Product.objects.filter(producer=maker, live=True, hidden_at=None, taken_away_at=None)
    pictures = ProductPicture.objects.select_related("picture").order_by("position", "pk")
    return rows.order_by("-pk").prefetch_related(Prefetch("pictures", pictures, to_attr="all_pictures"))


def brought(maker: Organisation, chosen: set[str], lang: str) -> list[Brought]:
    """Return her products for the form, as far as a screen holds; ``chosen`` are keys that are touched."""
    return [_brought(one, str(one.pk) in chosen, lang) for one in products_of(maker)[:MOST_PRODUCTS]]


def ways_to_pay(offer: StandOffer) -> list[str]:
    """Return the ways in which the fee of a stand can be paid."""
    if offer.fee is None or offer.sold_as is None:
        return []
    return ways_before_at_home(offer.fee, [offer.sold_as.product.producer_id])


def _brought(product: Product, checked: bool, lang: str) -> Brought:
    pictures = product.all_pictures  # type: ignore[attr-defined]  # read with the product
    picture = picture_shown(pictures[0].picture, lang) if pictures else None
    name = shown(product.name, lang, product.original_language).text
    return Brought(product.pk, name, picture.smallest.src if picture else "", checked)
