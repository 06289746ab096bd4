"""Search on the demo against judged queries: plurals, misspellings, Darija in Latin letters."""

import pytest
import yaml
from django.core.management import call_command

from producers.actions.deliver import deliver_announcements
from shop.models import Category, Product
from shop.reading.search import find
from tests.demo.content import ROOT

pytestmark = pytest.mark.django_db
JUDGED = yaml.safe_load((ROOT.parents[1] / "tests" / "demo" / "judged.yaml").read_text())
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


def test_there_are_enough_queries_of_each_kind():
    assert len(QUERIES) >= 150
    for language in SITES:
        assert sum(one == language for _query, one, _judged in QUERIES) >= 30


def test_what_was_looked_for_stands_on_the_first_page():
    call_command("demo", verbosity=0)
    deliver_announcements()  # the index follows the offers
    found = {
        (language, query): recall(query, language, wanted(judged)) for query, language, judged in QUERIES
    }
    missed = sorted(key for key, value in found.items() if value < 1)
    for language in SITES:
        values = [value for (one, _query), value in found.items() if one == language]
        assert sum(values) / len(values) >= LEAST, (language, missed)
    assert sum(found.values()) / len(found) >= LEAST, missed
