"""What libraries harvest: held against the schemas, and read by a harvester that nobody here wrote."""

from datetime import timedelta

import httpx2
import pytest
from django.db import connection
from django.utils import timezone
from lxml import etree
from oaipmh_scythe import Scythe
from oaipmh_scythe.exceptions import BadArgument, BadResumptionToken, IdDoesNotExist, NoRecordsMatch

from producers.models import Consent
from producers.testing.databases import changes_allowed
from shop.actions.export_snapshot import refresh_exports
from shop.models import ExportRow, Product, Variant
from shop.testing.builders import a_market, a_product, a_variant, on_show
from tests.oracles.oai import faults

pytestmark = pytest.mark.django_db
OAI = "{http://www.openarchives.org/OAI/2.0/}"
TOKEN = "resumptionToken"
LIST = "/oai?verb=ListRecords&metadataPrefix=oai_dc"


@pytest.fixture(scope="module", autouse=True)
def built(made_once) -> list[Variant]:
    """Seven goods of one maker who shares: one of them taken off again."""
    with made_once.making():
        a_market()
        first = a_variant(
            a_product(slug="p0", name={"fr": "Tapis & <doux>", "ar": "زربية"}, summary="\u0007Laine")
        )
        maker = first.product.producer
        variants = [first, *(a_variant(a_product(slug=f"p{n}", producer=maker)) for n in range(1, 7))]
        on_show(*variants)
        Consent.objects.create(
            organisation=maker, person="she", scope="sharing", heard_in="ar", given_at=timezone.now()
        )
        refresh_exports()
        Product.objects.filter(pk=variants[-1].product_id).update(hidden_at=timezone.now())
        refresh_exports()
        return variants


@pytest.fixture
def goods(built, made_once) -> list[Variant]:
    return made_once.hand_out(built)


@pytest.fixture
def harvester(client):
    """The harvester, which asks the application itself instead of the network."""

    def answered(request: httpx2.Request) -> httpx2.Response:
        answer = client.get(request.url.raw_path.decode())
        return httpx2.Response(answer.status_code, headers=dict(answer.headers), content=answer.content)

    scythe = Scythe("http://testserver/oai")
    scythe._client = httpx2.Client(transport=httpx2.MockTransport(answered))
    return scythe


def asked(client, query: str) -> etree._Element:
    answer = client.get(query if query.startswith("/oai") else f"/oai?{query}")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/xml")
    assert list(faults(answer.content)) == [], query
    return etree.fromstring(answer.content)


def error_of(client, query: str) -> str:
    error = asked(client, query).find(f"{OAI}error")
    return "" if error is None else error.get("code")


def test_a_harvester_reads_three_pages_with_deletions(harvester, goods, monkeypatch):
    monkeypatch.setattr("shop.views.oai.PER_PAGE", 3)
    records = list(harvester.list_records(metadata_prefix="oai_dc"))
    assert {record.header.identifier for record in records} == {
        f"oai:testserver:variant/{variant.export_id}" for variant in goods
    }
    assert [record.header.identifier for record in records if record.header.deleted] == [
        f"oai:testserver:variant/{goods[-1].export_id}"
    ]
    assert len(list(harvester.list_identifiers(metadata_prefix="oai_dc"))) == 7


def test_a_harvester_reads_one_record_in_all_its_languages(harvester, goods):
    record = harvester.get_record(
        identifier=f"oai:testserver:variant/{goods[0].export_id}", metadata_prefix="oai_dc"
    )
    assert {"Tapis &", "زربية"} <= {title.strip() for title in record.metadata["title"]}
    assert record.metadata["type"] == ["PhysicalObject"]
    assert record.metadata["identifier"] == [f"http://testserver/id/variant/{goods[0].export_id}"]


def test_a_harvester_reads_the_sets_and_what_is_in_them(harvester, goods):
    specs = [one.setSpec for one in harvester.list_sets()]
    family = f"objects:{goods[0].product.category.slug}"
    assert specs.index("objects") < specs.index(family)
    assert len(list(harvester.list_identifiers(metadata_prefix="oai_dc", set_=family))) == 7
    assert harvester.identify().deletedRecord == "persistent"


def test_a_harvester_is_told_what_is_wrong(harvester, goods):
    with pytest.raises(IdDoesNotExist):
        harvester.get_record(identifier="oai:testserver:variant/nope", metadata_prefix="oai_dc")
    with pytest.raises(NoRecordsMatch):
        list(harvester.list_records(metadata_prefix="oai_dc", from_="2090-01-01"))
    with pytest.raises(BadArgument):
        list(harvester.list_records(metadata_prefix="oai_dc", from_="yesterday"))
    with pytest.raises(BadResumptionToken):
        list(harvester.list_records(resumption_token="tampered"))


@pytest.mark.parametrize("verb", ["Identify", "ListMetadataFormats", "ListSets"])
def test_each_answer_keeps_to_the_schema(client, goods, verb):
    assert error_of(client, f"verb={verb}") == ""


def test_a_list_keeps_to_the_schema_whatever_a_text_holds(client, goods):
    assert len(list(asked(client, LIST).iter(f"{OAI}record"))) == 7


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("", "badVerb"),
        ("verb=Harvest", "badVerb"),
        ("verb=Identify&verb=Identify", "badVerb"),
        ("verb=Identify&set=x", "badArgument"),
        ("verb=ListRecords", "badArgument"),
        ("verb=GetRecord&metadataPrefix=oai_dc", "badArgument"),
        ("verb=ListRecords&metadataPrefix=marc21", "cannotDisseminateFormat"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2026-01-01&until=2026-01-01T00:00:00Z", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2026-02-01&until=2026-01-01", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2026-13-01", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&set=a%20b", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&set=nothing", "noRecordsMatch"),
        ("verb=ListRecords&metadataPrefix=oai_dc&until=2020-01-01", "noRecordsMatch"),
        ("verb=ListRecords&metadataPrefix=oai_dc&resumptionToken=x", "badArgument"),
        ("verb=ListRecords&resumptionToken=x", "badResumptionToken"),
        ("verb=ListSets&resumptionToken=x", "badResumptionToken"),
        ("verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:elsewhere:variant/x", "idDoesNotExist"),
        ("verb=ListMetadataFormats&identifier=nope", "idDoesNotExist"),
    ],
)
def test_what_is_wrong_is_said_in_the_protocols_own_way(client, goods, query, code):
    assert error_of(client, query) == code


def test_a_token_of_another_list_is_refused(client, goods, monkeypatch):
    monkeypatch.setattr("shop.views.oai.PER_PAGE", 3)
    token = asked(client, LIST).find(f".//{OAI}{TOKEN}").text
    assert error_of(client, f"verb=ListIdentifiers&{TOKEN}={token}") == "badResumptionToken"
    assert error_of(client, f"verb=ListRecords&{TOKEN}={token}") == ""


def test_who_takes_her_consent_back_is_deleted_with_a_new_day(client, goods):
    before = timezone.now()
    with changes_allowed(connection):
        ExportRow.objects.update(changed_at=before - timedelta(days=3))
    Consent.objects.update(withdrawn_at=timezone.now())
    refresh_exports()
    since = (before - timedelta(days=1)).strftime("%Y-%m-%d")
    heads = list(
        asked(client, f"verb=ListIdentifiers&metadataPrefix=oai_dc&from={since}").iter(f"{OAI}header")
    )
    assert len(heads) == 7
    assert {head.get("status") for head in heads} == {"deleted"}


def test_a_page_takes_a_fixed_number_of_queries(client, goods, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        asked(client, LIST)


def test_a_harvester_may_ask_by_post(client, goods):
    answer = client.post("/oai", {"verb": "Identify"})
    assert list(faults(answer.content)) == []


@pytest.mark.parametrize("broken", [("persistent", "maybe"), ("2.0</", "3</"), ("adminEmail>", "mail>")])
def test_what_is_broken_is_found(client, goods, broken):
    text = client.get("/oai?verb=Identify").content.decode()
    good, bad = broken
    assert good in text
    assert list(faults(text.replace(good, bad).encode()))


def test_a_record_that_is_no_dublin_core_is_found(client, goods):
    text = client.get(LIST).content.decode()
    assert list(faults(text.replace("dc:title", "dc:headline").encode()))
