"""The cart as its page shows it: by producer, with all costs, and everything that has to be explained."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import chain

from django.db.models import QuerySet
from django.urls import reverse

from producers.compiled import Compiled
from producers.domain.dates import date_written, day_range
from producers.domain.shown import PictureShown, shown
from producers.editions.memory import remembered_each
from producers.models import Organisation
from producers.reading.cards import place_shown
from producers.reading.names import name_shown
from producers.reading.pictures import picture_shown
from producers.reading.shown_of import asked_once
from shop.domain.breakdown import FEE_PARTS, Breakdown, PartKind, PriceTooSmallError, Share, divided
from shop.domain.cards import BreakdownShown, MoneyShown
from shop.domain.cart_cards import CartLineShown, CartShown, ChoiceShown, GroupShown
from shop.domain.countries import country_name
from shop.domain.delivery import Mode
from shop.domain.money import from_minor
from shop.domain.splitting import Part
from shop.models import Cart, Market, ProductPicture
from shop.reading.basket import Line
from shop.reading.breakdowns import breakdown_shown, on_top_shown, parties_of
from shop.reading.cards import money_shown
from shop.reading.quote import CartQuote, quote
from shop.reading.sending import Choice

MIXED = "mixed"
PictureKey = tuple[int, str]


@asked_once()
def read_cart(cart: Cart, market: Market, lang: str, *, now: datetime | None = None) -> CartShown:
    """Return what the cart's page shows, in eight queries whatever the number of lines."""
    return cart_shown(cart, quote(cart, market, now=now), lang)


def cart_shown(cart: Cart, quoted: CartQuote, lang: str) -> CartShown:
    """Return a computed cart as it is shown; one query, for the pictures."""
    pictures = _pictures({line.product.pk for line in quoted.lines}, lang)
    sums, sending = quoted.totals, quoted.sending
    modes = {choice.mode.value for choice in sending.chosen.values()}
    mode = modes.pop() if len(modes) == 1 else MIXED if modes else ""
    agreed = quoted.date_to_agree
    return CartShown(
        groups=_groups(quoted, pictures, lang),
        pieces=sum(line.quantity for line in quoted.lines),
        goods=_money(sums.goods, quoted, lang),
        delivery=_money(sums.delivery, quoted, lang),
        duties=_money(sums.duties, quoted, lang),
        total=_money(sums.total, quoted, lang),
        makers=_money(quoted.makers, quoted, lang),
        choices=tuple(_choice(one, quoted, lang, is_chosen=one.mode == mode) for one in whole(quoted)),
        mode=mode,
        country=quoted.country,
        country_name=country_name(quoted.country, lang),
        needs_delivery=quoted.needs_delivery,
        reasons=quoted.reasons,
        date_to_agree=agreed,
        date_to_agree_text=date_written(agreed, lang) if agreed else "",
        has_problems=bool(quoted.problems),
        has_new_prices=any(line.price_was for line in quoted.lines),
        attempt=cart.attempt,
    )


def _groups(quoted: CartQuote, pictures: Mapping[int, PictureShown], lang: str) -> tuple[GroupShown, ...]:
    parts = {part.producer: part for part in quoted.parts}
    return tuple(
        _group(producer, parts.get(pk), quoted, pictures, lang) for pk, producer in quoted.makers_of.items()
    )


def _group(
    producer: Organisation,
    part: Part | None,
    quoted: CartQuote,
    pictures: Mapping[int, PictureShown],
    lang: str,
) -> GroupShown:
    chosen = quoted.sending.chosen.get(producer.pk)
    own = [line for line in quoted.lines if line.product.producer_id == producer.pk]
    return GroupShown(
        producer_id=producer.pk,
        producer_name=name_shown(producer, lang),
        producer_number=producer.number,
        producer_slug=producer.slug,
        place=place_shown(producer, lang),
        lines=tuple(_line(line, pictures.get(line.product.pk), quoted, lang) for line in own),
        goods=_money(part.goods if part else 0, quoted, lang),
        delivery=_money(part.delivery if part else 0, quoted, lang),
        duties=_money(part.duties if part else 0, quoted, lang),
        total=_money(part.total if part else 0, quoted, lang),
        choices=tuple(
            _choice(one, quoted, lang, is_chosen=chosen is not None and one.mode == chosen.mode)
            for one in ways(producer.pk, quoted)
        ),
        chosen=_choice(chosen, quoted, lang, is_chosen=True) if chosen else None,
    )


def cart_breakdowns(quoted: CartQuote, lang: str) -> dict[int, BreakdownShown]:
    """Return by producer where the price of her lines goes, as an order will freeze it. At most one query."""
    divided_by = {part.producer: _divided(part.producer, quoted) for part in quoted.parts}
    found = {pk: parts for pk, parts in divided_by.items() if parts is not None}
    parties = parties_of(found.values())
    return {
        part.producer: _breakdown_shown(part, found[part.producer], parties, quoted, lang)
        for part in quoted.parts
        if part.producer in found
    }


def _divided(producer: int, quoted: CartQuote) -> Breakdown | None:
    own = [line for line in quoted.lines if line.product.producer_id == producer and line.counts]
    try:
        return divided(chain.from_iterable(_shares(line) for line in own), quoted.currency)
    except PriceTooSmallError:
        return None


def _breakdown_shown(
    part: Part, parts: Breakdown, parties: Iterable[Organisation], quoted: CartQuote, lang: str
) -> BreakdownShown:
    maker, chosen = quoted.makers_of[part.producer], quoted.sending.chosen.get(part.producer)
    sender = maker if chosen is not None and chosen.mode is Mode.DIRECT else None
    on_top = on_top_shown(part.delivery, part.duties, quoted.currency, lang, sender=sender)
    return breakdown_shown(
        parts, lang, maker=maker, parties=parties, on_top=on_top, is_sent=part.needs_delivery
    )


def _shares(line: Line) -> list[Share]:
    fees = [Share(FEE_PARTS[fee.kind], fee.total, fee.beneficiary) for fee in line.fees]
    return [
        Share(PartKind.MAKER, line.maker),
        *fees,
        Share(PartKind.TAX, line.tax.amount if line.tax else 0),
    ]


def _line(line: Line, picture: PictureShown | None, quoted: CartQuote, lang: str) -> CartLineShown:
    product, price, closed = line.product, line.offer.price, quoted.closed.get(line.pk)
    return CartLineShown(
        pk=line.pk,
        variant_id=line.variant.pk,
        url=reverse("shop:product", args=[product.slug]),
        name=shown(product.name, lang, product.original_language),
        option=shown(line.variant.name, lang, product.original_language),
        picture=picture,
        quantity=line.quantity,
        available=line.offer.available,
        unit=money_shown(price, lang) if price is not None else None,
        total=_money(line.total, quoted, lang),
        price_was=money_shown(line.price_was, lang) if line.price_was else None,
        problem=line.problem.value if line.problem else "",
        closed=tuple(reason.value for reason in closed.reasons) if closed else (),
        making_days=line.making_days,
        starts_at=line.variant.starts_at,
        is_service=line.is_service,
    )


def whole(quoted: CartQuote) -> list[Choice]:
    """Return the ways to send everything at once, each maker's own parcel first."""
    sending, direct = quoted.sending, list(quoted.sending.direct.values())
    if not direct:
        return []
    together = [one for one in (sending.together, sending.pick_up) if one]
    return [_added(direct), *together]


def _added(choices: list[Choice]) -> Choice:
    """Add the own parcels up to one way, from the first arrival to the last."""
    first = [choice.first for choice in choices if choice.first]
    last = [choice.last for choice in choices if choice.last]
    return Choice(
        choices[0].mode,
        sum(choice.price for choice in choices),
        sum(choice.duties for choice in choices),
        first=min(first, default=None),
        last=max(last, default=None),
        reason=next((choice.reason for choice in choices if choice.reason), ""),
    )


def ways(producer: int, quoted: CartQuote) -> list[Choice]:
    """Return one producer's own parcel, and the shared ways as they would be for all."""
    sending = quoted.sending
    if producer not in sending.direct:
        return []
    return [sending.direct[producer], *[one for one in (sending.together, sending.pick_up) if one]]


def _choice(choice: Choice, quoted: CartQuote, lang: str, *, is_chosen: bool) -> ChoiceShown:
    has_days = choice.first and choice.last
    return ChoiceShown(
        mode=choice.mode.value,
        price=_money(choice.price, quoted, lang),
        duties=_money(choice.duties, quoted, lang),
        cost=_money(choice.cost, quoted, lang),
        first=choice.first,
        last=choice.last,
        days=day_range(choice.first, choice.last, lang) if has_days else "",  # type: ignore[arg-type]  # both are
        is_chosen=is_chosen,
        reason=choice.reason,
    )


def _pictures(products: Iterable[int], lang: str) -> dict[int, PictureShown]:
    """Return the first picture of each product that has one."""
    keys = [(pk, lang) for pk in sorted(products)]
    pairs = remembered_each("first pictures", ("offers",), keys, _read_pictures)
    return {product: picture for product, picture in pairs if picture is not None}


def _read_pictures(keys: Sequence[PictureKey]) -> dict[PictureKey, tuple[int, PictureShown | None]]:
    """Return beside each product its first picture, none for one without."""
    found = {row.product_id: row.picture for row in _first_pictures(products=[pk for pk, _lang in keys])}
    return {(pk, lang): (pk, picture_shown(found.get(pk), lang)) for pk, lang in keys}


@Compiled
def _first_pictures(*, products: list[int]) -> "QuerySet[ProductPicture]":
    return ProductPicture.objects.filter(product__in=products, position=0).select_related("picture")


def _money(amount: int, quoted: CartQuote, lang: str) -> MoneyShown:
    return money_shown(from_minor(amount, quoted.currency), lang)
