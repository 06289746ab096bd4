"""The offers written by hand: their YAML turned into rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from typing import Any
from zlib import crc32

from django.utils import timezone

from producers.models import Evidence, Organisation, Picture
from shop.models import (
    Attribute,
    AttributeChoice,
    AttributeValue,
    Category,
    Material,
    Place,
    Product,
    Technique,
    Variant,
)
from storefront.demo.data import products, read, texts
from storefront.demo.offers import OfferFacts, VariantFacts, price, tag_ids
from storefront.demo.trade_terms import terms, trade_price

# The other reasons follow from who sells.
OF_PRODUCTS = {"carpet", "staple_food", "precious_metal"}
HOURS_OF_A_SEASON = 90 * 24  # over which the offers were published, so that neighbours in a list differ
RATES = {"eur": "mad_per_eur", "usd": "mad_per_usd"}


@dataclass
class Known:
    """Ids of all that offers refer to, read once."""

    producers: dict[str, int]
    places: dict[int, int]
    categories: dict[str, int]
    techniques: dict[str, int]
    materials: dict[str, int]
    attributes: dict[str, Attribute]
    choices: dict[tuple[int, str], int]
    pictures: dict[str, int]
    tags: dict[str, int]
    evidence: dict[tuple[int, str], tuple[int, int]]


def known() -> Known:
    """Read them."""
    slugs = dict(Organisation.objects.values_list("slug", "pk"))
    keys = {row["key"]: slugs[row["slug"]] for row in read("organisations.yaml")["organisations"]} | slugs
    choices = AttributeChoice.objects.values_list("attribute", "code", "pk")
    proofs = Evidence.objects.values_list("organisation", "label__code", "label", "pk")
    return Known(
        producers=keys,
        places=dict(Place.objects.filter(kind=Place.Kind.MAKER).values_list("organisation", "pk")),
        categories=dict(Category.objects.values_list("slug", "pk")),
        techniques=dict(Technique.objects.values_list("slug", "pk")),
        materials=dict(Material.objects.values_list("slug", "pk")),
        attributes={row.code: row for row in Attribute.objects.all()},
        choices={(attribute, code): pk for attribute, code, pk in choices},
        pictures=dict(Picture.objects.exclude(key=None).values_list("key", "pk")),
        tags=tag_ids(tag for offer in products() for tag in offer.get("tags") or []),
        evidence={(organisation, code): (label, pk) for organisation, code, label, pk in proofs},
    )


def curated_offers() -> Iterator[OfferFacts]:
    """Yield the offers that are not in the database yet."""
    there = set(Product.objects.values_list("slug", flat=True))
    facts, rows = known(), [row for row in products() if row["slug"] not in there]
    for row in rows:
        yield offer_facts(row, facts)


def offer_facts(row: dict[str, Any], facts: Known) -> OfferFacts:
    """Turn one row of the YAML into an offer, not written yet."""
    producer = facts.producers[row["producer"]]
    labels = [
        facts.evidence[producer, code]
        for code in row.get("labels") or []
        if (producer, code) in facts.evidence
    ]
    return OfferFacts(
        product=_product(row, producer, facts.categories[row["category"]]),
        place=facts.places[producer],
        variants=[_variant(row, one, place, facts) for place, one in enumerate(_variants(row))],
        techniques=[facts.techniques[code] for code in row.get("techniques") or []],
        materials=[facts.materials[code] for code in row.get("materials") or []],
        pictures=[facts.pictures[key] for key in _pictures(row) if key in facts.pictures],
        tags=sorted({facts.tags[tag] for tag in row.get("tags") or []}),
        labels=labels,
    )


def _product(row: dict[str, Any], producer: int, category: int) -> Product:
    cost, facts, service = row.get("cost") or {}, row.get("facts") or {}, row.get("service") or {}
    published = timezone.now() - timedelta(hours=crc32(row["slug"].encode()) % HOURS_OF_A_SEASON)
    return Product(
        producer_id=producer,
        category_id=category,
        kind=row["kind"],
        slug=row["slug"],
        name=texts(row["name"]),
        summary=texts(row["summary"]),
        description=texts(row["description"]),
        care=texts(_care(row.get("care"))),
        original_language=row.get("original_language") or "fr",
        text_states={code: "own" for code in ("fr", "ar", "en") if row["name"].get(code)},
        is_one_of_a_kind=bool(row.get("one_of_a_kind")),
        is_perishable=bool(facts.get("shelf_life_days")),
        is_decoration_only=bool(facts.get("decoration_only")),
        work_hours=cost.get("work_hours"),
        material_percent=cost.get("material_percent"),
        tax_reason=row["vat_reason"] if row["vat_reason"] in OF_PRODUCTS else "",
        hs6=str(facts.get("hs6") or ""),
        origin=facts.get("origin") or "MA",
        mode=service.get("mode") or "",
        duration_minutes=service.get("duration_minutes"),
        radius_km=service.get("radius_km"),
        **terms(row),
        live=True,
        first_published_at=published,
        last_published_at=published,
    )


def _care(care: str | dict[str, str] | None) -> dict[str, str] | None:
    """A text of its own, or the key of one that several offers share."""
    return _shared_care()[care] if isinstance(care, str) else care


def _pictures(row: dict[str, Any]) -> list[str]:
    first = row.get("picture") or read("pictures/manifest.yaml")["offers"].get(row["slug"], "")
    return [key for key in [first, *(row.get("extra_pictures") or [])] if key]


def _variants(row: dict[str, Any]) -> list[dict[str, Any]]:
    """The variants of an offer; each date of a service is one."""
    dates = (row.get("service") or {}).get("dates")
    if not dates:
        return row.get("variants") or []
    first = row["variants"][0]
    return [
        {**first, "sku": f"{first['sku']}-{place}", "name": None, "stock": one["capacity"], "when": one}
        for place, one in enumerate(dates, 1)
    ]


def _variant(row: dict[str, Any], one: dict[str, Any], position: int, facts: Known) -> VariantFacts:
    made, size, net = (
        one.get("made_to_order") or {},
        one.get("size_mm") or [0, 0, 0],
        one.get("net_quantity") or {},
    )
    variant = Variant(
        sku=one["sku"],
        name=texts(one.get("name")),
        position=position,
        making_days=made.get("days"),
        weight_g=one.get("weight_g") or 0,
        length_mm=size[0],
        width_mm=size[1],
        height_mm=size[2],
        net_quantity=net.get("amount"),
        net_unit=net.get("unit") or "",
        starts_at=_start(one.get("when")),
        facts={
            key: value
            for key, value in (row.get("facts") or {}).items()
            if key not in {"hs6", "origin", "decoration_only"}
        },
    )
    values = [_value(facts, code, value) for code, value in (one.get("attributes") or {}).items()]
    return VariantFacts(
        variant,
        list(_prices(row, one)),
        int(one.get("stock") or 0),
        int(made.get("cap") or 0),
        values,
    )


def _start(when: dict[str, int] | None) -> datetime | None:
    if not when:
        return None
    day = timezone.localdate() + timedelta(days=when["in_days"])
    return timezone.make_aware(datetime.combine(day, time(when["hour"])))


def _prices(row: dict[str, Any], one: dict[str, Any]) -> Iterator[Any]:
    """Dirhams as she set them; the others derived at a dated rate."""
    meta, markets = read("taxonomy.yaml")["meta"], row.get("markets") or ["ma"]
    hers = Decimal(str(one["mad"]))
    yield price(hers, "MAD", trade=trade_price(row, hers))
    for code, rate in RATES.items():
        if one.get(code) and ((code == "eur" and "eu" in markets) or (code == "usd" and "us" in markets)):
            yield price(
                Decimal(str(one[code])),
                code.upper(),
                Decimal(meta[rate]),
                date.fromisoformat(meta["rate_date"]),
            )


def _value(facts: Known, code: str, value: Any) -> AttributeValue:
    attribute = facts.attributes[code]
    if attribute.kind == Attribute.Kind.CHOICE:
        return AttributeValue(attribute=attribute, choice_id=facts.choices[attribute.pk, str(value)])
    if attribute.kind == Attribute.Kind.NUMBER:
        return AttributeValue(attribute=attribute, number=Decimal(str(value)))
    if attribute.kind == Attribute.Kind.BOOLEAN:
        return AttributeValue(attribute=attribute, boolean=bool(value))
    return AttributeValue(attribute=attribute, text=str(value))


@cache
def _shared_care() -> dict[str, dict[str, str]]:
    return {row["key"]: row["text"] for row in read("care.yaml")["care"]}
