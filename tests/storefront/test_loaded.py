"""What a web worker of the shop has loaded before its first page: nothing that few ever ask for.

A module is there for as long as the worker lives, in each of them; docs/bench.md says what they take.
"""

import subprocess
import sys
from collections import Counter
from io import BytesIO
from pathlib import Path

import pillow_heif
import pytest
from django.urls import NoReverseMatch, reverse
from PIL import Image
from wagtail.admin.panels import Panel
from wagtail.admin.viewsets import viewsets
from wagtail.snippets.views.snippets import SnippetViewSet

from producers.testing.builders import an_editor
from storefront import editors_interface, phone_pictures
from storefront.account_urls import SECOND_FACTOR, second_factor

ROOT = Path(__file__).resolve().parents[2]
FOR_FEW = {
    "boto3": "files in a store",
    "charset_normalizer": "guesses at how bytes are written",
    "cryptography": "security keys and tokens",
    "fido2": "security keys",
    "icalendar": "calendars",
    "jwt": "tokens of partners",
    "ninja": "the API",
    "openpyxl": "spreadsheets",
    "pillow_heif": "pictures of phones",
    "pydantic": "the API",
    "pypdf": "reading papers, which a process of its own does",
    "pypdfium2": "the same",
    "requests": "films of other sites, which no page shows",
    "redis": "a cache that is not set",
    "segno": "codes on papers",
    "sentry_sdk": "reports that are not set",
    "stripe": "cards that are not set",
    "typst": "papers",
    "wagtail.api.v3": "nobody: it has no address here",
}
ASK = """
import sys, django
django.setup()
from django.test import Client
from django.urls import reverse
assert reverse("shop:product", args=["x"]) and reverse("wagtailadmin_home") and reverse("mfa_index")
assert Client().get("/healthz").status_code == 200
from storefront import warm
for name in warm._templates():
    warm._compile(name)
print(*sys.modules)
"""


@pytest.fixture(scope="module")
def loaded() -> set[str]:
    done = subprocess.run([sys.executable, "-c", ASK], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_a_worker_has_loaded_nothing_that_few_ask_for(loaded):
    assert "shop.views.products" in loaded
    assert {name: why for name, why in FOR_FEW.items() if name in loaded} == {}


def test_the_form_of_a_list_is_put_together_once(monkeypatch):
    made = []
    whole = Panel.get_form_class
    monkeypatch.setattr(Panel, "get_form_class", lambda panel: made.append(panel.model) or whole(panel))
    lists = [type(each) for each in viewsets.viewsets if isinstance(each, SnippetViewSet)]
    for kind in lists:
        kind().get_urlpatterns()
    assert len(made) > 20
    assert [model for model, times in Counter(made).items() if times > 1] == []


def test_the_addresses_of_the_second_factor_are_those_of_the_package():
    assert {route: name for route, (name, _view) in second_factor().items()} == SECOND_FACTOR


def test_a_picture_of_a_phone_is_read_by_the_library_that_comes_with_it(monkeypatch):
    made, kept = BytesIO(), Image.new("RGB", (40, 30), "teal")
    pillow_heif.from_pillow(kept).save(made)
    monkeypatch.setitem(Image.OPEN, "HEIF", (phone_pictures._open, phone_pictures._is_one))
    assert Image.open(made).size == (40, 30)
    assert Image.OPEN["HEIF"][0] is not phone_pictures._open


@pytest.mark.django_db
def test_late_addresses_are_found_and_written(client):
    assert reverse("api:description") == "/api/v1/openapi.json"
    assert client.get("/api/v1/nothing").headers["Content-Type"] == "application/problem+json"
    with pytest.raises(NoReverseMatch):
        reverse("api:nothing")


@pytest.mark.django_db
def test_the_editor_asks_there(client):
    client.force_login(an_editor(is_superuser=True))
    found = client.get(reverse("wagtailadmin_api:pages:listing"), {"fields": "*"})
    assert found.status_code == 200
    assert "items" in found.json()
    assert client.get(reverse("wagtailadmin_api:images:listing")).status_code == 200
    client.logout()
    assert client.get(reverse("wagtailadmin_api:documents:listing")).status_code == 302


def test_the_interface_behind_the_editor_is_the_one_of_the_package():
    routes = {key: route for key, (route, _view) in editors_interface.views().items()}
    assert routes == {
        (endpoint, name): route
        for endpoint in editors_interface.ENDPOINTS
        for route, name in (editors_interface.ROUTES | editors_interface.MORE.get(endpoint, {})).items()
    }
