"""The page of one offer: its words, pictures, variants, price taken apart, maker, and what is like it."""

from dataclasses import dataclass, replace

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from producers.agreement import agreed_text
from producers.compiled import Compiled
from producers.domain.cards import ProducerCard
from producers.domain.shown import PictureShown, Shown, said, shown
from producers.models import Organisation
from producers.reading.cards import place_shown, producer_card
from producers.reading.pictures import picture_shown
from producers.reading.recordings import SoundShown, approved_sound, sound_shown
from shop.domain.breakdown import PriceTooSmallError
from shop.domain.cards import BreakdownShown, Crumb, MoneyShown, ProductCard
from shop.domain.fees import FeeRuleError
from shop.models import Market, Product, SellerOfRecord, Variant
from shop.reading.book_of_today import book_of
from shop.reading.breakdowns import breakdown_shown, parties_of
from shop.reading.facts import FactShown, facts_of, facts_shown, service_facts
from shop.reading.lists import address_of
from shop.reading.neighbours import read_others
from shop.reading.offers import Offer
from shop.reading.sellers import legal_name, seller_of_record
from shop.reading.ties import Proof, Ties, ties_of, ties_of_draft
from shop.reading.variants import (
    VariantShown,
    chosen_of,
    per_unit,
    quantities_of,
    read_variants,
    state_of,
    variant_shown,
)
from shop.reading.vocabulary import Vocabulary, vocabulary

ASKS = {"on_request": "quote", "sold": "similar"}


@dataclass(frozen=True)
class ProductShown:
    """Everything the page shows. ``state`` is that of the chosen variant, ``variant`` its row."""

    product: Product
    name: Shown
    summary: Shown
    description: Shown
    care: Shown
    pictures: tuple[PictureShown, ...]
    variants: tuple[VariantShown, ...]
    variant: Variant | None
    chosen: int
    sku: str
    price: MoneyShown | None
    unit_price: str
    state: str
    days: int | None
    left: int | None
    quantities: tuple[int, ...]
    is_buyable: bool
    is_service: bool
    has_dates: bool
    breakdown: BreakdownShown | None
    maker: ProducerCard
    about_maker: str
    more_by: str
    seller: tuple[str, ...]
    is_sold_by_another: bool
    place: str
    terms: tuple[tuple[str, tuple[tuple[Shown, str], ...]], ...]
    proofs: tuple[Proof, ...]
    facts: tuple[FactShown, ...]
    crumbs: tuple[Crumb, ...]
    hers: tuple[ProductCard, ...]
    similar: tuple[ProductCard, ...]
    asks: str
    sound: SoundShown | None = None
    materials: tuple[Shown, ...] = ()


def find_product(slug: str) -> Product:
    """Return a public offer with what its page reads. Raises ``Product.DoesNotExist``."""
    found = next(iter(_public(slug=slug)), None)
    if found is None:
        raise Product.DoesNotExist(slug)
    return found


@Compiled
def _public(*, slug: str) -> QuerySet[Product]:
    rows = Product.objects.public().select_related(
        "producer__picture", "producer__vouched_by", "category__parent__parent"
    )
    another = SellerOfRecord.objects.filter(producer=OuterRef("producer"))
    sound = approved_sound("product")
    return rows.annotate(has_seller=Exists(another), sound_told=sound).filter(slug=slug)


def read_product(
    product: Product, market: Market, lang: str, wanted: int | str = 0, *, is_draft: bool = False
) -> ProductShown:
    """Return the page of an offer; ``wanted`` is the variant that the address names.

    Six queries, seven where the words are not at hand. ``is_draft`` shows pictures and terms as they stand
    in the editor.
    """
    variants, today = read_variants(product, market)
    chosen = chosen_of(variants, today, wanted)
    offer = today.get(chosen.pk) if chosen else None
    words, maker, seller = vocabulary(), product.producer, _seller(product, market)
    ties = ties_of_draft(product) if is_draft else ties_of(product)
    others = read_others(product, market, lang)
    state, left = state_of(product, offer)
    choices = tuple(variant_shown(product, one, today[one.pk], lang) for one in variants)
    own = next((choice for choice in choices if chosen and choice.id == chosen.pk), None)
    pictures = product.pictures.all() if is_draft else others.pictures
    return ProductShown(
        product=product,
        name=_text(product, "name", lang),
        summary=_text(product, "summary", lang),
        description=_text(product, "description", lang),
        care=_text(product, "care", lang),
        pictures=tuple(filter(None, (picture_shown(one.picture, lang) for one in pictures))),
        variants=choices,
        variant=chosen,
        chosen=chosen.pk if chosen else 0,
        sku=chosen.sku if chosen else "",
        price=own.offered_at if own else None,
        unit_price=per_unit(chosen, offer, lang),
        state=state,
        days=offer.making_days if offer else None,
        left=left,
        quantities=quantities_of(product, variants, today),
        is_buyable=bool(offer and offer.is_buyable),
        is_service=product.kind == Product.Kind.SERVICE,
        has_dates=any(choice.when_text for choice in choices),
        breakdown=_breakdown(product, market, offer, lang),
        maker=_maker_card(maker, ties, words, lang),
        about_maker=agreed_text("about_maker", maker.voice),
        more_by=agreed_text("more_by", maker.voice),
        seller=_legal_lines(seller, maker),
        is_sold_by_another=seller.pk != maker.pk,
        place=place_shown(maker, lang),
        terms=ties.terms(words, lang),
        proofs=ties.proofs("label", words, lang),
        facts=_facts(product, chosen, ties, lang),
        crumbs=tuple(_crumbs(product, words, lang)),
        hers=others.hers,
        similar=others.similar,
        asks=ASKS.get(state, ""),
        sound=sound_shown(getattr(product, "sound_told", None), lang),
        materials=ties.materials(words, lang),
    )


def _seller(product: Product, market: Market) -> Organisation:
    """Return who sells it today; one query where that may be somebody else than the maker."""
    if not getattr(product, "has_seller", True):
        return product.producer
    return seller_of_record(product.producer, market, timezone.localdate())


def _legal_lines(seller: Organisation, maker: Organisation) -> tuple[str, ...]:
    """Return a seller as the law wants her named; a maker without a legal name is named elsewhere."""
    name = legal_name(seller) if seller.pk != maker.pk else seller.legal_name
    return tuple(filter(None, (name, seller.legal_number, seller.legal_contact)))


def _text(product: Product, name: str, lang: str) -> Shown:
    return shown(getattr(product, name), lang, product.original_language)


def _facts(product: Product, chosen: Variant | None, ties: Ties, lang: str) -> tuple[FactShown, ...]:
    values = ties.values(chosen.pk, lang) if chosen else ()
    own = facts_of(values, lang)
    given = (*service_facts(product, lang), *own, *facts_shown(product, chosen, lang))
    return facts_of(((fact.label, fact.text) for fact in given), lang)


def _maker_card(maker: Organisation, ties: Ties, words: Vocabulary, lang: str) -> ProducerCard:
    badges = tuple(proof.label.text for proof in ties.proofs("maker", words, lang))
    return replace(producer_card(maker, lang, with_crafts=False), badges=badges)


def _breakdown(product: Product, market: Market, offer: Offer | None, lang: str) -> BreakdownShown | None:
    if offer is None or offer.price is None:
        return None
    book, maker = book_of(timezone.localdate()), product.producer
    try:
        parts = book.breakdown(product, market, offer.price)
    except (PriceTooSmallError, FeeRuleError):
        return None
    parties, is_sent = parties_of([parts], maker.vouched_by), product.kind != Product.Kind.SERVICE
    return breakdown_shown(parts, lang, maker=maker, parties=parties, is_sent=is_sent)


def _crumbs(product: Product, words: Vocabulary, lang: str) -> list[Crumb]:
    path = words.path(product.category_id)
    ways = [Crumb(word.shown(lang), address_of(word)) for word in path]
    products = Crumb(said(_("Products"), lang), reverse("shop:catalogue"))
    return [products, *ways, Crumb(_text(product, "name", lang))]
