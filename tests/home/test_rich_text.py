"""Rich text from every way in: whatever was written, no reader is given anything that runs."""

import json
import re
from html.parser import HTMLParser

import pytest
from django.db import connection
from django.utils import timezone
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from home.models import LandingPage, StoryPage
from home.testing.builders import a_consent, a_home_page, a_story, published
from producers.models import Consent, ProducerPage
from producers.testing.builders import a_producer
from shop.testing.builders import a_market, a_product, a_variant, on_show, texts

pytestmark = pytest.mark.django_db
CORPUS = (
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example/x.js></sCrIpT>",
    "<img src=x onerror=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg/onload=alert(1)>",
    '<a href="javascript:alert(1)">x</a>',
    '<a href=" java&#x0A;script:alert(1)">x</a>',
    '<a href="data:text/html;base64,PHNjcmlwdD4=">x</a>',
    '<iframe src="https://evil.example/"></iframe>',
    '<p style="background:url(javascript:alert(1))" onclick="alert(1)">x</p>',
    "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
    '<embed embedtype="media" url="https://evil.example/">',
    '<form action="https://evil.example/"><input name=a></form>',
    "<style>@import 'https://evil.example/'</style>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    '<base href="https://evil.example/"><meta http-equiv=refresh content=0>',
)
ALLOWED = {"p", "br", "b", "strong", "i", "em", "a", "ul", "ol", "li", "h2", "h3", "h4", "hr"}


class Marks(HTMLParser):
    """What a reader's browser would find in the text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.wrong: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        values = " ".join(f"{name}={value}" for name, value in attrs)
        if tag not in ALLOWED or re.search(r"\bon\w+=|style=|script:|data:|evil", values):
            self.wrong.append(f"<{tag} {values}>")


def wrong_in(page: str) -> dict[str, list[str]]:
    """What is wrong with each item, in the part of a page between its own two marks."""
    wrong = {}
    for number, item in enumerate(CORPUS):
        found = re.search(rf"AAA{number}\.(.*)ZZZ{number}\.", page, re.DOTALL)
        assert found, f"the text is shown: {item}"
        if marks := Marks(found[1]).wrong:
            wrong[item] = marks
    return wrong


def dirty() -> list[str]:
    """Each item in a text of its own: one that is never closed may swallow what follows it there."""
    return [
        text
        for number, item in enumerate(CORPUS)
        for text in (f"<p>AAA{number}.</p>", item, f"<p>ZZZ{number}.</p>")
    ]


@pytest.fixture(autouse=True)
def _markets():
    for code in ("ma", "eu", "world"):
        a_market(code)
    a_home_page()


def a_landing() -> LandingPage:
    home = a_home_page()
    return home.add_child(instance=LandingPage(title="Laine", slug="wool", locale=home.locale))


def a_public_story() -> StoryPage:
    story = a_story()
    a_consent(story)
    return published(story)


def a_profile() -> ProducerPage:
    maker = a_producer(slug="tuda")
    Consent.objects.create(
        organisation=maker, person="Tuda", scope="story", heard_in="zgh", given_at=timezone.now()
    )
    page = ProducerPage(title="Tuda", slug="tuda", organisation=maker, locale=a_home_page().locale)
    return a_home_page().add_child(instance=page)


PLACES = {
    "landing": (a_landing, "body", "text", "/fr/wool/"),
    "story": (a_public_story, "body", "text", "/fr/stories/premier/"),
    "profile": (a_profile, "story", "paragraph", "/fr/producers/tuda/"),
}


def by_code(page, field: str, kind: str, texts: list[str]) -> None:
    setattr(page, field, [(kind, html) for html in texts])
    page.save()


def as_json(kind: str, texts: list[str]) -> str:
    return json.dumps([{"type": kind, "value": html} for html in texts])


def by_json(page, field: str, kind: str, texts: list[str]) -> None:
    setattr(page, field, as_json(kind, texts))
    page.save()


def by_revision(page, field: str, kind: str, texts: list[str]) -> None:
    revision = page.save_revision()
    revision.content[field] = as_json(kind, texts)
    revision.save()
    revision.publish()


def into_the_table(page, field: str, kind: str, texts: list[str]) -> None:
    with connection.cursor() as cursor:
        table, key = page._meta.db_table, page._meta.pk.column
        cursor.execute(f"UPDATE {table} SET {field} = %s WHERE {key} = %s", [as_json(kind, texts), page.pk])


WAYS = (by_code, by_json, by_revision, into_the_table)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("place", PLACES)
def test_nothing_that_runs_is_shown(client, place, way):
    make, field, kind, address = PLACES[place]
    way(make(), field, kind, dirty())
    assert wrong_in(client.get(address).content.decode()) == {}


@pytest.mark.parametrize("way", [by_code, by_json, by_revision])
@pytest.mark.parametrize("place", PLACES)
def test_nothing_that_runs_is_stored(place, way):
    make, field, kind, _address = PLACES[place]
    page = make()
    way(page, field, kind, dirty())
    row = type(page).objects.get(pk=page.pk)
    stored = [block["value"] for block in getattr(row, field).raw_data]
    assert len(stored) == len(dirty())
    assert {text: marks for text in stored if (marks := Marks(text).wrong)} == {}


def test_an_item_that_is_shown_as_it_is_would_be_noticed():
    assert list(wrong_in("".join(dirty()))) == list(CORPUS)


def test_a_translation_is_cleaned_too(client, django_capture_on_commit_callbacks):
    page = a_landing()
    by_code(page, "body", "text", ["<p>Bonjour</p>"])
    home = a_home_page("ar")
    source, _ = TranslationSource.update_or_create_from_instance(page)
    arabic = Locale.objects.get(language_code="ar")
    assert home.locale == arabic
    translation = Translation.objects.create(source=source, target_locale=arabic)
    for segment in source.stringsegment_set.filter(context__path__startswith="body"):
        StringTranslation.objects.create(
            translation_of=segment.string,
            locale=arabic,
            context=segment.context,
            data="AAA<a onclick='alert(1)'>x</a><script>alert(1)</script><img src=x onerror=alert(1)>ZZZ",
        )
    StringTranslation.objects.update(has_error=False)  # its own check notices; here it has not
    with django_capture_on_commit_callbacks(execute=True):
        translation.save_target()
    shown = client.get("/ar/wool/").content.decode()
    texts_shown = re.findall(r"AAA.*?ZZZ", shown.split('data-role="landing"')[1], re.DOTALL)
    assert texts_shown
    for text in texts_shown:
        assert Marks(text).wrong == []


@pytest.mark.parametrize("item", CORPUS)
def test_the_words_of_an_offer_are_words(client, item):
    words = texts(f"AAA {item} ZZZ")
    product = a_product(name=f"AAA {item} ZZZ", summary=words, description=words, care=words)
    on_show(a_variant(product, stock=1))
    page = client.get(f"/fr/shop/p/{product.slug}/").content.decode()
    for text in re.findall(r"AAA(.*?)ZZZ", page, re.DOTALL):
        assert Marks(text.split("</script>")[0]).wrong == []


def test_the_corpus_would_be_noticed():
    assert all(Marks(item).wrong for item in CORPUS)
