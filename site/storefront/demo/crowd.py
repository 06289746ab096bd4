"""Any number of producers and offers, made from the curated ones; the same seed makes the same crowd."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from random import Random
from typing import Any

from django.db.models import Max

from producers.domain.regions import REGIONS
from producers.domain.text import fold
from producers.models import Organisation
from shop.models import Place, Product
from storefront.demo.curated import known, offer_facts
from storefront.demo.data import products, read, texts
from storefront.demo.offers import OfferFacts


def crowd_of_producers(wanted: int, seed: int, say: Callable[[str], None]) -> None:
    """Add producers until there are ``wanted``, over all regions."""
    missing = wanted - Organisation.objects.selling().count()
    if missing <= 0:
        return
    first = (Organisation.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    made = Organisation.objects.bulk_create(
        [_producer(number, Random(f"{seed}/producer/{number}")) for number in range(first, first + missing)],
        batch_size=1000,
    )
    Place.objects.bulk_create(
        [Place(organisation=one, kind=Place.Kind.MAKER, name=one.name, region=one.region) for one in made],
        batch_size=1000,
    )
    say(f"Producers… {missing} more")


def _producer(number: int, random: Random) -> Organisation:
    words = read("crowd.yaml")
    woman, family = random.choice(words["women"]), random.choice(words["families"])
    french = f"{woman[0]} {family[0]}"
    return Organisation(
        number=number,
        slug=f"maker-{number}",
        kind=Organisation.Kind.PRODUCER,
        voice=Organisation.Voice.WOMAN,
        status=Organisation.Status.ACTIVE,
        name=texts({"fr": french, "en": french, "ar": f"{woman[1]} {family[1]}"}),
        search_text=fold(f"{french} {woman[1]} {family[1]}"),
        sentence=texts(words["sentence"]),
        region=random.choice(REGIONS).iso,
        language="ar",
        legal_name=french,
        legal_number=f"DEMO-{number:05d}",
        legal_contact="contact@demo.test",
        is_fictional=True,
    )


def crowd_of_offers(wanted: int, seed: int) -> Iterator[OfferFacts]:
    """Yield offers until there are ``wanted``: a curated one each, of another maker, at another price."""
    there = Product.objects.count()
    if wanted <= there:
        return
    facts, rows = known(), [row for row in products() if row["kind"] == "good"]
    makers = list(Organisation.objects.selling().order_by("number").values_list("slug", flat=True))
    for number in range(there + 1, wanted + 1):
        random = Random(f"{seed}/offer/{number}")
        yield offer_facts(_another(random.choice(rows), random.choice(makers), number, random), facts)


def _another(row: dict[str, Any], maker: str, number: int, random: Random) -> dict[str, Any]:
    factor = Decimal(random.randrange(85, 116)) / 100
    return {
        **row,
        "slug": f"{row['slug']}-{number}",
        "producer": maker,
        "labels": [],
        "extra_pictures": random.sample(sorted(set(read("pictures/manifest.yaml")["offers"].values())), 2),
        "name": {code: f"{name} · {number}" for code, name in row["name"].items() if name},
        "variants": [
            {**one, **_priced(one, factor), "sku": f"{one['sku']}-{number}", "stock": random.randrange(0, 12)}
            for one in row["variants"]
        ],
    }


def _priced(one: dict[str, Any], factor: Decimal) -> dict[str, Any]:
    return {
        code: str((Decimal(str(one[code])) * factor).quantize(Decimal(1)))
        for code in ("mad", "eur", "usd")
        if one.get(code)
    }
