"""A room in a frame of a partner’s page: light, without cookies, scripts and forms; the only one."""

import pytest
from django.test import Client

from home.exhibition.testing.builders import a_room, a_work
from producers.testing.builders import a_picture
from shop.testing.builders import a_market

pytestmark = pytest.mark.django_db
ADDRESS = "/fr/exhibition/salle/embed/"


@pytest.fixture(autouse=True)
def room(db):
    a_market()
    return a_room(*(a_work(picture=a_picture()) for _number in range(9)), slug="salle")


@pytest.mark.parametrize("lang", ["fr", "ar", "en"])
def test_others_may_frame_it_in_the_language_of_its_address(client, lang):
    for _again in range(2):  # the second answer may come from what is kept
        answer = client.get(f"/{lang}/exhibition/salle/embed/")
        assert answer.status_code == 200
        assert "X-Frame-Options" not in answer.headers
        policy = answer.headers["Content-Security-Policy"].split("; ")
        assert {"default-src 'none'", "form-action 'none'", "frame-ancestors *"} <= set(policy)
        assert "script-src" not in answer.headers["Content-Security-Policy"]
        assert f'<html lang="{lang}"' in answer.content.decode()


def test_it_sets_no_cookie_and_is_kept_as_public(client):
    answer = client.get(ADDRESS)
    assert not answer.cookies
    assert answer.headers["Cache-Control"].startswith("public")
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert client.post(ADDRESS).status_code == 405


def test_it_has_no_script_no_form_and_little_to_load(client):
    html = client.get(ADDRESS).content.decode()
    for one in ("<script", "<form", "<input", "onclick", "site-fonts"):
        assert one not in html
    assert len(html) < 100_000
    assert html.count('data-role="work-card"') == 8
    assert '<base target="_blank">' in html
    assert 'rel="canonical" href="http://testserver/fr/exhibition/salle/"' in html


def test_a_draft_and_a_room_that_is_not_there_are_not_found(client):
    a_room(slug="ebauche", live=False)
    for slug in ("ebauche", "rien"):
        answer = client.get(f"/fr/exhibition/{slug}/embed/")
        assert answer.status_code == 404
        assert answer.headers["X-Frame-Options"] == "DENY"


def test_partners_copy_the_words_from_the_page_of_the_room(client):
    html = client.get("/ar/exhibition/salle/").content.decode()
    assert "&lt;iframe src=&quot;" in html or '&lt;iframe src="' in html
    assert "http://testserver/ar/exhibition/salle/embed/" in html
    assert 'data-role="embed"' not in client.get("/ar/exhibition/salle/light/").content.decode()


@pytest.mark.parametrize("path", ["", "light/"])
def test_its_other_pages_stay_out_of_frames(path):
    headers = Client().get(f"/fr/exhibition/salle/{path}").headers
    assert headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
