"""One search over everything: by kind with counts, folded, with proposals, and what may have been meant."""

import json
import re

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from home.awards.testing.builders import an_award_edition
from home.events.testing.builders import an_event
from home.exhibition.testing.builders import a_work
from home.library.testing.builders import a_document, a_series, shelved
from home.network.testing.builders import a_listing
from home.testing.builders import a_consent, a_story, published
from home.training.testing.builders import a_course, a_guide, a_practice
from producers.domain.text import fold
from producers.editions.areas import tables, with_parts
from producers.models import Organisation
from producers.search_kinds import search_kinds
from producers.testing.builders import a_producer, texts
from shop.actions.search_words import refresh_search_words
from shop.models import Market
from shop.reading.everything import read_question
from shop.testing.builders import a_market, a_product, a_variant, on_show

pytestmark = pytest.mark.django_db


def named(name: str, slug: str, region: str = "MA-05"):
    return a_producer(name=name, slug=slug, region=region, search_text=fold(name))


@pytest.fixture
def town():
    """A maker, her rug, a fair and a document that all speak of saffron; another maker who does not."""
    a_market()
    maker = named("Coopérative Safrane de Taliouine", "safrane", "MA-09")
    named("Atelier du Bois", "bois")
    on_show(a_variant(a_product(producer=maker, slug="safran", name="Safran en filaments")))
    refresh_search_words()
    return maker


def found(client, question: str, lang: str = "fr", **more: str) -> str:
    answer = client.get(f"/{lang}/search/", {"q": question, **more})
    assert answer.status_code == 200
    return answer.content.decode()


def kinds(page: str) -> list[str]:
    return [part.partition('"')[0] for part in page.split('<h2 id="kind-')[1:]]


def test_every_kind_that_fits_is_listed_with_its_number(client, town):
    page = found(client, "SAFRAN")
    assert kinds(page) == ["products", "makers"]
    assert "/fr/shop/p/safran/" in page
    assert "/fr/producers/safrane/" in page
    assert "/fr/producers/bois/" not in page
    only = found(client, "safran", kind="makers")
    assert kinds(only) == ["makers"]
    assert "/fr/producers/?q=safran" in only


def test_agenda_stories_and_documents_are_found_too(client, town):
    an_event(title="Foire du safran", slug="foire")
    shelved(a_document(title="Le safran au pays", slug="le-safran"))
    story = a_story(producer=town, title="Une récolte de safran")
    a_consent(story)
    published(story)
    page = found(client, "safran")
    assert kinds(page) == ["products", "makers", "stories", "agenda", "documents"]
    for title in ("Foire du safran", "Le safran au pays", "Une récolte de safran"):
        assert title in page
    withheld = a_story(producer=town, title="Une autre histoire de safran", slug="autre")
    assert withheld.title not in found(client, "safran")


@pytest.mark.parametrize("question", ["", "  ", "…", "<script>", "a" * 300, "%00", "🧶"])
def test_odd_questions_are_answered(client, town, question):
    page = found(client, question)
    assert "<script>alert" not in page
    assert kinds(page) == []


@pytest.mark.parametrize(
    "query", ["kind=nothing", "kind=makers&page=99", "kind=makers&page=x", "kind=makers&page=0"]
)
def test_what_is_not_there_is_not_found(client, town, query):
    assert client.get(f"/fr/search/?q=safran&{query}").status_code == 404


def test_a_misspelled_name_of_a_maker_is_set_right(client, town):
    page = found(client, "Talioune")
    assert 'data-role="did-you-mean"' in page
    assert "q=taliouine" in page
    assert "makers" in kinds(found(client, "taliouine"))
    assert 'data-role="did-you-mean"' not in found(client, "taliouine")
    assert 'data-role="did-you-mean"' not in found(client, "zzzzzzzz")


def test_a_name_that_is_spelled_right_is_not_drowned_by_offers_that_are_not_meant(client, town):
    named("Safrin", "safrin")
    page = found(client, "safrin")
    assert kinds(page) == ["makers"]


def test_proposals_are_of_every_kind(client, town):
    answer = client.get("/fr/search/suggest/", {"q": "Sáfr"})
    assert json.loads(answer.content)["suggestions"] == [
        "Safran en filaments",
        "Coopérative Safrane de Taliouine",
    ]
    assert json.loads(client.get("/fr/search/suggest/", {"q": "s"}).content) == {"suggestions": []}


def test_the_box_is_a_list_of_the_browser_and_a_plain_form_without_script(client, town):
    page = found(client, "safran", lang="ar")
    box = page.partition('<input id="everything"')[2].partition(">")[0]
    assert 'list="everything-proposed"' in box
    assert 'data-suggest="/ar/search/suggest/"' in box
    assert 'action="/ar/search/" method="get" role="search"' in page
    assert '<label for="everything">' in page


def test_makers_are_divided_into_pages(client, town):
    for number in range(25):
        named(f"Tissage {number}", f"t{number}")
    assert found(client, "tissage", kind="makers").count('<li class="hit">') == 20
    assert found(client, "tissage", kind="makers", page="2").count('<li class="hit">') == 5


def test_a_search_takes_few_queries(client, town, django_assert_max_num_queries):
    for number in range(8):
        named(f"Safran {number}", f"t{number}")
    kinds = len(search_kinds())
    settings = 2 if connection.vendor == "postgresql" else 0  # around one statement
    with django_assert_max_num_queries(2 * kinds + 4 + settings):
        found(client, "safran")
    with django_assert_max_num_queries(2 * kinds + 6 + settings):
        found(client, "Taliounne")
    with django_assert_max_num_queries(14):
        client.get("/fr/search/suggest/", {"q": "safr"})


def test_what_a_question_finds_is_kept_until_something_changes(client, town, django_assert_num_queries):
    client.cookies["seen"] = "1"  # whoever has a cookie gets no page from memory
    before = found(client, "safran")
    with django_assert_num_queries(1):  # the look at the editions
        assert kinds(found(client, "SAFRAN", more="1")) == kinds(before) == ["products", "makers"]
    Organisation.objects.filter(slug="bois").update(
        name=texts("Bois de safran"), search_text=fold("Bois de safran")
    )
    assert "/fr/producers/bois/" in found(client, "safran")
    town.search_text = fold("Taliouine")
    town.save()
    assert "/fr/producers/safrane/" not in found(client, "safran").partition('id="kind-makers"')[2]


def test_another_question_asks_only_for_what_is_not_known(client, town, django_assert_max_num_queries):
    client.cookies["seen"] = "1"
    for question in ("safran", "filaments"):
        found(client, question)
    with django_assert_max_num_queries(6):
        assert kinds(found(client, "filaments safran")) == ["products"]


def test_each_kind_names_the_areas_of_all_that_it_reads(town):
    """A table in no area of its kind would leave what was found as it was after a change."""
    for add in (an_event, a_course, a_guide, a_practice, an_award_edition, a_work, a_series, a_listing):
        add()
    shelved(a_document(title="Le safran", slug="safran"))
    a_consent(story := a_story(producer=town, title="Le safran"))
    published(story)
    areas = tables()
    for kind in search_kinds():
        question = read_question("safran", "fr", Market.objects.get().pk)
        with CaptureQueriesContext(connection) as asked:
            kind.find(question)
            kind.show([1, 2, *KEYS.get(kind.code, list)()], question)
        read = {name for one in asked for name in re.findall(r'(?:FROM|JOIN) "(\w+)"', one["sql"])}
        missing = {name for name in read if areas.get(name) and areas[name] not in with_parts(kind.areas)}
        assert not missing, kind.code


KEYS = {
    kind: lambda model=model: list(apps.get_model(model).objects.values_list("pk", flat=True))
    for kind, model in {
        "products": "tiwizi_shop.Product",
        "makers": "tiwizi_producers.Organisation",
        "stories": "tiwizi_home.StoryPage",
        "agenda": "tiwizi_events.Event",
        "documents": "tiwizi_library.Document",
        "series": "tiwizi_library.SectorSeries",
        "courses": "tiwizi_training.Course",
        "guides": "tiwizi_training.Guide",
        "practices": "tiwizi_training.PracticeSheet",
        "awards": "tiwizi_awards.Edition",
        "works": "tiwizi_exhibition.Work",
    }.items()
}
