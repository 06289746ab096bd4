"""The figures in the back office: who may freeze a year, and what a table of statements is held to."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from home.impact.models import Edition, Statement
from home.impact.testing.builders import a_statement
from producers.testing.builders import a_user, an_editor

pytestmark = pytest.mark.django_db
YEARS, STATEMENTS = "/admin/impact/years/", "/admin/impact/statements/"
HEAD = b"what_fr,value,source\n"


def signed_in(client, user):
    client.force_login(user)
    return client


def sent(client, content: bytes):
    return client.post(STATEMENTS, {"file": SimpleUploadedFile("t.csv", content)})


@pytest.fixture
def chief(client):
    return signed_in(client, a_user("chief", is_superuser=True, is_staff=True))


def test_an_operator_freezes_a_year_and_is_told_why_not(chief):
    client = chief
    assert client.post(YEARS, {"year": "2025"}).status_code == 302
    again = client.post(YEARS, {"year": "2025"})
    assert again.status_code == 422
    assert client.post(YEARS, {"year": "2026"}).status_code == 422
    assert [one.slug for one in Edition.objects.all()] == ["2025"]
    assert client.post(YEARS, {"year": "2025", "reason": "Une vente manquait"}).status_code == 302
    page = client.get(YEARS).content.decode()
    assert "/fr/impact/editions/2025-2/" in page
    assert "Une vente manquait" in page


def test_an_editor_learns_nothing_of_freezing(client):
    signed_in(client, an_editor())
    assert client.post(YEARS, {"year": "2025"}).status_code == 404
    assert client.get(STATEMENTS).status_code == 404
    assert not Edition.objects.exists()


def test_a_table_of_statements_becomes_drafts_once(chief):
    table = HEAD + "Personnes formées,6500,Le Journal\n".encode()
    for _time in range(2):
        assert sent(chief, table).status_code == 302
    (row,) = Statement.objects.all()
    assert (row.live, row.source, str(row.what)) == (False, "Le Journal", "Personnes formées")
    assert "Le Journal" not in chief.get("/fr/impact/").content.decode()


@pytest.mark.parametrize("content", [HEAD + b"Personnes,6500,\n", b"\xff\xfe", b"a,b\n1,2\n", b""])
def test_a_table_without_sources_is_refused_whole(chief, content):
    good = HEAD + b"Autre,5,Le Journal\n"
    answer = sent(chief, good + content.removeprefix(HEAD) if content.startswith(HEAD) else content)
    assert answer.status_code == 422
    assert not Statement.objects.exists()


def test_the_form_refuses_a_total_without_a_source_and_so_does_the_database(chief):
    address = "/admin/snippets/tiwizi_impact/statement/add/"
    typed = {"what_0": "Personnes", "value": "12", "source": "", "action-publish": "1"}
    assert chief.post(address, typed).status_code == 200
    assert not Statement.objects.exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        a_statement(source="")
    assert chief.post(address, typed | {"source": "Le Journal"}).status_code == 302
    assert Statement.objects.get().live
