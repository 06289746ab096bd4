"""A cart as its templates take it: rows with their explanations in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from producers.domain.shown import PictureShown, Shown
from shop.checkout_words import closed_texts
from shop.domain.cards import BreakdownShown, MoneyShown
from shop.domain.cart_cards import CartLineShown, CartShown, GroupShown
from shop.domain.errors import Why
from shop.refusal_words import sentence

MOST_CHOICES = 30


@dataclass(frozen=True)
class CartRow:
    """One line as the element ``cart_line`` shows it; ``notes`` are the sentences that explain it."""

    id: int
    url: str
    name: Shown
    picture: PictureShown | None
    options: str
    unit_price: MoneyShown | None
    total: MoneyShown
    quantity: int
    quantities: tuple[int, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class CartGroup:
    """What one producer sends, the sentence of its delivery, and where the price goes if that is asked."""

    shown: GroupShown
    rows: tuple[CartRow, ...]
    arrives: str
    price: MoneyShown | None
    breakdown: BreakdownShown | None = None


@dataclass(frozen=True)
class TotalRow:
    """One cost."""

    label: str
    amount: MoneyShown


def groups_of(
    cart: CartShown, breakdowns: Mapping[int, BreakdownShown] = MappingProxyType({})
) -> tuple[CartGroup, ...]:
    """Return the cart by producer; ``breakdowns`` are by producer as well."""
    return tuple(
        replace(_group(group, cart), breakdown=breakdowns.get(group.producer_id)) for group in cart.groups
    )


def totals_of(cart: CartShown) -> tuple[TotalRow, ...]:
    """Return every cost; delivery stands there even when it is free, duties where there are some."""
    rows = [TotalRow(_("Goods and services"), cart.goods)]
    if cart.needs_delivery:
        rows.append(TotalRow(_("Delivery"), cart.delivery))
    if cart.duties.minor:
        rows.append(TotalRow(_("Duties"), cart.duties))
    return tuple(rows)


def _group(group: GroupShown, cart: CartShown) -> CartGroup:
    chosen, rows = group.chosen, tuple(_row(line) for line in group.lines)
    if chosen is None or chosen.reason or not chosen.days:
        return CartGroup(group, rows, "", None)
    arrives = _("Arrives in %(where)s: %(days)s") % {"where": cart.country_name, "days": chosen.days}
    return CartGroup(group, rows, arrives, group.delivery)


def _row(line: CartLineShown) -> CartRow:
    return CartRow(
        id=line.pk,
        url=line.url,
        name=line.name,
        picture=line.picture,
        options=" · ".join(filter(None, (line.option.text, making_text(line.making_days)))),
        unit_price=line.unit,
        total=line.total,
        quantity=line.quantity,
        quantities=_quantities(line),
        notes=tuple(_notes(line)),
    )


def _quantities(line: CartLineShown) -> tuple[int, ...]:
    if line.available <= 1 and line.quantity == 1:
        return ()
    return tuple(sorted({*range(1, min(line.available, MOST_CHOICES) + 1), line.quantity}))


def _notes(line: CartLineShown) -> Iterator[str]:
    if line.problem:
        yield sentence(Why(line.problem), {"available": line.available})
    if line.price_was and line.unit and not line.problem:
        yield _("The price was %(was)s and is %(now)s now.") % {
            "was": line.price_was.text,
            "now": line.unit.text,
        }
    yield from closed_texts(line.closed)


def making_text(days: int | None) -> str:
    """Say how long it takes to make what is not there yet."""
    if not days:
        return ""
    return ngettext("Made for you in %(days)d day", "Made for you in %(days)d days", days) % {"days": days}
