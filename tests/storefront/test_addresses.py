"""Addresses that belong to the site itself."""

import pytest
from django.db import DatabaseError

from storefront import views

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("spoken", "language"),
    [
        ("ar-MA,ar;q=0.9", "ar"),
        ("en-GB", "en"),
        ("zgh", "zgh"),
        ("de,es;q=0.8", "fr"),
        ("", "fr"),
        ("*;q=;;", "fr"),
    ],
)
def test_the_root_leads_to_the_browsers_language(client, spoken, language):
    response = client.get("/", headers={"accept-language": spoken})
    assert response.status_code == 302
    assert response.headers["Location"] == f"/{language}/"
    assert "Accept-Language" in response.headers["Vary"]


def test_the_probes_answer(client):
    assert client.get("/healthz").content == b"ok\n"
    assert client.get("/readyz").content == b"ready\n"


def test_it_is_not_ready_without_its_database(client, monkeypatch):
    def fail(connection):
        raise DatabaseError

    monkeypatch.setattr(views, "MigrationExecutor", fail)
    assert client.get("/readyz").status_code == 503
    assert client.get("/healthz").status_code == 200


def test_crawlers_are_told_what_is_private(client):
    text = client.get("/robots.txt").content.decode()
    for place in ("/admin/", "/fr/cart/", "/ar/checkout/", "/zgh/orders/", "/en/account/"):
        assert f"Disallow: {place}\n" in text
    assert "Sitemap: http://testserver/sitemap.xml" in text


@pytest.mark.parametrize("address", ["/admin/", "/admin/login/", "/admin/pages/"])
def test_editors_sign_in_where_everyone_does(client, address):
    response = client.get(address, headers={"accept-language": "en"})
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/en/account/login/")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("images/rug.jpg", 200),
        ("original_images/rug.jpg", 404),
        ("documents/list.pdf", 404),
        ("proofs/slip.jpg", 404),
        ("images/.hidden", 404),
        ("images/../proofs/slip.jpg", 404),
        ("images/%2e%2e/proofs/slip.jpg", 404),
        ("images/", 404),
    ],
)
def test_only_what_is_meant_for_everyone_is_served(client, settings, path, status):
    for name in (
        "images/rug.jpg",
        "original_images/rug.jpg",
        "documents/list.pdf",
        "proofs/slip.jpg",
        "images/.hidden",
    ):
        file = settings.MEDIA_ROOT / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"x")
    response = client.get(f"/media/{path}", follow=True)
    assert response.status_code == status
    if status == 200:
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in response.headers["Content-Security-Policy"]


def test_an_upload_that_could_act_is_never_run(client, settings):
    file = settings.MEDIA_ROOT / "images" / "page.svg"
    file.parent.mkdir(parents=True)
    file.write_text("<svg><script>alert(1)</script></svg>")
    assert (
        client.get("/media/images/page.svg").headers["Content-Security-Policy"]
        == "default-src 'none'; sandbox"
    )


@pytest.mark.parametrize("address", ["/api/v2/pages/", "/api/v1/pages/", "/django-admin/"])
def test_no_interface_answers_that_nobody_asked_for(client, address):
    assert client.get(address, follow=True).status_code == 404
