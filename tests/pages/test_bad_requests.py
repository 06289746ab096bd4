"""Languages nobody speaks, headers of ten kilobytes, cookies that somebody broke: a clear answer to each."""

import pytest
from django.test import Client

from home.testing.builders import a_consent, a_story, published
from shop.context import CART_KEY
from shop.models import Cart
from tests.pages.buying import fill_cart
from tests.pages.world import GATEWAYS, World, build_world

pytestmark = pytest.mark.django_db
PAGES = ("/fr/", "/fr/shop/", "/fr/shop/p/rug/", "/fr/producers/", "/fr/cart/")
LONG = 10 * 1024
ODD = [
    "",
    "\x00",
    "../../etc/passwd",
    "<script>alert(1)</script>",
    "é" * 300,
    "%00%ff",
    "a" * 4000,
    "{}",
    "-1",
]


@pytest.fixture(scope="module", autouse=True)
def built(made_once) -> World:
    with made_once.making(SHOP={"GATEWAYS": GATEWAYS}):
        return build_world()


@pytest.fixture
def world(built, made_once, settings) -> World:
    settings.SHOP = {"GATEWAYS": GATEWAYS}
    return made_once.hand_out(built)


def a_browser(**cookies: str) -> Client:
    client = Client()
    for name, value in cookies.items():
        client.cookies[name] = value
    return client


def answers(client: Client) -> list[tuple[int, str]]:
    """Status and language of each page."""
    found = [client.get(path) for path in PAGES]
    return [(one.status_code, one.headers.get("Content-Language", "")) for one in found]


GOOD = [(200, "fr")] * len(PAGES)


@pytest.mark.usefixtures("world")
def test_a_language_that_does_not_exist_is_not_found_and_says_so_in_one_that_does(client):
    for path in ("/de/", "/de/shop/", "/fr-FR/shop/", "/FR/shop/", "/ar-MA/", "/xx-klingon/", "/zz/"):
        response = client.get(path, headers={"accept-language": "ar"}, follow=True)
        lang, page = response.headers["Content-Language"], response.content.decode()
        assert (response.status_code, lang in ("fr", "ar")) == (404, True), path
        assert f'<html lang="{lang}"' in page, path
        assert page.count("<h1") == 1, path


def test_nobody_is_led_to_a_language_that_does_not_exist():
    for lang in ("de", "xx", "../fr", "//evil.test", "a" * 300):
        response = a_browser(django_language=lang).get("/")
        assert (response.status_code, response.headers["Location"]) == (302, "/fr/"), lang


TEN_KILOBYTES = {
    "many": ",".join(f"x{number % 10}-yy;q=0.{number % 10}" for number in range(2000))[:LONG],
    "letters": "a" * LONG,
    "parts": ("ar-" * LONG)[:LONG],
    "marks": (",;=q" * LONG)[:LONG],
    "digits": "*;q=0." + "9" * LONG,
}


@pytest.mark.usefixtures("world")
def test_ten_kilobytes_of_languages_mean_french(client):
    for name, header in TEN_KILOBYTES.items():
        assert len(header) >= LONG
        response = client.get("/", headers={"accept-language": header})
        assert (response.status_code, response.headers["Location"]) == (302, "/fr/"), name
        page = client.get("/ar/shop/", headers={"accept-language": header})
        assert (page.status_code, page.headers["Content-Language"]) == (200, "ar"), name


@pytest.mark.usefixtures("world")
def test_a_broken_language_cookie_changes_nothing():
    for value in ODD:
        browser = a_browser(django_language=value)
        assert answers(browser) == GOOD, value
        assert browser.get("/").headers["Location"] == "/fr/", value


@pytest.mark.usefixtures("world")
def test_a_broken_country_cookie_means_home():
    for value in [*ODD, "XX", "fr", "MAR", "FR,US"]:
        browser = a_browser(country=value)
        assert answers(browser) == GOOD, value
        response = browser.get("/fr/shop/p/rug/")
        assert 'data-currency="MAD"' in response.content.decode(), value
        assert "<script>alert(1)" not in response.content.decode(), value
        assert "country" not in response.cookies, value


@pytest.mark.usefixtures("world")
def test_a_broken_session_is_a_visitor_without_a_cart(settings):
    for value in ODD:
        browser = a_browser(**{settings.SESSION_COOKIE_NAME: value})
        assert answers(browser) == GOOD, value
        assert 'data-role="cart-line"' not in browser.get("/fr/cart/").content.decode(), value


def test_a_session_that_names_no_cart_has_none_and_can_begin_one(world):
    before = Cart.objects.count()
    for value in ("", "nobody's", "é" * 50, 17, None, ["a"], {"token": "b"}, "\x00"):
        browser = Client()
        session = browser.session
        session[CART_KEY] = value
        session.save()
        browser.cookies["sessionid"] = session.session_key
        assert answers(browser) == GOOD, value
        assert browser.get("/fr/checkout/address/").status_code in (302, 303), value
        assert Cart.objects.count() == before, value
    fill_cart(browser, world.variants[0])
    assert 'data-role="cart-line"' in browser.get("/fr/cart/").content.decode()


def test_every_page_answers_in_a_language_with_no_translation_at_all(world):
    story = a_story(producer=world.makers[0])
    a_consent(story)
    published(story)
    browser = Client()
    for path in ("", "shop/", "shop/p/rug/", "producers/", "producers/maker-a/", "cart/", "pages/terms/",
                 "stories/", "stories/premier/", "account/login/", "orders/find/"):  # fmt: skip
        response = browser.get(f"/zgh/{path}")
        page = response.content.decode()
        assert response.status_code == 200, path
        assert '<html lang="zgh" dir="ltr">' in page, path
        assert ">None<" not in page, path
    assert browser.get("/zgh/nope/").status_code == 404
