"""Categories, attributes, vocabularies, markets and fees of the demo."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db.models import Model

from producers.models import Craft, Label, Organisation
from shop.models import (
    Attribute,
    AttributeChoice,
    Category,
    FeeRule,
    Market,
    Material,
    Requirement,
    Technique,
)
from storefront.demo.data import read, texts

EUROPE_CODES = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"
MARKETS: list[dict[str, Any]] = [
    {
        "code": "ma", "currency": "MAD", "countries": ["MA"], "is_default": True, "delivers": True,
        "duties_in_total": True, "cash_limit": Decimal(10000), "withdrawal_days": 7,
        "name": {"fr": "Maroc", "ar": "المغرب", "en": "Morocco"},
    },
    {
        "code": "eu", "currency": "EUR", "countries": EUROPE_CODES.split(), "delivers": True,
        "duties_in_total": True,
        "needs_responsible_person": True, "responsible_person": "Maison Argile (fictive), Lyon",
        "withdrawal_days": 14,
        "name": {"fr": "Europe", "ar": "أوروبا", "en": "Europe"},
    },
    {
        "code": "world", "currency": "USD", "countries": [], "delivers": True, "duties_in_total": True,
        "closed_countries": ["US"], "withdrawal_days": 14,
        "name": {"fr": "Reste du monde", "ar": "باقي العالم", "en": "Rest of the world"},
    },
]  # fmt: skip
MARKET_OF = {"ma": "ma", "eu": "eu", "us": "world"}
# What customs look at abroad, by category; each asks for a paper that opens the country.
EXPORT_FLAGS = {
    "vaisselle": ["food_contact_test"],
    "cuisson": ["food_contact_test"],
    "tadelakt": ["food_contact_test"],
    "argent": ["hallmark"],
    "coffrets": ["wood_legality"],
    "cosmetique-naturelle": ["cosmetic_cpnp"],
    "miels-et-tartinades": ["eu_animal_origin"],
    "conserves-et-fromages": ["domestic_only"],
}
FEES: list[dict[str, Any]] = [
    {
        "kind": "platform",
        "percent": Decimal(8),
        "name": {"fr": "Plateforme", "ar": "المنصة", "en": "Platform"},
    },
    {
        "kind": "solidarity_fund",
        "percent": Decimal(2),
        "name": {"fr": "Fonds de solidarité", "ar": "صندوق التضامن", "en": "Solidarity fund"},
    },
    {
        "kind": "association",
        "percent": Decimal(2),
        "name": {"fr": "Association", "ar": "الجمعية", "en": "Association"},
    },
]


def load_vocabularies() -> None:
    """Crafts, techniques, materials, labels."""
    data = read("taxonomy.yaml")
    _terms(
        Craft,
        "code",
        [
            {"code": row["craft_family"], "names": row["names"]}
            for row in data["categories"]
            if row.get("craft_family")
        ],
    )
    _terms(Technique, "slug", data["techniques"])
    _terms(Material, "slug", data["materials"])
    for position, row in enumerate(data["labels"]):
        covers = Label.Covers.ORGANISATION if "organisation" in row["covers"] else Label.Covers.PRODUCT
        Label.objects.update_or_create(
            code=row["code"], defaults={"name": texts(row["names"]), "covers": covers, "position": position}
        )


def _terms(model: type[Model], field: str, rows: Iterable[dict[str, Any]]) -> None:
    """Write all terms of a vocabulary; those that are there are brought up to date."""
    terms = [
        model(**{field: row["code"]}, name=texts(row["names"]), position=position)
        for position, row in enumerate(rows)
    ]
    model._default_manager.bulk_create(
        terms, update_conflicts=True, unique_fields=[field], update_fields=["name", "position"]
    )


def load_attributes() -> None:
    """Typed attributes with their choices."""
    for position, row in enumerate(read("taxonomy.yaml")["attributes"]):
        attribute, _ = Attribute.objects.update_or_create(
            code=row["code"],
            defaults={
                "kind": row["kind"],
                "name": texts(row["names"]),
                "unit": row["unit"] or "",
                "is_filter": row["filterable"],
                "position": position,
            },
        )
        choices = [
            AttributeChoice(
                attribute=attribute, code=choice["code"], name=texts(choice["names"]), position=place
            )
            for place, choice in enumerate(row.get("choices") or [])
        ]
        AttributeChoice.objects.bulk_create(
            choices,
            update_conflicts=True,
            unique_fields=["attribute", "code"],
            update_fields=["name", "position"],
        )


def load_categories() -> None:
    """The tree, with the attributes of each family on it and on its children."""
    attributes = {attribute.code: attribute for attribute in Attribute.objects.all()}
    markets = {market.code: market for market in Market.objects.all()}
    required: list[Requirement] = []
    for row in read("taxonomy.yaml")["categories"]:
        family = _category(row, None, row["position"])
        for position, child in enumerate(row.get("children", [])):
            _category(child, family, position)
        for category in [family, *family.children.all()]:
            category.attributes.set(attributes[code] for code in row.get("attributes", []))
            required += _requirements(category, row.get("requires", {}), markets)
    Requirement.objects.bulk_create(required, ignore_conflicts=True)


def _category(row: dict[str, Any], parent: Category | None, position: int) -> Category:
    values = {
        "parent": parent,
        "name": texts(row["names"]),
        "position": position,
        "description": texts(row.get("description")),
        "export_flags": EXPORT_FLAGS.get(row["slug"], []),
    }
    return Category.objects.update_or_create(slug=row["slug"], defaults=values)[0]


def _requirements(
    category: Category, requires: dict[str, list[str]], markets: dict[str, Market]
) -> list[Requirement]:
    return [
        Requirement(market=markets[market], category=category, fact=fact)
        for code, market in MARKET_OF.items()
        for fact in sorted({*requires.get("all", []), *requires.get(code, [])})
    ]


def load_markets(exporter: Organisation) -> None:
    """Morocco, Europe and the rest of the world, with a fictional exporter of record."""
    for position, row in enumerate(MARKETS):
        values = {**row, "name": texts(row["name"]), "position": position, "exporter": exporter}
        Market.objects.update_or_create(code=values.pop("code"), defaults=values)


def load_fees() -> None:
    """One catch-all rule of each kind."""
    for row in FEES:
        FeeRule.objects.get_or_create(
            kind=row["kind"], position=1000, defaults={"name": texts(row["name"]), "percent": row["percent"]}
        )
