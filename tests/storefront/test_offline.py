"""The shop as an app: what its worker keeps, and what it never does. The browser's part is in the audit."""

import json
import re

import pytest
from django.contrib.staticfiles import finders

from storefront.offline import SHELL

pytestmark = pytest.mark.django_db


def test_the_worker_stands_at_the_root_and_is_asked_for_anew(client):
    answer = client.get("/sw.js")
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert answer.headers["Cache-Control"] == "no-cache"


def test_what_belongs_to_a_person_is_not_among_the_pages_it_keeps(client):
    text = client.get("/sw.js").content.decode()
    found = re.search(r"new RegExp\(`(.+?)`\)", text)
    kept = re.compile(found[1].replace('${LANGUAGES.join("|")}', "fr|ar|en|zgh"))
    for path in ("/fr/", "/fr/shop/", "/ar/shop/p/x/", "/fr/producers/x/", "/en/stories/", "/fr/pages/help/"):
        assert kept.search(path), path
    for path in (
        "/fr/cart/", "/fr/checkout/review/", "/fr/orders/x/", "/fr/account/", "/fr/my-orders/", "/admin/",
        "/fr/portal/", "/fr/shop/country/", "/fr/shop/back/x/", "/fr/shop/suggest/",
    ):  # fmt: skip
        assert not kept.search(path), path


def test_every_file_of_the_shell_is_there(client):
    assert all(finders.find(name) for name in SHELL if not name.endswith("site.css"))
    files = json.loads(re.search(r"const FILES = (\[.*?\]);", client.get("/sw.js").content.decode())[1])
    for path in files:
        if path.endswith("/offline/"):
            assert client.get(path).status_code == 200


@pytest.mark.parametrize("lang", ["fr", "ar", "en"])
def test_the_page_without_a_line_says_so_in_its_language(client, lang):
    page = client.get(f"/{lang}/offline/").content.decode()
    assert f'<html lang="{lang}"' in page
    assert "noindex" in page


def test_the_manifest_opens_the_shop(client):
    answer = client.get("/manifest.webmanifest")
    assert answer.headers["Content-Type"] == "application/manifest+json"
    data = json.loads(answer.content)
    assert (data["start_url"], data["scope"]) == ("/fr/", "/")
    assert {icon["purpose"] for icon in data["icons"]} == {"any", "maskable"}
    assert 'rel="manifest"' in client.get("/fr/shop/country/").content.decode()
