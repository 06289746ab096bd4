"""The figures: what is counted is what the rows say, nothing about few is told, and a machine can read it."""

import json
import re

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.utils import timezone, translation

from home.impact.models import Statement
from home.impact.reading.figure_page import FigurePage
from home.impact.reading.sheets import FigureSheet
from producers.figures import figures
from producers.models import Organisation
from producers.testing.builders import a_cooperative, a_craft, a_producer, texts
from shop.actions.post import post
from shop.domain.postings import post_earned, post_unearned
from shop.testing.builders import a_market, a_product

pytestmark = pytest.mark.django_db
YEAR = timezone.localdate().year


@pytest.fixture(autouse=True)
def fresh():
    cache.clear()
    yield
    cache.clear()


def earned(maker: Organisation, amount: int, key: str) -> None:
    with transaction.atomic():
        post(post_earned(maker.pk, amount, "MAD"), key=key)


def a_house() -> list[Organisation]:
    """Twelve women and six men in two regions, two cooperatives; the women of one region weave."""
    a_market()
    weaving = a_craft("weaving")
    makers = []
    for number in range(12):
        region = "MA-05" if number < 6 else "MA-09"
        one = a_producer(slug=f"w{number}", voice="woman", region=region)
        if number < 6:
            one.crafts.add(weaving)
        makers.append(one)
    makers += [a_producer(slug=f"m{number}", voice="man", region="MA-05") for number in range(6)]
    makers += [a_cooperative(slug=f"c{number}", region="MA-09") for number in range(5)]
    for number, maker in enumerate(makers):
        earned(maker, 10_000 + number, f"k{number}")
        a_product(producer=maker, slug=f"p{number}")
    with transaction.atomic():
        post(post_unearned(makers[0].pk, 4_000, "MAD"), key="back")
    return makers


def rows(client, path: str = "/feeds/open-data/figures.csv") -> dict[tuple[str, ...], str]:
    answer = client.get(path)
    assert answer.status_code == 200
    lines = [line.split(",") for line in answer.content.decode().split("\r\n")[1:-1]]
    return {tuple(line[:-1]): line[-1] for line in lines}


def one_number(sql: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def test_what_is_counted_is_what_sql_of_its_own_finds(client):
    a_house()
    found = rows(client)
    year = str(YEAR)
    booked = one_number(
        "SELECT -SUM(p.amount) FROM tiwizi_shop_posting p"
        " JOIN tiwizi_shop_ledgeraccount a ON a.id = p.account_id"
        " JOIN tiwizi_producers_organisation o ON o.id = a.organisation_id"
        " WHERE a.kind = 'producer_payable' AND o.region = 'MA-05'"
    )
    women = one_number(
        "SELECT COUNT(*) FROM tiwizi_producers_organisation WHERE voice = 'woman' AND region = 'MA-09'"
    )
    weavers = one_number(
        "SELECT COUNT(DISTINCT x.organisation_id) FROM tiwizi_producers_organisation_crafts x"
        " JOIN tiwizi_producers_craft c ON c.id = x.craft_id WHERE c.code = 'weaving'"
    )
    everybody = one_number("SELECT COUNT(*) FROM tiwizi_producers_organisation WHERE kind <> 'association'")
    assert float(found["income", year, "region", "MA-05", "MAD"]) == float(booked) == 1161.02
    assert found["women", year, "region", "MA-09", "women"] == str(women) == "6"
    assert found["makers", year, "craft", "weaving", "makers"] == str(weavers) == "6"
    assert found["makers", year, "whole", "all", "makers"] == str(everybody) == "23"
    assert found["products", year, "whole", "all", "products"] == "23"


def test_the_query_shown_finds_the_rows_that_were_counted(client):
    a_house()
    said = json.loads(client.get("/feeds/open-data/datapackage.json").content)
    described = next(one for one in said["resources"] if one["name"] == "figures")["figures"]
    query = next(one["query"] for one in described if one["name"] == "women")
    with connection.cursor() as cursor:
        cursor.execute(query)
        assert len(cursor.fetchall()) == 12
    assert "\nFROM " in query


def test_one_more_who_is_alone_hides_herself_and_her_neighbour(client):
    a_house()
    a_producer(slug="alone", region="MA-11", voice="man")
    found = rows(client)
    assert found["makers", str(YEAR), "region", "MA-11", "makers"] == ""
    hidden = [key for key, value in found.items() if key[0] == "makers" and key[2] == "region" and not value]
    assert len(hidden) == 2
    assert found["makers", str(YEAR), "whole", "all", "makers"] == "24"
    by_kind = client.get("/feeds/open-data/makers.csv").content.decode()
    for key in hidden:
        kinds = [line for line in by_kind.split("\r\n") if line.startswith(key[3])]
        assert kinds, "the other table has cells of that region"
        assert all(line.endswith(",") for line in kinds), "which would tell by their sum what is hidden here"


def test_women_are_hidden_where_the_few_others_would_be_told(client):
    for number in range(7):
        a_producer(slug=f"w{number}", voice="woman", region="MA-05")
    for number in range(3):
        a_producer(slug=f"m{number}", voice="man", region="MA-05")
    found = rows(client)
    assert found["makers", str(YEAR), "region", "MA-05", "makers"] == "10"
    assert found["women", str(YEAR), "region", "MA-05", "women"] == ""
    assert found["women", str(YEAR), "whole", "all", "women"] == ""


@pytest.mark.parametrize("lang", ["fr", "ar", "en"])
def test_a_figure_is_shown_as_map_chart_and_table(client, lang):
    a_house()
    page = client.get(f"/{lang}/impact/figures/makers/").content.decode()
    assert page.partition('class="bars"')[2].count("<rect ") >= 3
    assert 'role="img"' in page
    assert 'id="row-MA-05"' in page
    assert 'href="#row-MA-05"' in page
    assert "SELECT" in page
    assert "<script>" not in page
    assert "RGPH 2024" in page
    if lang == "ar":
        first = re.search(r'<text x="(\d+)"', page)
        assert first is not None
        assert first[1] == "400", "an Arabic chart is read from the right"


@pytest.mark.parametrize(
    ("own", "unit", "heading"),
    [("artisanes", "makers", "artisanes"), ("", "MAD", "MAD"), ("", "people", "Nombre")],
)
def test_a_column_is_headed_by_words_and_never_by_a_code(own, unit, heading):
    figure = FigureSheet("trainees", "Formées", "", "", own, "", is_state=False, cells=())
    nothing = {"regions": (), "by_region": None, "told_apart": None, "by_year": None, "compared": None}
    with translation.override("fr"):
        assert FigurePage(figure=figure, unit=unit, whole="8", **nothing).heading == heading


def test_a_page_asks_little_of_the_database(client, django_assert_max_num_queries):
    a_house()
    with django_assert_max_num_queries(4 + 2 * len(figures())):  # one or two for each, computed anew
        client.get("/fr/impact/")
    with django_assert_max_num_queries(10):
        client.get("/fr/impact/figures/income/?year=" + str(YEAR))


def test_a_page_is_a_data_set_with_its_files(client):
    a_house()
    page = client.get("/fr/impact/").content.decode()
    graph = json.loads(re.search(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', page, re.S)[1])[
        "@graph"
    ]
    one = next(node for node in graph if node["@type"] == "Dataset")
    assert one["license"].startswith("https://creativecommons.org/")
    assert [file["encodingFormat"] for file in one["distribution"]] == ["text/csv", "application/json"]
    for file in one["distribution"]:
        assert client.get(file["contentUrl"].removeprefix("http://testserver")).status_code == 200


@pytest.mark.parametrize(
    "path", ["?year=1999", "?year=abc", "?year=20266", "figures/nothing/", "editions/2020/", "?year=٢٠٢٦"]
)
def test_what_was_never_counted_is_not_found(client, path):
    assert client.get(f"/fr/impact/{path}").status_code == 404


def test_a_figure_without_rows_says_so(client):
    page = client.get("/fr/impact/figures/income/").content.decode()
    assert 'class="empty"' in page
    assert 'class="bars"' not in page


def test_what_others_stated_is_shown_with_its_source_and_counted_nowhere(client):
    a_house()
    before = rows(client)
    Statement.objects.create(
        figure="makers", what=texts("Personnes aidées"), value=6_500, source="Le Journal, 2010", live=True
    )
    Statement.objects.create(what=texts("Secret"), value=7_777, source="Brouillon", live=False)
    page = client.get("/fr/impact/figures/makers/").content.decode()
    assert "6\u00a0500" in page
    assert "Le Journal, 2010" in page
    cache.clear()
    assert rows(client) == before
    everything = client.get("/fr/impact/").content.decode()
    assert "Personnes aidées" in everything
    assert "Secret" not in everything
    assert "Personnes aidées" not in client.get("/fr/impact/figures/income/").content.decode()


def whole(answer) -> str:
    return b"".join(answer).decode()


def test_the_map_of_the_site_lists_the_figures(client):
    named = whole(client.get("/sitemap.xml"))
    files = re.findall(r"<loc>http://testserver(/sitemap-impact[^<]*)</loc>", named)
    assert files
    text = whole(client.get(files[0]))
    assert "/fr/impact/" in text
    assert 'hreflang="ar"' in text
