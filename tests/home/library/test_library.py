"""The pages of the fund: what is listed and found, where, and what nobody outside may see."""

import json
import re

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.utils import timezone

from home.library.actions.refresh import show_first_pages
from home.library.models import Document, DocumentFile, DocumentPage, Holding, LibraryRow, LibraryWords
from home.library.reading import engine, find
from home.library.testing.builders import a_document, a_kept_file, a_subject, shelved
from home.testing.builders import a_home_page
from shop.testing.builders import a_market
from tests.home.library.made_files import a_pdf

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _a_market(db):
    a_market()


def titles(response) -> list[str]:
    return [card.title.text for card in response.context["list"].cards]


def a_text(words: str, **fields) -> Document:
    fields.setdefault("licence", "cc-by")
    return a_document(file=a_kept_file(words.encode(), "a.txt"), **fields)


def test_only_public_documents_are_listed_the_newest_first(client):
    a_document(title={"fr": "Ancien"}, issued="1998")
    a_document(title={"fr": "Nouveau"}, issued="2024-05")
    a_document(title={"fr": "Ébauche"}, live=False)
    response = client.get("/fr/library/")
    assert titles(response) == ["Nouveau", "Ancien"]
    assert b"bauche" not in response.content


def test_each_filter_narrows_the_list_and_says_how_many_it_would_leave(client):
    weaving, money = a_subject(), a_subject("money", fr="Argent")
    a_document(title={"fr": "Un"}, issued="2020", subjects=(weaving,), languages=("fr", "ar"))
    a_document(title={"fr": "Deux"}, kind="journal", issued="2021", subjects=(money,), languages=("ar",))
    for query, expected in (
        ("kind=journal", ["Deux"]),
        ("subject=weaving", ["Un"]),
        ("language=ar", ["Deux", "Un"]),
        ("language=ar&kind=work", ["Un"]),
        ("year=2021", ["Deux"]),
        ("year=1900", []),
    ):
        assert titles(client.get(f"/fr/library/?{query}")) == expected, query
    facets = {facet.code: facet for facet in client.get("/fr/library/?kind=work").context["list"].facets}
    assert {(value.code, value.count) for value in facets["kind"].values} == {("work", 1), ("journal", 1)}
    languages = {(value.label, value.count) for value in facets["language"].values}
    assert languages == {("français", 1), ("arabe", 1)}


@pytest.mark.parametrize("page", ["0", "2", "-1", "x"])
def test_a_page_that_does_not_exist_is_not_found(client, page):
    a_document()
    assert client.get("/fr/library/", {"page": page}).status_code == 404


def test_an_empty_fund_and_a_search_without_a_find_say_so(client):
    assert 'data-role="document-card"' not in client.get("/fr/library/").content.decode()
    a_document()
    assert titles(client.get("/fr/library/?q=zzzz")) == []
    assert titles(client.get("/fr/library/?q=%D9%91")) == []


def test_words_are_found_in_the_record_in_both_languages_with_the_fold(client):
    one = a_document(
        title={"fr": "Teindre à l'indigo", "ar": "الصِّباغة بالنيلة"},
        description={"fr": "Recettes"},
        creators="Aït Lahcen, Fadma",
        subjects=(a_subject(),),
    )
    other = a_document(title={"fr": "Compter"})
    shelved(one, other)
    for typed in ("INDIGO", "الصباغه", "recette", "ait lahcen", "نسيج", "indi"):
        assert titles(client.get("/fr/library/", {"q": typed})) == ["Teindre à l'indigo"], typed


def test_a_page_of_the_file_is_named_and_its_words_are_marked(client):
    file = a_kept_file(a_pdf("rien", "La cochenille teint la laine"), "a.pdf")
    one = a_document(title={"fr": "Cahier"}, file=file, licence="cc-by")
    shelved(one)
    card = client.get("/fr/library/?q=cochenille+laine").context["list"].cards[0]
    assert card.place.label == "À la page 2"
    assert [piece.text for piece in card.place.found.pieces if piece.is_found] == ["cochenille", "laine"]


def test_words_of_different_pages_find_the_document(client):
    shelved(
        a_document(title={"fr": "Cahier"}, file=a_kept_file(a_pdf("laine", "indigo"), "a.pdf"), licence="cc0")
    )
    assert titles(client.get("/fr/library/?q=laine+indigo")) == ["Cahier"]


def test_arabic_text_of_a_file_is_found_with_the_fold(client):
    shelved(a_text("تُصبغُ الصُّوفُ بالنِّيلة", title={"fr": "Cahier"}, languages=("ar",)))
    card = client.get("/ar/library/", {"q": "الصوف"}).context["list"].cards[0]
    assert card.place.lang == "ar"
    assert card.place.dir == "rtl"


def test_a_document_taken_back_is_found_no_more_and_gone(client):
    one = a_text("cochenille", title={"fr": "Cahier"}, slug="cahier")
    shelved(one)
    assert client.get("/fr/library/cahier/").status_code == 200
    one.unpublish()
    assert not LibraryRow.objects.exists()
    assert titles(client.get("/fr/library/?q=cochenille")) == []
    for address in ("", "file/", "cite.bib"):
        assert client.get(f"/fr/library/cahier/{address}").status_code == 410, address


def test_a_draft_has_no_address(client):
    a_text("secret", slug="ebauche", live=False)
    for address in ("", "file/", "cite.bib", "cite.ris"):
        assert client.get(f"/fr/library/ebauche/{address}").status_code == 404, address


def test_a_document_that_never_was_is_not_found(client):
    assert client.get("/fr/library/nope/").status_code == 404
    assert client.get("/fr/library/nope/cite.pdf").status_code == 404


def test_the_file_is_handed_out_whole_and_in_parts_with_its_real_type(client):
    a_text("Les tapis", slug="cahier", licence="cc-by")
    whole = client.get("/fr/library/cahier/file/")
    assert whole["Content-Type"] == "text/plain"
    assert b"".join(whole.streaming_content) == b"Les tapis"
    part = client.get("/fr/library/cahier/file/", headers={"range": "bytes=4-8"})
    assert (part.status_code, part.content) == (206, b"tapis")
    assert client.get("/fr/library/cahier/file/", headers={"range": "bytes=90-"}).status_code == 416


def test_a_part_goes_on_only_while_the_file_is_the_same(client):
    one = a_text("Les tapis", slug="cahier")
    address, part = "/fr/library/cahier/file/", {"range": "bytes=4-8"}
    tag = client.get(address)["ETag"]
    assert one.file.sha256 in tag
    assert client.get(address, headers={**part, "if-range": tag}).status_code == 206
    assert client.get(address, headers={**part, "if-range": '"another"'}).status_code == 200
    assert client.get(address, headers={**part, "if-range": f"W/{tag}"}).status_code == 200


def test_a_long_part_is_read_block_by_block(client):
    sound = b"ID3\x04" + bytes(range(256)) * 5000
    a_document(kind="audio", slug="chant", licence="cc-by", file=a_kept_file(sound, "a.mp3"))
    answer = client.get("/fr/library/chant/file/", headers={"range": "bytes=1000-"})
    assert (answer.status_code, answer.streaming) == (206, True)
    assert answer["Content-Range"] == f"bytes 1000-{len(sound) - 1}/{len(sound)}"
    assert b"".join(answer.streaming_content) == sound[1000:]
    assert "<audio" in client.get("/fr/library/chant/").content.decode()


def test_a_storage_elsewhere_hands_out_the_file_itself(client, monkeypatch):
    a_text("Les tapis", slug="cahier")
    monkeypatch.setattr("home.library.views.library.FileSystemStorage", int)
    monkeypatch.setattr("django.db.models.fields.files.FieldFile.url", "https://store.test/x?signed")
    answer = client.get("/fr/library/cahier/file/")
    assert (answer.status_code, answer["Location"]) == (302, "https://store.test/x?signed")
    assert answer["Cache-Control"] == "no-store"


def test_what_is_for_the_reading_room_is_searched_and_not_handed_out(client):
    shelved(a_text("cochenille", slug="cahier", title={"fr": "Cahier"}, licence="on-site"))
    assert titles(client.get("/fr/library/?q=cochenille")) == ["Cahier"]
    assert client.get("/fr/library/cahier/file/").status_code == 404
    assert 'data-role="on-site"' in client.get("/fr/library/cahier/").content.decode()


def test_the_first_page_is_public_only_while_its_document_is(client, media_names):
    file = a_kept_file(a_pdf("Un"), "a.pdf")
    one = a_document(file=file, licence="cc-by", live=False)
    show_first_pages([one.pk])
    assert media_names() == set()
    Document.objects.filter(pk=one.pk).update(live=True)
    show_first_pages([one.pk])
    (name,) = media_names()
    assert DocumentFile.objects.get().public_preview == f"library/{name}"
    Document.objects.filter(pk=one.pk).update(licence="on-site")
    show_first_pages([one.pk])
    assert media_names() == set()


@pytest.fixture
def media_names(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return lambda: {path.name for path in tmp_path.glob("library/*")}


def test_the_page_says_what_others_read_of_it(client):
    a_text(
        "x",
        slug="cahier",
        title={"fr": "Teindre <b>&", "ar": "الصباغة"},
        creators="Aït Lahcen, Fadma\nCentre",
        issued="2024-05",
        isbn="978-0-306-40615-7",
        subjects=(a_subject(),),
    )
    html = client.get("/fr/library/cahier/").content.decode()
    assert '<meta name="citation_title" content="Teindre &lt;b&gt;&amp;" lang="fr">' in html
    assert '<meta name="citation_author" content="Aït Lahcen, Fadma">' in html
    assert '<meta name="DC.title" content="الصباغة" lang="ar">' in html
    assert 'hreflang="ar"' in html
    graph = json.loads(re.search(r'application/ld\+json">(.*?)</script>', html)[1])["@graph"]
    assert graph[0]["@type"] == "Book"
    assert graph[0]["isbn"] == "9780306406157"
    assert graph[0]["author"][0] == {
        "@type": "Person", "name": "Fadma Aït Lahcen", "familyName": "Aït Lahcen", "givenName": "Fadma",
    }  # fmt: skip


def test_a_journal_shows_its_issues(client):
    one = a_document(slug="revue", kind="journal")
    Holding.objects.create(document=one, year=2019, volume="3", issues="1–4", missing="2")
    html = client.get("/fr/library/revue/").content.decode()
    assert 'data-role="holdings"' in html
    assert "2019" in html
    assert "1–4" in html


def test_its_permanent_address_leads_to_it_or_says_that_it_is_gone(client):
    one = a_document(slug="cahier")
    address = f"/id/document/{one.export_id}"
    assert client.get(address)["Location"] == "/fr/library/cahier/"
    data = client.get(address, headers={"accept": "application/ld+json"})
    assert json.loads(data.content)["@graph"][0]["@type"] == "Book"
    Document.objects.update(live=False)
    assert client.get(address).status_code == 410
    assert client.get(f"/id/document/{a_document(live=False).export_id}").status_code == 404


def test_the_lists_and_the_page_have_a_budget(client, django_assert_max_num_queries):
    a_home_page()
    rows = [
        a_text("laine", slug=f"d{number}", subjects=(a_subject(),), languages=("fr", "ar"))
        for number in range(12)
    ]
    shelved(*rows)
    with django_assert_max_num_queries(16):
        client.get("/fr/library/?kind=work")
    with django_assert_max_num_queries(20):
        assert len(titles(client.get("/fr/library/?q=laine"))) == 12
    with django_assert_max_num_queries(12):
        client.get("/fr/library/d3/")


def test_the_map_of_the_site_lists_the_fund(client):
    a_document(slug="cahier", title={"fr": "Un", "ar": "واحد"})
    content = b"".join(client.get("/sitemap-library-1.xml").streaming_content).decode()
    assert "<loc>http://testserver/fr/library/</loc>" in content
    assert "<loc>http://testserver/ar/library/cahier/</loc>" in content


def test_a_file_whose_task_was_lost_is_read_by_the_next_round(client):
    from home.library.actions.read_file import read_forgotten_files

    file = a_kept_file(b"cochenille", "a.txt")
    DocumentPage.objects.all().delete()
    DocumentFile.objects.update(state="waiting")
    assert read_forgotten_files() == 0
    assert read_forgotten_files(now=timezone.now() + timezone.timedelta(hours=1)) == 1
    assert DocumentPage.objects.get(file=file).folded == "cochenille"


def test_where_records_hold_every_document_texts_are_not_looked_through(django_assert_num_queries):
    ContentType.objects.get_for_models(LibraryRow, LibraryWords)
    shelved(*(a_text("la laine", title={"fr": "Laine"}) for _number in range(3)))
    at_once = connection.vendor == "postgresql"  # one statement, and two around it
    with django_assert_num_queries(4 if at_once else 3):  # the sets of the fund, the records, their titles
        assert len(find.find_documents(find.read_question("laine"))) == 3
    shelved(a_text("la laine", title={"fr": "Soie"}))
    with django_assert_num_queries(4):
        assert len(find.find_documents(find.read_question("laine"))) == 4


def test_titles_come_before_records_and_records_before_files():
    said = [{"title": {"fr": "La laine"}}, {"description": {"fr": "De laine"}}, {}]
    rows = [a_text("laine", **one) for one in said]
    shelved(*rows, a_text("Soie"))
    assert list(find.find_documents(find.read_question("laine"))) == [one.pk for one in rows]


def test_what_another_server_finds_is_read_up_to_a_limit(monkeypatch):
    rows = [a_text("laine", title={"fr": "Laine"}) for _number in range(3)]
    shelved(*rows)

    class Elsewhere:
        def search(self, query, rows, **how):
            assert how == {"order_by_relevance": False}
            return list(rows.order_by("-pk"))

    monkeypatch.setattr(engine, "get_search_backend", Elsewhere)
    monkeypatch.setattr(engine, "MOST_ELSEWHERE", 2)
    assert list(find.find_documents(find.read_question("laine"))) == [rows[2].pk, rows[1].pk]
