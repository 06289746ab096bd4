"""Figures for anybody: read by frictionless, equal to the rows, and never about few."""

import csv
import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from frictionless import Package

from producers.testing.builders import a_cooperative, a_producer
from shop.actions.post import post
from shop.domain.postings import Entry, post_earned, post_unearned
from shop.testing.builders import a_market

pytestmark = pytest.mark.django_db


@pytest.fixture
def makers() -> list:
    a_market()
    many = [a_producer(slug=f"a{number}", region="MA-05") for number in range(6)]
    few = [a_cooperative(slug=f"b{number}", region="MA-05") for number in range(2)]
    return [*many, *few, a_producer(slug="alone", region="MA-09")]


def book(key: str, entry: Entry) -> None:
    with transaction.atomic():
        post(entry, key=key)


def table(client, name: str) -> list[dict]:
    answer = client.get(f"/feeds/open-data/{name}.csv")
    assert answer.status_code == 200
    return list(csv.DictReader(StringIO(answer.content.decode(), newline="")))


def saved(client, folder: Path) -> Path:
    said = client.get("/feeds/open-data/datapackage.json").content
    (folder / "datapackage.json").write_bytes(said)
    for name in (resource["path"] for resource in json.loads(said)["resources"]):
        (folder / name).write_bytes(client.get(f"/feeds/open-data/{name}").content)
    return folder / "datapackage.json"


def test_frictionless_finds_nothing_wrong(client, makers, tmp_path):
    report = Package(str(saved(client, tmp_path))).validate()
    assert report.flatten(["type", "message"]) == []


@pytest.mark.parametrize(("good", "bad"), [("MA-09", "Morocco"), ("producer", "person"), ("makers", "women")])
def test_frictionless_finds_what_is_broken(client, makers, tmp_path, good, bad):
    descriptor = saved(client, tmp_path)
    file = tmp_path / "makers.csv"
    assert good in file.read_text()
    file.write_text(file.read_text().replace(good, bad))
    assert Package(str(descriptor)).validate().flatten(["type"])


def test_figures_about_few_are_empty_and_cannot_be_had_by_subtraction(client, makers):
    assert table(client, "makers") == [
        {"region": "MA-05", "kind": "cooperative", "makers": ""},
        {"region": "MA-05", "kind": "producer", "makers": ""},
        {"region": "MA-09", "kind": "producer", "makers": ""},
    ]


def test_figures_about_enough_are_those_of_the_rows(client, makers):
    for number in range(4):
        a_cooperative(slug=f"c{number}", region="MA-05")
    assert [row["makers"] for row in table(client, "makers")] == ["", "", ""], (
        "how many there are in all and in one region is published too: she who is alone in the other is not"
    )
    for number in range(4):
        a_producer(slug=f"d{number}", region="MA-09")
    cache.clear()
    assert [row["makers"] for row in table(client, "makers")] == ["6", "6", "5"]


def test_what_makers_earned_is_what_the_books_say(client, makers):
    for number, maker in enumerate(makers[:6]):
        book(f"e{number}", post_earned(maker.pk, 10_050, "MAD"))
    book("back", post_unearned(makers[0].pk, 50, "MAD"))
    book("alone", post_earned(makers[-1].pk, 99_900, "MAD"))
    year = str(timezone.localdate().year)
    assert table(client, "earned") == [
        {"year": year, "region": "MA-05", "currency": "MAD", "makers": "", "amount": ""},
        {"year": year, "region": "MA-09", "currency": "MAD", "makers": "", "amount": ""},
    ]
    others = [a_producer(slug=f"d{number}", region="MA-09") for number in range(5)]
    for maker in others:
        book(f"d{maker.pk}", post_earned(maker.pk, 100, "MAD"))
    cache.clear()
    assert {row["amount"] for row in table(client, "earned")} == {""}, "nearly all of it is one maker's"
    for maker in others:
        book(f"more{maker.pk}", post_earned(maker.pk, 9_900, "MAD"))
    cache.clear()
    assert [(row["makers"], row["amount"]) for row in table(client, "earned")] == [
        ("6", "602.50"),
        ("6", "1499.00"),
    ]


def test_a_description_names_method_and_licence(client):
    said = json.loads(client.get("/feeds/open-data/datapackage.json").content)
    assert said["licenses"][0]["name"] == "CC-BY-4.0"
    assert all(resource["description"] for resource in said["resources"])


def test_a_table_that_is_none_is_not_found(client):
    assert client.get("/feeds/open-data/buyers.csv").status_code == 404
