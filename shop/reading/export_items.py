"""What the outside may know of variants today: read for many products at once, as their pages read it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from django.db.models import Min
from django.utils import timezone

from producers.domain.shown import Shown
from producers.models import Consent
from producers.reading.head import written_in
from shop.domain.abroad import DUTY_RULES
from shop.domain.exports import ExportClaim, ExportItem, ExportPicture, Words
from shop.models import AttributeValue, Category, Hold, Product, ProductPaper, ProductPicture, Variant
from shop.reading.export_offers import offers_today
from shop.reading.export_words import claim_of, every_language, joined, picture_of, words
from shop.reading.facts import law_facts
from shop.reading.listed import Shelf, shelf
from shop.reading.narrowing import proven_labels
from shop.reading.offers import back_at
from shop.reading.ties import Tie, value_shown
from shop.reading.vocabulary import Vocabulary, vocabulary

Pairs = tuple[tuple[str, Words], ...]


@dataclass(frozen=True)
class ProductToday:
    """A product's variants as they may be exported, and when one of them changes by itself."""

    items: tuple[ExportItem, ...]
    due_at: datetime | None


@dataclass(frozen=True)
class _Ties:
    """What belongs to products and variants, by their keys."""

    terms: Mapping[tuple[str, int], Pairs]
    values: Mapping[int, Pairs]
    pictures: Mapping[int, tuple[ExportPicture, ...]]
    claims: Mapping[int, tuple[ExportClaim, ...]]
    paths: Mapping[int, Sequence[Category]]
    ways: dict[int, Words] = field(default_factory=dict)


def products_today(keys: Iterable[int], *, now: datetime | None = None) -> dict[int, ProductToday]:
    """Return the products that are public, with a fixed number of queries. The others are withdrawn."""
    now = now or timezone.now()
    read = shelf(keys, now=now)
    public = [product for product in read.products.values() if _is_public(product)]
    variants = [variant for product in public for variant in read.variants.get(product.pk, ())]
    if not variants:
        return {}
    ends: defaultdict[int, set[datetime]] = defaultdict(set)
    ties = _read_ties(public, variants, timezone.localdate(now), ends)
    _note_times(public, variants, now, ends)
    offers = offers_today(read, variants, now)
    return {
        product.pk: ProductToday(
            tuple(
                _item(product, variant, read, ties, offers=offers[variant.pk])
                for variant in read.variants.get(product.pk, ())
            ),
            min((end for end in ends[product.pk] if end > now), default=None),
        )
        for product in public
    }


def _is_public(product: Product) -> bool:
    return product.live and product.hidden_at is None and product.producer.may_sell


def _item(product: Product, variant: Variant, read: Shelf, ties: _Ties, **more: Any) -> ExportItem:
    original = product.original_language
    path = ties.paths[product.category_id]
    way = ties.ways.setdefault(product.category_id, joined(words(step.name) for step in path))
    return ExportItem(
        id=variant.export_id,
        product_id=product.export_id,
        maker_id=product.producer.export_id,
        slug=product.slug,
        sku=variant.sku,
        kind=product.kind,
        position=variant.position,
        variants=len(read.variants[product.pk]),
        name=words(product.name, original),
        option=words(variant.name, original),
        summary=words(product.summary, original),
        description=words(product.description, original),
        care=words(product.care, original),
        original_language=original,
        reviewed=tuple(sorted(written_in(product.name, original, product.text_states))),
        category=path[-1].slug,
        categories=tuple(step.slug for step in path),
        category_name=way,
        techniques=ties.terms.get(("technique", product.pk), ()),
        materials=ties.terms.get(("material", product.pk), ()),
        attributes=ties.values.get(variant.pk, ()),
        facts=_facts(variant, original),
        weight_g=variant.weight_g,
        length_mm=variant.length_mm,
        width_mm=variant.width_mm,
        height_mm=variant.height_mm,
        net_quantity=_number(variant.net_quantity),
        net_unit=variant.net_unit,
        hs6=product.hs6,
        origin=product.origin,
        region=product.producer.region,
        is_one_of_a_kind=product.is_one_of_a_kind,
        is_perishable=product.is_perishable,
        work_hours=_number(product.work_hours),
        carton_pieces=product.carton_pieces,
        minimum_quantity=product.minimum_quantity,
        monthly_capacity=product.monthly_capacity,
        pictures=ties.pictures.get(product.pk, ()),
        claims=ties.claims.get(product.pk, ()),
        published_at=product.first_published_at.isoformat() if product.first_published_at else "",
        **more,
    )


def _facts(variant: Variant, original: str) -> Mapping[str, Words]:
    """What the law asks to be said; a text that nobody translated stands only in its own language."""
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    given = variant.facts
    if not given:
        return {}

    def say(code: str, lang: str) -> str:
        said = law_facts(given, lang, original)[code]
        if isinstance(said, Shown):
            return "" if said.is_fallback and said.lang != "la" else said.text
        return said

    for code in law_facts(given, original, original):
        found[code] = dict(every_language(partial(say, code)))
    return {code: each for code, each in found.items() if each}


def _number(amount: Decimal | None) -> str:
    return f"{amount.normalize():f}" if amount is not None else ""


def _read_ties(
    products: Sequence[Product],
    variants: Sequence[Variant],
    today: date,
    ends: Mapping[int, set[datetime]],
) -> _Ties:
    ids, known = [product.pk for product in products], vocabulary()
    terms = {
        ("technique", pk): pairs for pk, pairs in _terms("technique", Product.techniques.through, ids, known)
    } | {("material", pk): pairs for pk, pairs in _terms("material", Product.materials.through, ids, known)}
    categories = {category.pk: category for category in Category.objects.all()}
    paths: dict[int, list[Category]] = {}
    for product in products:
        product.category = categories[product.category_id]
        paths.setdefault(product.category_id, _path(product.category, categories))
    return _Ties(terms, _values(variants), _pictures(ids), _claims(products, today, ends), paths)


def _terms(facet: str, through: Any, ids: Sequence[int], known: Vocabulary) -> Iterable[tuple[int, Pairs]]:
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for product, pk in through.objects.filter(product__in=ids).order_by("pk").values_list("product", facet):
        if word := known.by_pk.get((facet, pk)):
            found[product].append(word)
    for product, chosen in found.items():
        yield product, tuple((word.code, words(word.name)) for word in chosen)


def _path(category: Category, categories: Mapping[int, Category]) -> list[Category]:
    """Return the way down to a category, and tie the rows so that rules can climb it without a query."""
    up = [category]
    while (above := categories.get(up[-1].parent_id or 0)) and len(up) < 20:
        up[-1].parent = above
        up.append(above)
    return up[::-1]


def _values(variants: Sequence[Variant]) -> Mapping[int, Pairs]:
    found: defaultdict[int, list[tuple[str, Words]]] = defaultdict(list)
    rows = AttributeValue.objects.filter(variant__in=[variant.pk for variant in variants])
    for row in rows.select_related("attribute", "choice").order_by("attribute__position", "attribute__code"):
        own, choice = row.attribute, row.choice
        said = "" if choice else _stored(row)
        tie = Tie("value", row.variant_id, own.name, choice and choice.name, said, _kind(own), own.position)
        found[row.variant_id].append((own.code, every_language(partial(value_shown, tie))))
    return {pk: tuple(pairs) for pk, pairs in found.items()}


def _stored(row: AttributeValue) -> str:
    if row.number is not None:
        return str(row.number)
    return row.text if row.boolean is None else str(int(row.boolean))


def _kind(attribute: Any) -> str:
    return f"{attribute.kind}:{attribute.unit}:{attribute.code}"


def _pictures(ids: Sequence[int]) -> Mapping[int, tuple[ExportPicture, ...]]:
    found: defaultdict[int, list[ExportPicture]] = defaultdict(list)
    rows = ProductPicture.objects.filter(product__in=ids).select_related("picture")
    for row in rows.order_by("position", "pk"):
        if picture := picture_of(row.picture):
            found[row.product_id].append(picture)
    return {pk: tuple(each) for pk, each in found.items()}


def _claims(
    products: Sequence[Product], today: date, ends: Mapping[int, set[datetime]]
) -> Mapping[int, tuple[ExportClaim, ...]]:
    """The labels that products bear by evidence that counts today."""
    makers = {product.pk: product.producer_id for product in products}
    told = set(
        Consent.objects.valid(today)
        .filter(scope=Consent.Scope.PROOF, organisation__in=set(makers.values()))
        .values_list("organisation", flat=True)
    )
    found: defaultdict[int, list[ExportClaim]] = defaultdict(list)
    rows = proven_labels().filter(product__in=list(makers)).select_related("evidence__label")
    for row in rows.order_by("label__position", "label__code"):
        found[row.product_id].append(claim_of(row.evidence, with_number=makers[row.product_id] in told))
        _ends_with(row.evidence.valid_until, ends[row.product_id])
    return {pk: tuple(each) for pk, each in found.items()}


def _note_times(
    products: Sequence[Product],
    variants: Sequence[Variant],
    now: datetime,
    ends: Mapping[int, set[datetime]],
) -> None:
    """Note when something ends or begins that no write will tell of."""
    # A rule holds from its first day on, and no more on the day that ends it.
    rules = {back_at(day - timedelta(days=1)) for rule in DUTY_RULES for day in (rule.since, rule.until)}
    for product in products:
        _ends_with(product.producer.away_until, ends[product.pk])
        ends[product.pk].update(moment for moment in rules if moment)
    for variant in variants:
        if variant.starts_at:
            ends[variant.product_id].add(variant.starts_at)
    of = {variant.pk: variant.product_id for variant in variants}
    holds = Hold.objects.live(now).filter(variant__in=list(of)).order_by().values("variant")
    for variant_id, until in holds.annotate(first=Min("until")).values_list("variant", "first"):
        ends[of[variant_id]].add(until)
    papers = ProductPaper.objects.filter(product__in=[product.pk for product in products])
    for product_id, day in papers.exclude(valid_until=None).values_list("product", "valid_until"):
        _ends_with(day, ends[product_id])


def _ends_with(day: date | None, ends: set[datetime]) -> None:
    if moment := back_at(day):
        ends.add(moment)
