"""What every page keeps to, whatever it shows: no code in the page, one heading, words for pictures."""

from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from django.test import Client

from shop.models import Order
from tests.pages.addresses import our_addresses
from tests.pages.buying import GATEWAYS as WAYS
from tests.pages.buying import fill_cart, walk
from tests.pages.world import GATEWAYS, World, build_world

pytestmark = pytest.mark.django_db
STEPS = ("address", "delivery", "payment", "review")
NAMES_AN_ADDRESS = {"canonical", "alternate"}
FORGED = "shop.evil.test"


class Page(HTMLParser):
    """What a page consists of: (tag, attributes), and where its links for machines lead."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]

    @property
    def for_machines(self) -> list[str]:
        links = [one["href"] or "" for one in self.all("link") if one.get("rel") in NAMES_AN_ADDRESS]
        graph = [
            one["content"] or "" for one in self.all("meta") if one.get("property") in {"og:url", "og:image"}
        ]
        return links + graph


def faults(html: str, lang: str) -> list[str]:
    """Name everything in a page that no page may have, or that it lacks."""
    page = Page(html)
    found = [f"<{tag} {name}>" for tag, own in page.tags for name in own if is_code(name)]
    found += ["<style>" for _ in page.all("style")]
    found += ["inline script" for one in page.all("script") if not one.get("src") and not is_data(one)]
    found += [f"no alt: {one.get('src')}" for one in page.all("img") if "alt" not in one]
    if (count := len(page.all("h1"))) != 1:
        found.append(f"{count} headings")
    expected = (lang, "rtl" if lang == "ar" else "ltr")
    [root] = page.all("html")
    if (root.get("lang"), root.get("dir")) != expected:
        found.append(f"language {root}")
    return found


def is_code(attribute: str) -> bool:
    return attribute == "style" or attribute.startswith("on")


def is_data(script: dict[str, str | None]) -> bool:
    return script.get("type") == "application/ld+json"


@pytest.fixture(scope="module", autouse=True)
def built(made_once) -> World:
    with made_once.making(SHOP={"GATEWAYS": GATEWAYS}):
        return build_world()


@pytest.fixture
def world(built, made_once, settings) -> World:
    settings.SHOP = {"GATEWAYS": GATEWAYS}
    return made_once.hand_out(built)


def pages_of(world: World, lang: str) -> dict[str, str]:
    """Return every page of ours that answers a stranger, by its address."""
    client, found = Client(), {}
    for address in our_addresses():
        response = client.get(address.url(world.values.get(address.name, {}), lang))
        if response.status_code == 200 and response.headers["Content-Type"].startswith("text/html"):
            found[str(address)] = response.content.decode()
    return found | {f"/{lang}/": client.get(f"/{lang}/").content.decode()}


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_no_public_page_has_code_in_it_or_lacks_its_words(world, lang):
    pages = pages_of(world, lang)
    assert len(pages) > 12
    assert {address: wrong for address, html in pages.items() if (wrong := faults(html, lang))} == {}


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_no_page_of_a_purchase_has_either(world, settings, lang):
    settings.SHOP = {"GATEWAYS": WAYS}
    client = Client()
    fill_cart(client, *world.variants, lang=lang)
    walk(client, lang)
    addresses = [f"/{lang}/cart/", *(f"/{lang}/checkout/{step}/" for step in STEPS)]
    addresses += [f"/{lang}/orders/{order.token}/" for order in Order.objects.all()]
    wrong = {}
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200, address
        wrong[address] = faults(response.content.decode(), lang)
        assert response.headers["Cache-Control"] == "private, no-store"
        assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert response.headers["Referrer-Policy"] == "no-referrer"
    assert {address: found for address, found in wrong.items() if found} == {}


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_a_page_that_is_not_there_keeps_to_it_too(world, lang):
    response = Client().get(f"/{lang}/shop/p/nothing/")
    assert response.status_code == 404
    assert faults(response.content.decode(), lang) == []


def test_links_for_machines_come_from_the_settings_whatever_host_was_asked(world, settings):
    settings.ALLOWED_HOSTS = ["*"]
    rug = world.variants[0].product
    seen = 0
    for address in ("/fr/", "/fr/shop/", f"/fr/shop/p/{rug.slug}/", "/fr/producers/"):
        html = Client(HTTP_HOST=FORGED, HTTP_X_FORWARDED_HOST=FORGED).get(address).content.decode()
        links = Page(html).for_machines
        seen += len(links)
        assert {f"{urlsplit(one).scheme}://{urlsplit(one).netloc}" for one in links} == {settings.SITE_URL}, (
            address
        )
        assert FORGED not in html
    assert seen > 8


def test_faults_would_be_found():
    html = '<html lang="fr" dir="ltr">'
    bad = html + '<style></style><script>x</script><img src="a"><p style="" onclick=""></html>'
    assert len(faults(bad, "fr")) == 6
    assert faults(html + '<h1></h1><script src="a"></script></html>', "fr") == []
