"""A frozen year stays what it was: its page, its words, its data."""

import csv
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import DatabaseError, IntegrityError, transaction
from frictionless import Package

from home.impact.actions.freeze import freeze
from home.impact.domain.editions import FreezeError
from home.impact.models import Edition, EditionCell, EditionFigure
from producers.domain.actors import Actor
from producers.models import Act
from producers.testing.builders import a_craft, a_producer, texts
from shop.actions.post import post
from shop.domain.postings import post_earned
from shop.models import JournalEntry
from shop.testing.builders import a_market

pytestmark = pytest.mark.django_db
HER = Actor(1, "operator")


@pytest.fixture(autouse=True)
def fresh():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def makers(monkeypatch):
    a_market()
    found = [a_producer(slug=f"w{number}", voice="woman", region="MA-05") for number in range(6)]
    for number, maker in enumerate(found):
        maker.crafts.add(a_craft("weaving"))
        earn(maker, number, "2025-06-15")
    return found


def earn(maker, number: int, day: str) -> None:
    """Book a sale as of a day that is long past: the books take it while its month is open."""
    with transaction.atomic():
        post(post_earned(maker.pk, 10_000, "MAD"), key=f"k{number}-{day}", day=date.fromisoformat(day))


def a_frozen(year: int = 2025, reason: str = "") -> Edition:
    return freeze(year, actor=HER, reason=reason)


def table(client, slug: str) -> list[dict]:
    answer = client.get(f"/feeds/open-data/editions/{slug}/figures.csv")
    assert answer.status_code == 200
    return list(csv.DictReader(StringIO(answer.content.decode(), newline="")))


def test_a_frozen_year_stays_what_it_was(client, makers):
    a_frozen()
    paths = ["/fr/impact/editions/2025/", "/ar/impact/editions/2025/income/"]
    before = [client.get(path).content for path in paths]
    data = table(client, "2025")
    assert {"figure": "income", "year": "2025", "by": "whole", "code": "all", "unit": "MAD",
            "value": "600.00"} in data  # fmt: skip
    for number in range(6):
        earn(makers[number], number, "2025-07-15")
    a_producer(slug="late", voice="woman", region="MA-05")
    craft = a_craft("weaving")
    craft.name = texts("Autre nom")
    craft.save()
    cache.clear()
    assert [client.get(path).content for path in paths] == before
    assert table(client, "2025") == data
    assert "1\u00a0200" in client.get("/fr/impact/?year=2025").content.decode()


def test_a_correction_is_a_new_edition_with_its_reason_beside_the_old_one(client, makers):
    a_frozen()
    old = table(client, "2025")
    earn(makers[0], 9, "2025-08-01")
    with pytest.raises(FreezeError, match="no_reason"):
        a_frozen()
    cache.clear()
    a_frozen(reason="Une vente manquait")
    assert table(client, "2025") == old
    assert table(client, "2025-2") != old
    page = client.get("/fr/impact/editions/2025/").content.decode()
    assert "Une vente manquait" in page
    assert "/fr/impact/editions/2025-2/" in page
    assert Act.objects.filter(verb="impact.frozen").count() == 2
    newest = client.get("/fr/impact/").content.decode()
    assert "editions/2025-2/" in newest
    assert "editions/2025/" not in newest


@pytest.mark.parametrize("year", [2027, 1999])
def test_a_year_that_is_not_over_is_not_frozen(year, makers):
    with pytest.raises(FreezeError):
        a_frozen(year)
    assert not Edition.objects.exists()


@pytest.mark.parametrize("model", [Edition, EditionFigure, EditionCell])
@pytest.mark.parametrize("what", ["update", "delete"])
def test_the_database_refuses_to_change_what_is_frozen(model, what, makers):
    a_frozen()
    rows = model.objects.all()
    with pytest.raises((DatabaseError, IntegrityError)), transaction.atomic():
        rows.update(id=999_999) if what == "update" else rows._raw_delete(rows.db)


def test_a_hidden_number_is_not_even_kept(makers):
    a_producer(slug="alone", voice="man", region="MA-09")
    a_frozen()
    cell = EditionCell.objects.get(figure__code="makers", by="region", code="MA-09")
    assert cell.value is None


def test_frictionless_finds_nothing_wrong_with_a_frozen_year(client, makers, tmp_path: Path):
    a_frozen()
    for name in ("datapackage.json", "figures.csv"):
        (tmp_path / name).write_bytes(client.get(f"/feeds/open-data/editions/2025/{name}").content)
    report = Package(str(tmp_path / "datapackage.json")).validate()
    assert report.flatten(["type", "message"]) == []


def test_entries_of_the_year_are_what_was_frozen(makers):
    edition = a_frozen()
    kept = EditionCell.objects.get(figure__edition=edition, figure__code="income", by="whole")
    assert JournalEntry.objects.filter(day__year=2025).count() == 6
    assert str(kept.value) == "600.00"
