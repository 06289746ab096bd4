"""Harvesting the fund: records in their languages; what was taken back is deleted, a draft unknown."""

import pytest
from lxml import etree

from home.library.models import Document
from home.library.testing.builders import a_document, a_kept_file, a_subject, shelved
from tests.oracles.oai import faults

pytestmark = pytest.mark.django_db
OAI = "{http://www.openarchives.org/OAI/2.0/}"
DC = "{http://purl.org/dc/elements/1.1/}"
LIST = "/oai?verb=ListRecords&metadataPrefix=oai_dc&set=documents"


def asked(client, query: str) -> etree._Element:
    answer = client.get(query)
    assert list(faults(answer.content)) == [], query
    return etree.fromstring(answer.content)


@pytest.fixture
def fund() -> list[Document]:
    """Two public documents, one of them taken back, and a draft."""
    first = a_document(
        title={"fr": "Teindre & \u0007filer", "ar": "الصباغة"},
        creators="Aït Lahcen, Fadma",
        issued="2024-05",
        isbn="9780306406157",
        licence="cc-by",
        file=a_kept_file(),
        subjects=(a_subject(),),
        languages=("fr", "ar"),
    )
    gone = a_document(kind="journal", title={"fr": "Revue secrète"})
    draft = a_document(live=False, title={"fr": "Ébauche secrète"})
    shelved(first, gone)
    gone.unpublish()
    return [first, gone, draft]


def test_a_record_has_all_its_languages_and_its_rights(client, fund):
    record = asked(
        client,
        f"/oai?verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:testserver:document/{fund[0].export_id}",
    )
    words = [
        (one.tag.removeprefix(DC), one.text.strip()) for one in record.iter() if str(one.tag).startswith(DC)
    ]
    for pair in (
        ("title", "الصباغة"),
        ("subject", "Tissage"),
        ("creator", "Aït Lahcen, Fadma"),
        ("date", "2024-05"),
        ("type", "Text"),
        ("format", "text/plain"),
        ("identifier", "urn:isbn:9780306406157"),
        ("identifier", f"http://testserver/id/document/{fund[0].export_id}"),
        ("language", "ar"),
        ("rights", "https://creativecommons.org/licenses/by/4.0/"),
    ):
        assert pair in words
    assert record.find(f".//{DC}title[2]").get("{http://www.w3.org/XML/1998/namespace}lang") in ("fr", "ar")


def test_what_was_taken_back_is_deleted_and_a_draft_is_unknown(client, fund):
    answer = asked(client, LIST)
    headers = {one.findtext(f"{OAI}identifier"): one.get("status") for one in answer.iter(f"{OAI}header")}
    assert headers == {
        f"oai:testserver:document/{fund[0].export_id}": None,
        f"oai:testserver:document/{fund[1].export_id}": "deleted",
    }
    assert "secr" not in etree.tostring(answer, encoding="unicode")
    unknown = asked(
        client,
        f"/oai?verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:testserver:document/{fund[2].export_id}",
    )
    assert unknown.find(f"{OAI}error").get("code") == "idDoesNotExist"


def test_harvesters_read_page_by_page_by_kind_and_by_date(client, fund, monkeypatch):
    monkeypatch.setattr("shop.views.oai.PER_PAGE", 1)
    first = asked(client, LIST)
    token = first.findtext(f".//{OAI}resumptionToken")
    second = asked(client, f"/oai?verb=ListRecords&resumptionToken={token}")
    assert [len(list(one.iter(f"{OAI}record"))) for one in (first, second)] == [1, 1]
    assert len(list(asked(client, f"{LIST}:journal").iter(f"{OAI}record"))) == 1
    assert asked(client, f"{LIST}&until=2020-01-01").find(f"{OAI}error").get("code") == "noRecordsMatch"
    asked(client, "/oai?verb=ListSets")
