"""Questions to the search with what they should find, and how much of it stands on the first page."""

import yaml

from shop.models import Category, Product
from shop.reading.search import find
from tests.demo.content import ROOT

JUDGED = yaml.load((ROOT.parents[1] / "tests" / "demo" / "judged.yaml").read_text(), Loader=yaml.CSafeLoader)
SITES = {"fr": "fr", "ar": "ar", "en": "en", "darija": "fr"}
FIRST = 24
LEAST = 0.9
QUERIES = [
    (query, language, judged) for judged in JUDGED for language in SITES for query in judged.get(language, ())
]


def wanted(judged: dict) -> set[int]:
    names = [name for name in judged["want"] if not name.startswith("@")]
    categories = [name[1:] for name in judged["want"] if name.startswith("@")]
    assert Category.objects.filter(slug__in=categories).count() == len(categories), judged
    assert Product.objects.filter(slug__in=names).count() == len(names), judged
    found = Product.objects.filter(slug__in=names) | Product.objects.filter(category__slug__in=categories)
    return set(found.exclude(slug__in=judged.get("not", ())).values_list("pk", flat=True))


def recall(query: str, language: str, right: set[int]) -> float:
    first = find(query, SITES[language]).ids[:FIRST]
    return len(right.intersection(first)) / min(FIRST, len(right))
