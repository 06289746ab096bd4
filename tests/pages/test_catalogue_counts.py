"""Facets, totals and pages of the catalogue against a plain recount of the same offers."""

import random
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from urllib.parse import urlencode

import pytest
from django.utils import timezone

from producers.models import Evidence, Label
from producers.testing.builders import a_producer, texts
from shop.models import Attribute, AttributeChoice, AttributeValue, Material, ProductLabel, Technique
from shop.testing.builders import a_category, a_market, a_product, a_variant, on_show

pytestmark = pytest.mark.django_db

CATEGORIES = {"weaving": None, "rugs": "weaving", "blankets": "weaving", "clay": None, "bowls": "clay"}
MAKERS = {"aicha": "MA-01", "tuda": "MA-05", "zahra": "MA-07"}
TECHNIQUES = ["knotted", "flat", "coiled"]
MATERIALS = ["wool", "cotton", "earth"]
KINDS = {"colour": "choice", "size": "choice", "width": "number", "soft": "boolean"}
COLOURS, SIZES, WIDTHS = ["red", "blue", "white"], ["s", "l"], ["40", "60.5"]


@dataclass(frozen=True)
class Kind:
    """One variant as the recount knows it."""

    colour: str
    size: str
    width: str
    is_soft: bool
    price: Decimal
    pieces: int


@dataclass(frozen=True)
class Offered:
    """One product as the recount knows it."""

    slug: str
    category: str
    region: str
    producer: str
    technique: frozenset[str]
    material: frozenset[str]
    label: frozenset[str]
    kinds: tuple[Kind, ...]

    @property
    def lowest(self) -> Decimal:
        return min(kind.price for kind in self.kinds)

    @property
    def is_available(self) -> bool:
        return any(kind.pieces for kind in self.kinds)


def invent(number: int, chance: random.Random) -> Offered:
    kinds = tuple(
        Kind(
            chance.choice(COLOURS),
            chance.choice(SIZES),
            chance.choice(WIDTHS),
            chance.random() < 0.5,
            Decimal(chance.choice([80, 150, 240, 400])),
            chance.choice([0, 0, 1, 4]),
        )
        for _ in range(chance.choice([1, 2, 3]))
    )
    producer = chance.choice(list(MAKERS))
    return Offered(
        slug=f"piece-{number}",
        category=chance.choice(list(CATEGORIES)),
        region=MAKERS[producer],
        producer=producer,
        technique=frozenset(chance.sample(TECHNIQUES, chance.choice([0, 1, 2]))),
        material=frozenset(chance.sample(MATERIALS, chance.choice([1, 2]))),
        label=frozenset(["proven"] if number % 3 == 0 else []) | ({"guild"} if producer == "tuda" else set()),
        kinds=kinds,
    )


@pytest.fixture(scope="module")
def offered() -> list[Offered]:
    chance = random.Random(20)
    return [invent(number, chance) for number in range(1, 41)]


@pytest.fixture(scope="module", autouse=True)
def shop(offered: list[Offered], made_once) -> None:
    with made_once.making():
        a_market()
        build(offered)


@pytest.fixture(autouse=True)
def _short_pages(settings) -> None:
    settings.SHOP = settings.SHOP | {"PAGE_SIZE": 7}


def build(offered: list[Offered]) -> None:
    categories = {}
    for slug, parent in CATEGORIES.items():
        categories[slug] = a_category(slug, parent=categories.get(parent))
    attributes = {
        code: Attribute.objects.create(code=code, kind=kind, name=texts(code), is_filter=True)
        for code, kind in KINDS.items()
    }
    choices = {
        (code, value): AttributeChoice.objects.create(
            attribute=attributes[code], code=value, name=texts(value)
        )
        for code, values in (("colour", COLOURS), ("size", SIZES))
        for value in values
    }
    categories["weaving"].attributes.set(attributes.values())
    techniques = {slug: Technique.objects.create(slug=slug, name=texts(slug)) for slug in TECHNIQUES}
    materials = {slug: Material.objects.create(slug=slug, name=texts(slug)) for slug in MATERIALS}
    makers = {slug: a_producer(slug=slug, region=region) for slug, region in MAKERS.items()}
    proofs = {slug: a_proof(maker, "proven") for slug, maker in makers.items()}
    a_proof(makers["tuda"], "guild", covers=Label.Covers.ORGANISATION)
    old = {slug: a_proof(maker, "expired", until=-1) for slug, maker in makers.items()}
    shown = []
    for one in offered:
        product = a_product(producer=makers[one.producer], category=categories[one.category], slug=one.slug)
        product.techniques.set([techniques[slug] for slug in one.technique])
        product.materials.set([materials[slug] for slug in one.material])
        product.save()
        if "proven" in one.label:
            ProductLabel.objects.create(
                product=product, label=proofs[one.producer].label, evidence=proofs[one.producer]
            )
        ProductLabel.objects.create(
            product=product, label=old[one.producer].label, evidence=old[one.producer]
        )
        for kind in one.kinds:
            variant = a_variant(product, price=kind.price, stock=kind.pieces)
            values = [
                ("colour", {"choice": choices["colour", kind.colour]}),
                ("size", {"choice": choices["size", kind.size]}),
                ("width", {"number": Decimal(kind.width)}),
                ("soft", {"boolean": kind.is_soft}),
            ]
            AttributeValue.objects.bulk_create(
                AttributeValue(variant=variant, attribute=attributes[code], **value) for code, value in values
            )
            shown.append(variant)
    on_show(*shown)


def a_proof(maker, code: str, *, covers: str = "product", until: int = 10) -> Evidence:
    label, _ = Label.objects.get_or_create(code=code, defaults={"name": texts(code), "covers": covers})
    today = timezone.localdate()
    return Evidence.objects.create(
        organisation=maker, label=label, kind="document", issuer="Guild", checked_by="Sara",
        checked_on=today - timedelta(days=30), valid_until=today + timedelta(days=until),
    )  # fmt: skip


Asked = dict[str, list[str]]


def is_below(category: str | None, above: str) -> bool:
    while category is not None:
        if category == above:
            return True
        category = CATEGORIES[category]
    return False


def fits(one: Offered, asked: Asked) -> bool:
    """The plain meaning of a query: OR within a facet, AND across, one variant for all of its attributes."""
    if "category" in asked and not any(is_below(one.category, code) for code in asked["category"]):
        return False
    for facet in ("region", "producer"):
        if facet in asked and getattr(one, facet) not in asked[facet]:
            return False
    for facet in ("technique", "material", "label"):
        if facet in asked and not getattr(one, facet) & set(asked[facet]):
            return False
    if "available" in asked and not one.is_available:
        return False
    if not any(name.startswith("a.") for name in asked):
        return in_price(one.lowest, asked)
    return any(kind_fits(kind, asked) for kind in one.kinds)


def kind_fits(kind: Kind, asked: Asked) -> bool:
    said = {"a.colour": kind.colour, "a.size": kind.size, "a.width": kind.width, "a.soft": "01"[kind.is_soft]}
    if any(name in asked and said[name] not in asked[name] for name in said):
        return False
    return in_price(kind.price, asked) and ("available" not in asked or kind.pieces > 0)


def in_price(price: Decimal, asked: Asked) -> bool:
    low, high = asked.get("price_min", ["0"])[0], asked.get("price_max", ["100000"])[0]
    return Decimal(low) <= price <= Decimal(high)


def read_whole(client, asked: Asked, path: str = "/fr/shop/"):
    """Return the first page's list and the slugs of all its pages, walked by their own links."""
    page = client.get(f"{path}?{urlencode(asked, doseq=True)}").context["list"]
    slugs, step = [], page
    while True:
        slugs += [card.url.rstrip("/").split("/")[-1] for card in step.cards]
        if not step.pages.next_url:
            return page, slugs
        step = client.get(step.pages.next_url).context["list"]


QUERIES: list[Asked] = [
    {},
    {"region": ["MA-05"]},
    {"region": ["MA-05", "MA-01"]},
    {"category": ["weaving"]},
    {"category": ["rugs", "clay"]},
    {"technique": ["knotted"], "material": ["wool", "earth"]},
    {"producer": ["tuda"], "available": ["1"]},
    {"label": ["proven"]},
    {"label": ["guild"], "category": ["weaving"]},
    {"price_min": ["100"], "price_max": ["250"]},
    {"category": ["weaving"], "a.colour": ["red"]},
    {"category": ["weaving"], "a.colour": ["red"], "a.size": ["l"]},
    {"category": ["weaving"], "a.colour": ["red", "blue"], "a.width": ["60.5"], "a.soft": ["1"]},
    {"category": ["weaving"], "a.size": ["s"], "price_max": ["150"], "available": ["1"]},
    {"category": ["weaving"], "price_min": ["200"]},
    {"category": ["bowls"], "region": ["MA-07"], "technique": ["coiled", "flat"], "available": ["1"]},
    {"a.colour": ["white"], "region": ["MA-01"]},
]


def test_totals_pages_and_counts_equal_a_recount(client, offered):
    for asked in QUERIES:
        page, slugs = read_whole(client, asked)
        expected = {one.slug for one in offered if fits(one, asked)}
        assert page.pages.total == len(expected), asked
        assert sorted(slugs) == sorted(expected), asked
        for facet in page.facets:
            others = {name: codes for name, codes in asked.items() if name != facet.code}
            for value in facet.values:
                recount = sum(fits(one, others | {facet.code: [value.code]}) for one in offered)
                assert value.count == recount, (asked, facet.code, value.code)
                assert value.is_chosen == (value.code in asked.get(facet.code, []))


def test_every_value_that_leaves_something_is_offered(client, offered):
    page, _ = read_whole(client, {"category": ["weaving"]})
    codes = {facet.code: {value.code for value in facet.values} for facet in page.facets}
    assert codes["region"] == {one.region for one in offered if is_below(one.category, "weaving")}
    assert codes["a.width"] == set(WIDTHS)
    assert codes["a.soft"] == {"0", "1"}
    assert codes["label"] == {"proven", "guild"}
    assert codes["category"] == {"weaving", "rugs", "blankets", "clay"}


def test_attributes_are_offered_only_where_a_category_asks_for_them(client):
    page, _ = read_whole(client, {})
    assert not [facet.code for facet in page.facets if facet.code.startswith("a.")]
    clay, _ = read_whole(client, {"category": ["clay"]})
    assert not [facet.code for facet in clay.facets if facet.code.startswith("a.")]


def test_a_category_page_counts_within_itself(client, offered):
    page, slugs = read_whole(client, {"category": ["rugs"]}, "/fr/shop/c/weaving/")
    assert set(slugs) == {one.slug for one in offered if one.category == "rugs"}
    category = next(facet for facet in page.facets if facet.code == "category")
    counts = {value.code: value.count for value in category.values}
    assert counts == {code: sum(one.category == code for one in offered) for code in ("rugs", "blankets")}


@pytest.mark.parametrize("sort", ["new", "price", "-price"])
def test_pages_follow_one_order(client, offered, sort):
    _, slugs = read_whole(client, {"sort": [sort]})
    assert len(slugs) == len(offered)
    prices = {one.slug: one.lowest for one in offered}
    if sort != "new":
        in_order = sorted(prices.values(), reverse=sort == "-price")
        assert [prices[slug] for slug in slugs] == in_order


def test_choosing_a_category_takes_the_place_of_those_above_and_below_it(client):
    page, _ = read_whole(client, {"category": ["weaving"]})
    values = {v.code: v.url for f in page.facets if f.code == "category" for v in f.values}
    assert values["rugs"].endswith("?category=rugs")
    assert values["clay"].endswith("?category=clay&category=weaving")
    assert values["weaving"].endswith("/shop/")
