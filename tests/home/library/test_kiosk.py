"""The shared screen: documents read in place, nothing kept on the device, no way out of it."""

import re

import pytest
from django.contrib.staticfiles import finders

from home.library.testing.builders import a_document, a_kept_file, shelved
from producers.testing.builders import a_user
from shop.testing.builders import a_market
from tests.home.library.made_files import a_pdf

pytestmark = pytest.mark.django_db
HERE = re.compile(r"^(\?|#|/(fr|ar|en|zgh)/library/kiosk/|/static/|/media/)")


@pytest.fixture(autouse=True)
def fund(db):
    a_market()
    text = a_document(
        slug="laine",
        title={"fr": "La laine", "ar": "الصوف"},
        licence="cc-by",
        file=a_kept_file("La laine longue\nالصوف الطويل".encode()),
        address="https://example.org/outside",
    )
    pages = a_document(slug="cahier", licence="cc0", file=a_kept_file(a_pdf("un", "deux"), "a.pdf"))
    closed = a_document(slug="reserve", licence="on-site", title={"fr": "Réservé"}, file=a_kept_file(b"mots"))
    a_document(slug="fiche", title={"fr": "Sans fichier"})
    a_document(slug="ebauche", live=False, licence="cc-by", title={"fr": "Ébauche"}, file=a_kept_file(b"eb"))
    shelved(text, pages, closed)


SCREENS = ("", "?kind=work", "?q=laine", "?q=zzzz", "laine/", "cahier/", "cahier/?page=2")


@pytest.mark.parametrize("lang", ["fr", "ar"])
@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_keeps_nothing_and_leads_nowhere_else(client, lang, screen):
    client.force_login(a_user("salma.k"))
    for before in (False, True):
        answer = client.get(f"/{lang}/library/kiosk/{screen}")
        assert answer.status_code == 200
        assert not answer.cookies, before
        assert "no-store" in answer.headers["Cache-Control"]
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        page = answer.content.decode()
        assert "salma.k" not in page
        addresses = re.findall(r'(?:href|src|action)="([^"]*)"', page)
        assert [one for one in addresses if not HERE.match(one)] == []
        assert "app.js" not in page
        client.logout()


def test_only_what_everybody_may_have_is_on_the_screen(client):
    page = client.get("/fr/library/kiosk/").content.decode()
    assert "La laine" in page
    for hidden in ("Réservé", "Ébauche", "Sans fichier"):
        assert hidden not in page
    for slug in ("reserve", "ebauche", "fiche", "none"):
        for path in ("", "file/"):
            assert client.get(f"/fr/library/kiosk/{slug}/{path}").status_code == 404


def test_words_are_found_and_read_page_by_page_in_their_direction(client):
    found = client.get("/ar/library/kiosk/", {"q": "الطويل"}).content.decode()
    assert "/ar/library/kiosk/laine/" in found
    page = client.get("/ar/library/kiosk/laine/").content.decode()
    assert '<p dir="auto">الصوف الطويل</p>' in page
    second = client.get("/fr/library/kiosk/cahier/?page=2").content.decode()
    assert "deux" in second
    for wrong in ("3", "0", "x", "99999999"):
        assert client.get(f"/fr/library/kiosk/cahier/?page={wrong}").status_code == 404
        assert client.get(f"/fr/library/kiosk/?page={wrong}").status_code == 404


def test_a_file_is_played_by_parts_and_not_kept(client):
    answer = client.get("/fr/library/kiosk/laine/file/", headers={"Range": "bytes=0-3"})
    assert (answer.status_code, answer.headers["Cache-Control"]) == (206, "no-store")
    assert not answer.cookies
    assert answer.content == b"La l"


def test_it_goes_back_by_itself_with_and_without_script(client):
    page = client.get("/ar/library/kiosk/laine/").content.decode()
    assert 'data-start="/fr/library/kiosk/"' in page
    assert re.search(
        r'<noscript><meta http-equiv="refresh" content="\d+; url=/fr/library/kiosk/"></noscript>', page
    )
    with open(finders.find("home/library/kiosk.js"), encoding="utf-8") as script:
        code = script.read()
    for keeps in (
        "localStorage",
        "sessionStorage",
        "document.cookie",
        "indexedDB",
        "caches",
        "serviceWorker",
    ):
        assert keeps not in code
    assert "location.replace(start)" in code


def test_the_screens_ask_a_bounded_number_of_questions(client, django_assert_max_num_queries):
    client.get("/fr/library/kiosk/")
    with django_assert_max_num_queries(8):
        client.get("/fr/library/kiosk/")
    with django_assert_max_num_queries(8):
        client.get("/fr/library/kiosk/cahier/")
