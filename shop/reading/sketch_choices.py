"""What the screens of a sketch offer to tap: crafts with a picture, values of attributes, prices."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from moneyed import Money

from producers.domain.shown import PictureShown, Shown, shown
from producers.models import Organisation
from producers.reading.pictures import picture_shown
from shop.domain.cards import MoneyShown
from shop.models import Attribute, Category, Market, Material, ProductPicture, ProductSketch
from shop.reading.cards import money_shown
from shop.reading.price_help import currency_written, gets_for, similar_prices
from shop.reading.sketch_draft import MATERIALS
from shop.reading.sketches import kinds_for


@dataclass(frozen=True)
class KindShown:
    """One tile of the grid. ``opens`` says that a tap shows what belongs to it."""

    slug: str
    name: Shown
    picture: PictureShown | None
    opens: bool = False


@dataclass(frozen=True)
class ChoiceShown:
    """One value that can be tapped."""

    code: str
    name: Shown
    is_chosen: bool


@dataclass(frozen=True)
class AttributeShown:
    """One question of the facts screen: choices, a number with its unit, or yes and no."""

    code: str
    name: Shown
    kind: str
    unit: str
    value: str
    choices: tuple[ChoiceShown, ...]
    error: str


def kind_screen(maker: Organisation, inside: str, lang: str) -> dict[str, Any]:
    """Return the grid: her last choices first, then one level of the crafts."""
    kinds = kinds_for(maker, inside)
    above = (kinds.parent,) if kinds.parent else ()
    pictures = _pictures([*kinds.last, *kinds.level, *above])
    level = [_kind(one, pictures, lang, opens=bool(getattr(one, "below", 0))) for one in kinds.level]
    return {
        "last": [_kind(one, pictures, lang) for one in kinds.last],
        "level": level,
        "inside": _kind(kinds.parent, pictures, lang) if kinds.parent else None,
    }


def kinds_shown(pictured: Iterable[Category], named: Iterable[Category], lang: str) -> dict[int, KindShown]:
    """Return crafts by key, those in ``pictured`` with a picture of something that is on show."""
    pictures = _pictures(pictured)
    return {one.pk: _kind(one, pictures, lang) for one in named}


def facts_screen(
    sketch: ProductSketch,
    attributes: Iterable[Attribute],
    materials: Iterable[Material],
    typed: Any,
    errors: Mapping[str, str],
    lang: str,
) -> dict[str, Any]:
    """Return the questions with what was tapped before; ``typed`` is the form that was just refused."""
    own = sketch.facts
    chosen = set(typed.getlist(MATERIALS)) if typed is not None else set(own.get(MATERIALS, ()))
    return {
        "questions": [question_shown(one, _value(one, own, typed), errors, lang) for one in attributes],
        "materials": [ChoiceShown(one.slug, shown(one.name, lang), one.slug in chosen) for one in materials],
    }


def price_screen(
    sketch: ProductSketch, market: Market, lang: str, *, amount: Decimal | None
) -> dict[str, Any]:
    """Return what stands beside her price: what she gets, what similar things cost, prices to pick."""
    assert sketch.category is not None  # the screen comes after it
    now = amount if amount is not None else sketch.amount
    gets = gets_for(sketch.organisation, sketch.category, market)
    similar = similar_prices(sketch.category, market)
    return {
        "amount": f"{now.normalize():f}" if now is not None else "",
        "currency": currency_written(market, lang),
        "gets": money_shown(gets(Money(now, market.currency)), lang) if now else None,
        "similar": (money_shown(similar.low, lang), money_shown(similar.high, lang)) if similar else None,
        "picks": [(f"{one.amount.normalize():f}", money_shown(one, lang)) for one in _picks(similar)],
    }


def _picks(similar: Any) -> list[Money]:
    """Return up to three prices between the lowest and the highest of similar things, in steps of five."""
    if similar is None:
        return []
    low, high = similar.low.amount, similar.high.amount
    rounded = {int(value / 5) * 5 or 5 for value in (low, (low + high) / 2, high)}
    return [Money(value, similar.low.currency) for value in sorted(rounded)]


def _kind(category: Category, pictures: Mapping[int, Any], lang: str, *, opens: bool = False) -> KindShown:
    picture = picture_shown(pictures.get(category.pk), lang)
    return KindShown(category.slug, shown(category.name, lang), picture.smallest if picture else None, opens)


def _pictures(categories: Iterable[Category]) -> dict[int, Any]:
    """Return a picture of something public in each category, or in one below it: one query."""
    wanted = {category.pk for category in categories}
    rows = ProductPicture.objects.filter(position=0, product__live=True, product__hidden_at=None).exclude(
        picture__files={}
    ).filter(product__category__in=wanted) | ProductPicture.objects.filter(
        position=0, product__live=True, product__hidden_at=None, product__category__parent__in=wanted
    ).exclude(picture__files={})
    found: dict[int, Any] = {}
    for row in rows.select_related("picture", "product__category").order_by("product")[:400]:
        category = row.product.category
        for pk in (category.pk, category.parent_id):
            if pk in wanted:
                found.setdefault(pk, row.picture)
    return found


def question_shown(attribute: Attribute, value: str, errors: Mapping[str, str], lang: str) -> AttributeShown:
    """Return a question as screens show it: ``value`` is what was answered."""
    choices = tuple(
        ChoiceShown(one.code, shown(one.name, lang), one.code == value) for one in attribute.choices.all()
    )
    name = shown(attribute.name, lang)
    error = errors.get(attribute.code, "")
    return AttributeShown(attribute.code, name, attribute.kind, attribute.unit, value, choices, error)


def _value(attribute: Attribute, own: Mapping[str, Any], typed: Any) -> str:
    if typed is not None:
        return str(typed.get(f"a.{attribute.code}", ""))[:40]
    given = own.get(attribute.code)
    if isinstance(given, bool):
        return "yes" if given else "no"
    return str(given) if given is not None else ""


def shown_amount(amount: Decimal | None, market: Market, lang: str) -> MoneyShown | None:
    """Write a price that may not be said yet."""
    return money_shown(Money(amount, market.currency), lang) if amount is not None else None
