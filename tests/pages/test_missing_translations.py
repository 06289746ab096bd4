"""What is not translated is shown in its own language, says so, and is never hidden."""

import re
from html.parser import HTMLParser
from http.cookies import SimpleCookie

import pytest
from django.test import Client
from wagtail.models import Locale

from home.models import HomePage, LandingPage
from home.testing.builders import a_consent, a_home_page, a_story, a_story_index, published
from shop.models import Category
from tests.pages.buying import GATEWAYS as WAYS
from tests.pages.buying import fill_cart, walk
from tests.pages.world import build_world

pytestmark = pytest.mark.django_db
VOID = {"meta", "link", "img", "input", "br", "source", "hr", "use", "path", "col", "base", "wbr"}
FRENCH = re.compile(
    r"Tapis|Huile|Atelier [AB]|Conditions|Qui vend|Des choses faites|Le premier métier|Elle a commencé"
    r"|Histoires|Ce que fait la laine"
)
PATHS = ("", "shop/", "shop/p/rug/", "producers/", "producers/maker-a/", "pages/terms/", "stories/",
         "stories/premier/", "wool/", "pages/wool/", "cart/", "checkout/review/")  # fmt: skip
"""Pages that show something written."""


class Nodes(HTMLParser):
    """Every piece of visible text with the language and direction it stands in."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.stack: list[tuple[str, str, str]] = [("", "", "")]
        self.found: list[tuple[str, str, str]] = []
        self.marks: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs) -> None:
        own = dict(attrs)
        _, lang, direction = self.stack[-1]
        if "foreign-mark" in (own.get("class") or ""):
            self.marks.append(tag)
        if tag not in VOID:
            self.stack.append((tag, own.get("lang") or lang, own.get("dir") or direction))

    def handle_endtag(self, tag) -> None:
        if tag in {one for one, _, _ in self.stack}:
            while self.stack.pop()[0] != tag:
                pass

    def handle_data(self, data) -> None:
        tag, lang, direction = self.stack[-1]
        if data.strip() and tag not in {"script", "style", "title"}:
            self.found.append((data.strip(), lang, direction))


@pytest.fixture(scope="module", autouse=True)
def bought(made_once) -> SimpleCookie:
    """A buyer of a shop that is written in French alone, and has its pages in every language."""
    with made_once.making(SHOP={"GATEWAYS": WAYS}):
        world = build_world()
        story = a_story(producer=world.makers[0])
        a_consent(story)
        published(story)
        home = a_home_page()
        wool = LandingPage(title="Ce que fait la laine", slug="wool", locale=home.locale)
        home.add_child(instance=wool)
        section = home.add_child(instance=LandingPage(title="Pages", slug="pages", locale=home.locale))
        section.add_child(instance=LandingPage(title="Ce que fait la laine", slug="wool", locale=home.locale))
        for code in ("ar", "en", "zgh"):
            locale, _ = Locale.objects.get_or_create(language_code=code)
            for page in (HomePage.objects.get(pk=home.pk), a_story_index(), story, wool):
                page.copy_for_translation(locale, alias=True)
        client = Client()
        fill_cart(client, *world.variants)
        walk(client)
        return client.cookies


@pytest.fixture
def browser(bought, made_once, settings) -> Client:
    settings.SHOP = {"GATEWAYS": WAYS}
    client = Client()
    client.cookies.update(made_once.hand_out(bought))
    return client


def pages(browser: Client, lang: str) -> dict[str, Nodes]:
    found = {}
    for path in PATHS:
        response = browser.get(f"/{lang}/{path}")
        assert response.status_code == 200, path
        found[path] = Nodes(response.content.decode())
    return found


@pytest.mark.parametrize("lang", ["ar", "en", "zgh"])
def test_french_words_stand_in_french_wherever_they_are_shown(browser, lang):
    seen = pages(browser, lang)
    wrong = {
        path: [
            node
            for node in page.found
            if FRENCH.search(node[0]) and not (node[1] == "fr" and node[2] in ("ltr", "auto"))
        ]
        for path, page in seen.items()
    }
    assert {path: nodes for path, nodes in wrong.items() if nodes} == {}
    shown = {path for path, page in seen.items() if any(FRENCH.search(text) for text, _, _ in page.found)}
    assert shown == set(PATHS)


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_every_such_page_has_a_mark(browser, lang):
    assert [path for path, page in pages(browser, lang).items() if not page.marks and path != "cart/"] == []


def test_a_page_without_tamazight_says_so_and_is_read_out_in_french(browser):
    for path, page in pages(browser, "zgh").items():
        latin = [node for node in page.found if re.search(r"[a-zà-ÿ]{3}", node[0]) and node[1] == "zgh"]
        assert latin == [], path
        assert page.marks, path


def test_what_tamazight_has_says_that_it_is(browser):
    Category.objects.update(name={"fr": "Tapis", "zgh": "ⴰⵥⵟⵟⴰ"})
    nodes = Nodes(browser.get("/zgh/shop/p/rug/").content.decode()).found
    assert [lang for text, lang, _ in nodes if text == "ⴰⵥⵟⵟⴰ"] == ["zgh"]


def test_in_its_own_language_nothing_is_marked(browser):
    assert [path for path, page in pages(browser, "fr").items() if page.marks] == []
