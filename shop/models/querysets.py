"""Reads of the shop, and the two statements that count stock. Locks are taken in the order of the key."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Sum

from producers.compiled import CompiledUpdate, Update

if TYPE_CHECKING:
    from shop.models.carts import Cart
    from shop.models.markets import Market
    from shop.models.orders import Order
    from shop.models.stock import Stock

TO_SEND = ("accepted", "making", "packed", "partly_shipped")


class LockableQuerySet(models.QuerySet):
    def locked(self) -> "LockableQuerySet":
        """Lock these rows in the one global order, so that no two buyers wait for each other in a circle.

        Others may still write rows that refer to them: keys never change.
        """
        return self.order_by("pk").select_for_update(of=("self",), no_key=True)


class ProductQuerySet(models.QuerySet):
    def public(self) -> "ProductQuerySet":
        """Published, not taken off, by a producer whose pages are shown. Whether one can buy it is apart."""
        is_shown = Q(producer__status="active") | Q(producer__is_visible=True)
        return self.filter(is_shown, live=True, hidden_at=None)


class VariantQuerySet(LockableQuerySet):
    def public(self) -> "VariantQuerySet":
        """On sale, of a public product."""
        return self.filter(
            is_active=True, product__live=True, product__hidden_at=None, product__producer__status="active"
        )


class MarketQuerySet(models.QuerySet):
    def for_country(self, country: str) -> "Market":
        """The market that a country belongs to: the one naming it, else the one that takes all others."""
        markets = list(self.order_by("position"))
        named = [market for market in markets if country in market.countries]
        others = [market for market in markets if not market.countries]
        return (named or others or [market for market in markets if market.is_default])[0]


class StockQuerySet(LockableQuerySet):
    def selling_to(self, market: "Market | int") -> "StockQuerySet":
        """Rows at the places from which this market may sell: those that name it, or none; each row once."""
        # Asked of each place by itself: joined, PostgreSQL expects hardly any to pass and begins with places.
        places: Any = self.model._meta.get_field("place").related_model
        named = places.markets.through.objects.filter(place=OuterRef("place"))
        is_meant = ~Exists(named) | Exists(named.filter(market=getattr(market, "pk", market)))
        return self.filter(is_meant, place__is_selling=True)

    def take(self, pk: int, quantity: int) -> bool:
        """Promise pieces in one statement; False when too few are left. A constraint stands behind it."""
        return bool(_take(pk=pk, quantity=quantity))

    def take_of_many(self, pk: int, variant: int, quantity: int) -> bool:
        """Promise pieces if more of them stay ready at this place and none are owed at any; False if not.

        Then a variant is to be had as it was, for every market: its lists stay as they are.
        """
        return bool(_take_of_many(pk=pk, variant=variant, quantity=quantity))

    def give_back(self, pk: int, quantity: int) -> None:
        """Undo a promise. Needs no lock: it only frees."""
        self.filter(pk=pk).update(allocated=F("allocated") - quantity)

    def free(self) -> dict[int, int]:
        """Pieces not promised, by variant id; what holds keep is not taken off here."""
        rows = self.order_by().values("variant").annotate(free=Sum(F("on_hand") + F("cap") - F("allocated")))
        return {row["variant"]: row["free"] for row in rows}


@CompiledUpdate
def _take(*, pk: int, quantity: int) -> "Update":
    enough = _stock().filter(pk=pk, allocated__lte=F("on_hand") + F("cap") - quantity)
    return enough, {"allocated": F("allocated") + quantity}


@CompiledUpdate
def _take_of_many(*, pk: int, variant: int, quantity: int) -> "Update":
    owed = _stock().filter(variant=variant, allocated__gt=F("on_hand"))
    many = _stock().filter(~Exists(owed), pk=pk, allocated__lt=F("on_hand") - quantity)
    return many, {"allocated": F("allocated") + quantity}


def _stock() -> "models.QuerySet[Stock]":
    from shop.models.stock import Stock

    return Stock.objects.all()


class HoldQuerySet(models.QuerySet):
    def live(self, now: datetime) -> "HoldQuerySet":
        """Holds that still count."""
        return self.filter(until__gt=now)

    def by_others(self, cart: "Cart | int | None") -> "HoldQuerySet":
        """All but this cart's own: a shopper's own hold never blocks her."""
        return self.exclude(cart=cart) if cart else self

    def sums(self, variants: Iterable[int]) -> dict[int, int]:
        """Pieces held, by variant id."""
        rows = self.filter(variant__in=variants).order_by().values("variant").annotate(held=Sum("quantity"))
        return {row["variant"]: row["held"] for row in rows}


class AllocationQuerySet(models.QuerySet):
    def open(self) -> "AllocationQuerySet":
        """Promised, neither sent nor released."""
        return self.filter(state="open")

    def of_sale(self) -> "AllocationQuerySet":
        """What was sold; what replaces it is not counted again."""
        return self.filter(replaces=None)


class OrderQuerySet(LockableQuerySet):
    def by_token(self, token: str) -> "OrderQuerySet":
        """The order with this secret. An empty token matches nothing."""
        return self.filter(token=token) if token and "\x00" not in token else self.none()

    def unpaid_since(self, now: datetime) -> "OrderQuerySet":
        """Drafts whose time to pay is over."""
        return self.filter(status="draft", pay_until__lt=now)


class PartQuerySet(LockableQuerySet):
    def to_make(self) -> "PartQuerySet":
        """What a producer has to do something about."""
        return self.filter(status__in=["placed", *TO_SEND])

    def to_send(self) -> "PartQuerySet":
        """Taken on, and not all of it has left."""
        return self.filter(status__in=TO_SEND)

    def late_to_accept(self, now: datetime) -> "PartQuerySet":
        """Nobody has answered in time."""
        return self.filter(status="placed", accept_by__lt=now)

    def late_to_send(self, today: date) -> "PartQuerySet":
        """Taken on, and not all of it has left by the day that was promised."""
        return self.to_send().filter(ship_by__lt=today)


class ParcelQuerySet(LockableQuerySet):
    def under_way(self) -> "ParcelQuerySet":
        """Left, and neither arrived nor back; what is inside another is counted with that one."""
        return self.filter(status__in=["sent", "at_centre", "ready", "failed"])

    def of_order(self, order: "Order") -> "ParcelQuerySet":
        """Those of its makers and those that a centre has made up for it."""
        return self.filter(Q(part__order=order) | Q(order=order))


class ListingQuerySet(models.QuerySet):
    def sold_in(self, market: "Market") -> "ListingQuerySet":
        """Rows of one market's catalogue."""
        return self.filter(market=market)

    def one_can_have(self) -> "ListingQuerySet":
        """Only what is there or can be made."""
        return self.filter(Q(is_available=True))


class CaseQuerySet(LockableQuerySet):
    def by_token(self, token: str) -> "CaseQuerySet":
        """The case with this secret. An empty token matches nothing."""
        return self.filter(token=token) if token and "\x00" not in token else self.none()

    def unfinished(self) -> "CaseQuerySet":
        """Neither answered for good nor closed."""
        return self.exclude(status="closed")

    def late(self, now: datetime) -> "CaseQuerySet":
        """Not answered by the day on which it had to be."""
        return self.filter(status="open", due_at__lt=now)
