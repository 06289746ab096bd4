"""Sector series: each number has a unit, a source, a day and a licence; page, bars, file and search."""

import csv
import io
import json
import re

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from home.library.models import SectorSeries, SeriesValue
from home.library.testing.builders import a_series, a_subject
from shop.testing.builders import a_market

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _a_market(db):
    a_market()


@pytest.mark.parametrize("missing", ["source", "licence"])
def test_numbers_without_a_source_or_a_licence_are_refused(missing):
    one = a_series()
    setattr(one, missing, "")
    with pytest.raises(ValidationError) as refused:
        one.full_clean()
    assert missing in refused.value.message_dict or "__all__" in refused.value.message_dict
    with pytest.raises(IntegrityError), transaction.atomic():
        SectorSeries.objects.update(**{missing: ""})


@pytest.mark.parametrize("wrong", [{"region": "MA-99"}, {"year": 24}, {"year": 2024, "region": "MA-05"}])
def test_the_database_refuses_other_places_years_and_second_numbers(wrong):
    one = a_series()
    with pytest.raises(IntegrityError), transaction.atomic():
        SeriesValue.objects.create(**({"series": one, "year": 2022, "region": "", "value": 1} | wrong))


@pytest.mark.parametrize(("lang", "number"), [("fr", "1\u00a0500"), ("ar", "1.500")])
def test_a_page_has_bars_and_tables_source_and_licence(client, lang, number):
    one = a_series(source_url="https://example.org/annuaire")
    page = client.get(f"/{lang}/library/series/{one.slug}/").content.decode()
    assert number in page
    assert "<svg" in page
    assert 'id="row-MA-05"' in page
    assert "Annuaire de l’artisanat" in page
    assert "creativecommons.org/licenses/by/4.0" in page
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    node = next(one for one in json.loads(block)["@graph"] if one["@type"] == "Dataset")
    assert (node["temporalCoverage"], node["creditText"]) == ("2023/2024", "Annuaire de l’artisanat")


def test_the_regions_of_another_year_are_chosen_by_address(client):
    one = a_series({(2022, "MA-01"): "3", (2024, "MA-05"): "40"})
    address = f"/fr/library/series/{one.slug}/"
    assert 'id="row-MA-05"' in client.get(address).content.decode()
    older = client.get(f"{address}?year=2022").content.decode()
    assert 'id="row-MA-01"' in older
    assert "noindex" in older
    for wrong in ("1999", "x", "20222", "٢٠٢٢"):
        assert client.get(address, {"year": wrong}).status_code == 404


def test_the_file_says_the_source_in_every_row(client):
    one = a_series({(2024, ""): "1.5", (2024, "MA-05"): "0.25"}, places=2)
    answer = client.get(f"/fr/library/series/{one.slug}.csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert [(row["region"], row["value"]) for row in rows] == [("", "1.50"), ("MA-05", "0.25")]
    assert {(row["source"], row["licence"], row["unit"]) for row in rows} == {
        ("Annuaire de l’artisanat", "cc-by", "métiers")
    }


def test_drafts_are_unknown_and_what_was_taken_back_is_gone(client):
    draft, gone = a_series(live=False, title={"fr": "Ébauche secrète"}), a_series()
    gone.unpublish()
    for path in ("/", ".csv"):
        assert client.get(f"/fr/library/series/{draft.slug}{path}").status_code == 404
        assert client.get(f"/fr/library/series/{gone.slug}{path}").status_code == 410
    assert client.get(f"/id/series/{draft.export_id}").status_code == 404
    assert "secr" not in client.get("/fr/library/series/").content.decode()


def test_the_list_is_narrowed_by_sector_and_the_search_finds_a_series(client):
    a_series(sector=a_subject("weaving", fr="Tissage"))
    a_series(sector=a_subject("money", fr="Argent"), title={"fr": "Crédits"})
    both = client.get("/fr/library/series/").content.decode()
    assert both.count('data-role="series-card"') == 2
    one = client.get("/fr/library/series/?sector=money").content.decode()
    assert one.count('data-role="series-card"') == 1
    assert "noindex" in one
    assert "Métiers à tisser" in client.get("/fr/search/", {"q": "metiers"}).content.decode()


def test_the_pages_ask_a_bounded_number_of_questions(client, django_assert_max_num_queries):
    for number in range(6):
        one = a_series(sector=a_subject(f"s{number}"))
    client.get("/fr/library/series/")
    with django_assert_max_num_queries(10):
        client.get("/ar/library/series/")
    with django_assert_max_num_queries(10):
        client.get(f"/ar/library/series/{one.slug}/")
