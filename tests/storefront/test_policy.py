"""Headers that every answer has, and those of pages that belong to one person."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.http import HttpResponse
from django.test import Client, RequestFactory

from producers.responses import private_page
from storefront.policy import SharedCacheMiddleware

pytestmark = pytest.mark.django_db

PUBLIC = [
    "/",
    "/healthz",
    "/readyz",
    "/robots.txt",
    "/fr/account/login/",
    "/nowhere/",
    "/admin/",
    "/media/x.jpg",
]


@pytest.mark.parametrize("address", PUBLIC)
def test_every_answer_says_what_a_browser_may_do_with_it(client, address):
    headers = client.get(address).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy or "default-src 'none'" in policy
    assert "'unsafe-eval'" not in policy
    assert "http" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == ("SAMEORIGIN" if address.startswith("/admin/") else "DENY")
    assert headers["Referrer-Policy"] in {"strict-origin-when-cross-origin", "no-referrer"}
    assert "geolocation=()" in headers["Permissions-Policy"]


@pytest.mark.parametrize("address", ["/", "/fr/account/login/", "/nowhere/"])
def test_only_the_editor_has_inline_scripts_and_styles(client, address):
    assert "unsafe-inline" not in client.get(address).headers["Content-Security-Policy"]
    assert "unsafe-inline" in client.get("/admin/").headers["Content-Security-Policy"]


@pytest.mark.parametrize("address", ["/fr/account/login/", "/fr/account/"])
def test_a_page_of_one_person_is_kept_nowhere(client, address):
    headers = client.get(address).headers
    assert headers["Cache-Control"] == "private, no-store"
    assert headers["X-Robots-Tag"] == "noindex, nofollow"
    assert headers["Referrer-Policy"] == "no-referrer"


def test_a_host_without_our_csrf_middleware_still_sends_its_forms(settings):
    settings.MIDDLEWARE = ["django.middleware.csrf.CsrfViewMiddleware"]
    response = private_page(lambda request: HttpResponse())(RequestFactory().get("/"))
    assert response.headers["Referrer-Policy"] == "same-origin"


def test_an_answer_that_sets_a_cookie_enters_no_shared_cache():
    def answer(request):
        response = HttpResponse(headers={"Cache-Control": "public, max-age=60"})
        response.set_cookie("a", "b")
        return response

    response = SharedCacheMiddleware(answer)(RequestFactory().get("/"))
    assert response.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 302),
        ({"origin": "http://testserver"}, 302),
        ({"origin": "null", "sec-fetch-site": "same-origin"}, 302),
        ({"origin": "null"}, 302),
        ({"origin": "null", "sec-fetch-site": "cross-site"}, 403),
        ({"origin": "null", "sec-fetch-site": "same-site"}, 403),
        ({"origin": "http://elsewhere.example"}, 403),
    ],
)
def test_a_form_is_taken_from_our_own_pages_alone(headers, status):
    browser = Client(enforce_csrf_checks=True)
    user = get_user_model().objects.create_user("fatima", "fatima@example.test", "secret-word")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    browser.get("/fr/account/login/")
    form = {"login": user.email, "password": "secret-word"}
    form["csrfmiddlewaretoken"] = browser.cookies["csrftoken"].value
    assert browser.post("/fr/account/login/", form, headers=headers).status_code == status


@pytest.mark.parametrize("headers", [{"origin": "null", "sec-fetch-site": "same-origin"}, {}])
def test_without_its_token_no_form_is_taken(headers):
    browser = Client(enforce_csrf_checks=True)
    browser.get("/fr/account/login/")
    assert browser.post("/fr/account/login/", {"username": "a"}, headers=headers).status_code == 403


def test_our_origin_middleware_stands_right_before_djangos_protection(settings):
    names = list(settings.MIDDLEWARE)
    ours = names.index("producers.csrf.NoReferrerMiddleware")
    assert names[ours + 1] == "django.middleware.csrf.CsrfViewMiddleware"
