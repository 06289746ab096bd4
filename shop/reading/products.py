"""The page of one offer: its words, pictures, variants, price taken apart, maker, and what is like it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from moneyed import Money

from producers.agreement import agreed_text
from producers.domain.cards import ProducerCard
from producers.domain.shown import PictureShown, Shown, shown
from producers.reading.cards import place_shown, producer_card
from producers.reading.pictures import picture_shown
from shop.domain.availability import OfferState
from shop.domain.breakdown import PriceTooSmallError
from shop.domain.cards import BreakdownShown, Crumb, MoneyShown, ProductCard
from shop.domain.dates import day_written
from shop.domain.facts import unit_price
from shop.domain.fees import FeeRuleError
from shop.models import Market, Price, Product, Variant
from shop.reading.breakdowns import breakdown_shown
from shop.reading.cards import money_shown, product_cards
from shop.reading.facts import FactShown, facts_shown
from shop.reading.neighbours import read_others
from shop.reading.offers import Offer, offers_of
from shop.reading.rulebook import rulebook
from shop.reading.ties import labels_of, terms_of, ties_of
from shop.reading.vocabulary import Vocabulary, vocabulary

MOST_AT_ONCE = 10
FEW = 3
STATES = {
    OfferState.SOLD: "sold",
    OfferState.OUT_OF_STOCK: "gone",
    OfferState.CLOSED: "gone",
    OfferState.MADE_TO_ORDER: "to_order",
    OfferState.ON_REQUEST: "on_request",
}


@dataclass(frozen=True)
class VariantShown:
    """One choice of the form that adds to the cart."""

    id: int
    label: str
    price: MoneyShown | None
    is_available: bool
    note: str
    when_text: str = ""
    places_left: int = 0
    is_full: bool = False
    place: str = ""


@dataclass(frozen=True)
class ProductShown:
    """Everything the page shows. ``state`` is that of the chosen variant."""

    product: Product
    name: Shown
    summary: Shown
    description: Shown
    care: Shown
    pictures: tuple[PictureShown, ...]
    variants: tuple[VariantShown, ...]
    chosen: int
    price: MoneyShown | None
    unit_price: str
    state: str
    days: int | None
    left: int | None
    quantities: tuple[int, ...]
    is_buyable: bool
    is_service: bool
    breakdown: BreakdownShown | None
    maker: ProducerCard
    about_maker: str
    more_by: str
    seller: tuple[str, ...]
    place: str
    terms: tuple[tuple[str, tuple[Shown, ...]], ...]
    labels: tuple[str, ...]
    facts: tuple[FactShown, ...]
    crumbs: tuple[Crumb, ...]
    hers: tuple[ProductCard, ...]
    similar: tuple[ProductCard, ...]
    asks: str


def find_product(slug: str) -> Product:
    """Return a public offer with its maker and category. Raises ``Product.DoesNotExist``."""
    rows = Product.objects.public().select_related("producer__picture", "category__parent__parent")
    return rows.get(slug=slug)


def read_product(product: Product, market: Market, lang: str, wanted: int = 0) -> ProductShown:
    """Return the page of an offer; ``wanted`` is the variant that the address names."""
    variants, today = _today(product, market)
    others = read_others(product, market)
    chosen = _chosen(variants, today, wanted)
    offer = today.get(chosen.pk) if chosen else None
    words, maker = vocabulary(), product.producer
    ties = ties_of(product)
    price = offer.price if offer and offer.is_buyable else None
    state, left = _state(product, offer)
    return ProductShown(
        product=product,
        name=_text(product, "name", lang),
        summary=_text(product, "summary", lang),
        description=_text(product, "description", lang),
        care=_text(product, "care", lang),
        pictures=tuple(filter(None, (picture_shown(one.picture, lang) for one in others.pictures))),
        variants=tuple(_variant(product, one, today[one.pk], lang) for one in variants),
        chosen=chosen.pk if chosen else 0,
        price=money_shown(price, lang) if price is not None else None,
        unit_price=_per_unit(chosen, offer, lang),
        state=state,
        days=offer.making_days if offer else None,
        left=left,
        quantities=_quantities(product, offer),
        is_buyable=bool(offer and offer.is_buyable),
        is_service=product.kind == Product.Kind.SERVICE,
        breakdown=_breakdown(product, market, offer, words, lang),
        maker=producer_card(maker, lang, with_crafts=False),
        about_maker=agreed_text("about_maker", maker.voice),
        more_by=agreed_text("more_by", maker.voice),
        seller=tuple(filter(None, (maker.legal_name, maker.legal_number, maker.legal_contact))),
        place=place_shown(maker, lang),
        terms=terms_of(ties, words, lang),
        labels=labels_of(ties, words, lang),
        facts=facts_shown(product, chosen, lang),
        crumbs=tuple(_crumbs(product, words, lang)),
        hers=tuple(product_cards(others.hers, lang)),
        similar=tuple(product_cards(others.similar, lang)),
        asks="quote" if state == "on_request" else "similar" if state == "sold" else "",
    )


def _today(product: Product, market: Market) -> tuple[list[Variant], dict[int, Offer]]:
    """The variants on sale with their offers: three queries."""
    price = Price.objects.filter(variant=OuterRef("pk"), amount_currency=market.currency).values("amount")[:1]
    variants = list(product.variants.filter(is_active=True).annotate(price_today=Subquery(price)))
    for variant in variants:
        variant.product = product
    prices = {
        one.pk: Money(one.price_today, market.currency) for one in variants if one.price_today is not None
    }
    return variants, offers_of(variants, market, prices)


def _text(product: Product, name: str, lang: str) -> Shown:
    return shown(getattr(product, name), lang, product.original_language)


def _chosen(variants: Sequence[Variant], today: dict[int, Offer], wanted: int) -> Variant | None:
    """The variant that was asked for, else the first that one can have, else the first."""
    named = [variant for variant in variants if variant.pk == wanted]
    can_have = [variant for variant in variants if today[variant.pk].is_buyable]
    return next(iter([*named, *can_have, *variants]), None)


def _variant(product: Product, variant: Variant, offer: Offer, lang: str) -> VariantShown:
    when = timezone.localtime(variant.starts_at) if variant.starts_at else None
    when_text = f"{day_written(when.date(), lang)} · {when:%H:%M}" if when else ""
    return VariantShown(
        id=variant.pk,
        label=shown(variant.name, lang, product.original_language).text or when_text or variant.sku,
        price=money_shown(offer.price, lang) if offer.price is not None and offer.is_buyable else None,
        is_available=offer.is_buyable,
        note=_note(offer),
        when_text=when_text,
        places_left=offer.available,
        is_full=not offer.is_buyable,
    )


def _note(offer: Offer) -> str:
    if offer.state is OfferState.SOLD:
        return _("Sold")
    if not offer.is_buyable:
        return _("Not available now")
    if offer.making_days:
        days = offer.making_days
        return ngettext("Made for you in %(days)d day", "Made for you in %(days)d days", days) % {
            "days": days
        }
    return ""


def _state(product: Product, offer: Offer | None) -> tuple[str, int | None]:
    """The word beside the price, and how many are left when they are few."""
    if offer is None:
        return ("on_request" if product.mode == Product.Mode.ON_REQUEST else "gone"), None
    if offer.state in STATES:
        return STATES[offer.state], None
    if product.is_one_of_a_kind:
        return "unique", None
    return "here", offer.available if offer.available <= FEW else None


def _quantities(product: Product, offer: Offer | None) -> tuple[int, ...]:
    most = min(offer.available, MOST_AT_ONCE) if offer else 0
    return tuple(range(1, most + 1)) if most > 1 and not product.is_one_of_a_kind else ()


def _per_unit(variant: Variant | None, offer: Offer | None, lang: str) -> str:
    if variant is None or offer is None or offer.price is None or variant.net_quantity is None:
        return ""
    per = unit_price(offer.price, variant.net_quantity, variant.net_unit)
    return f"{money_shown(per.price, lang).text} / {per.unit}" if per else ""


def _breakdown(
    product: Product, market: Market, offer: Offer | None, words: Vocabulary, lang: str
) -> BreakdownShown | None:
    if offer is None or offer.price is None:
        return None
    try:
        parts = rulebook(words.tree).breakdown(product, market.code, offer.price)
    except (PriceTooSmallError, FeeRuleError):
        return None
    maker = product.producer
    name = shown(maker.name, lang, maker.original_language).text
    return breakdown_shown(parts, lang, maker=name, voice=maker.voice)


def _crumbs(product: Product, words: Vocabulary, lang: str) -> list[Crumb]:
    path = words.path(product.category_id)
    ways = [Crumb(word.shown(lang), reverse("shop:category", args=[word.code])) for word in path]
    return [
        Crumb(Shown(_("Products"), lang, ""), reverse("shop:catalogue")),
        *ways,
        Crumb(_text(product, "name", lang)),
    ]
