"""Days, numbers and prices as readers in Morocco write them; nothing comes from Django's own formats."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from django.core import mail
from django.template import Context, Template
from django.test import Client
from django.utils import formats, translation

from home.models import StoryPage
from home.testing.builders import a_consent, a_home_page, a_story, published
from producers.actions.deliver import deliver_announcements
from producers.actions.send_messages import send_messages
from producers.models import Organisation
from producers.testing.builders import a_producer
from shop.models import Order
from shop.testing.builders import a_market
from tests.pages.buying import GATEWAYS as WAYS
from tests.pages.buying import buy, fill_cart, walk
from tests.pages.test_policy import pages_of
from tests.pages.world import GATEWAYS, build_world

ROOT = Path(__file__).resolve().parents[2]
DJANGOS = re.compile(
    r"\|\s*(?:date|time|timesince|timeuntil|naturaltime|naturalday|localize|intcomma|intword|floatformat)\b"
    r"|{%\s*(?:now|localtime)\b"
)
BACK_OFFICE = {"office", "admin", "desk"}
TEMPLATES = [
    path
    for place in ("producers", "shop", "home", "site")
    for kind in ("*.html", "*.txt", "*.xml")
    for path in (ROOT / place).rglob(kind)
    if "templates" in path.parts and not BACK_OFFICE & set(path.parts)
]
ARABIC_INDIC = re.compile("[\u0660-\u0669\u06f0-\u06f9]")
OTHER_MONTHS = re.compile("نوفمبر|ديسمبر|أغسطس|سبتمبر|يوليو(?!ز)|مايو(?!ت)|تشرين|كانون|تموز|آب ")
WRONG = "⚠"
"""What Django's own formats are replaced by while pages are looked at."""


@pytest.fixture
def _marked(monkeypatch):
    """Mark whatever Django would have written in its own way."""
    number_format = formats.number_format
    monkeypatch.setattr(formats, "date_format", lambda *args, **kwargs: WRONG)
    monkeypatch.setattr(formats, "time_format", lambda *args, **kwargs: WRONG)
    monkeypatch.setattr(
        formats,
        "number_format",
        lambda value, *args, **kwargs: (
            WRONG if isinstance(value, float | Decimal) else number_format(value, *args, **kwargs)
        ),
    )


def test_no_template_for_buyers_uses_a_filter_of_djangos():
    assert len(TEMPLATES) > 100
    assert DJANGOS.search('{{ day|date:"DATE_FORMAT" }}')
    assert [str(path) for path in TEMPLATES if DJANGOS.search(path.read_text("utf-8"))] == []


@pytest.mark.usefixtures("_marked")
def test_what_django_would_write_is_found():
    values = {
        "day": date(2026, 8, 1),
        "at": datetime(2026, 8, 1, 9, tzinfo=UTC),
        "part": Decimal("1.5"),
        "n": 7,
    }
    text = Template('{{ day }} {{ at }} {{ part }} {{ day|date:"j F" }}').render(Context(values))
    assert text == f"{WRONG} {WRONG} {WRONG} {WRONG}"


@pytest.mark.django_db
@pytest.mark.usefixtures("_marked")
@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_no_page_and_no_letter_is_written_by_django(settings, lang):
    settings.SHOP = {"GATEWAYS": GATEWAYS}
    world = build_world()
    story = _a_public_story(lang, world.makers[0])
    pages = pages_of(world, lang) | {"story": Client().get(story.url).content.decode()}
    settings.SHOP = {"GATEWAYS": WAYS}
    pages |= _pages_of_a_purchase(world, lang)
    deliver_announcements()
    send_messages()
    pages |= {f"letter {number}": letter.body for number, letter in enumerate(mail.outbox)}
    pages |= {f"its page {number}": str(letter.alternatives) for number, letter in enumerate(mail.outbox)}
    assert len(pages) > 20
    assert mail.outbox
    assert [name for name, text in pages.items() if WRONG in text] == []
    if lang == "ar":
        assert {name: found[0] for name, text in pages.items() if (found := ARABIC_INDIC.findall(text))} == {}
        assert {name: found[0] for name, text in pages.items() if (found := OTHER_MONTHS.findall(text))} == {}


def _pages_of_a_purchase(world, lang: str) -> dict[str, str]:
    client = Client()
    fill_cart(client, *world.variants, lang=lang)
    walk(client, lang)
    paths = ["cart", *(f"checkout/{step}" for step in ("address", "delivery", "payment", "review"))]
    pages = {path: client.get(f"/{lang}/{path}/").content.decode() for path in paths}
    buy(client, lang)
    paths = [f"orders/{order.token}" for order in Order.objects.all()]
    return pages | {path: client.get(f"/{lang}/{path}/").content.decode() for path in paths}


MONTHS = ["يناير", "فبراير", "مارس", "أبريل", "ماي", "يونيو",
          "يوليوز", "غشت", "شتنبر", "أكتوبر", "نونبر", "دجنبر"]  # fmt: skip


@pytest.mark.django_db
def test_a_storys_day_has_the_moroccan_month(client):
    for code in ("ma", "eu", "world"):
        a_market(code)
    story = _a_public_story("ar", a_producer())
    for month, name in enumerate(MONTHS, start=1):
        moment = datetime(2025, month, 9, 12, tzinfo=UTC)
        StoryPage.objects.update(first_published_at=moment, last_published_at=moment)
        page = client.get(story.url).content.decode()
        assert f'<time datetime="2025-{month:02}-09">9 {name} 2025</time>' in page


def _a_public_story(lang: str, maker: Organisation) -> StoryPage:
    a_home_page()
    story = a_story(lang, producer=maker)
    a_consent(story)
    return published(story)


@pytest.mark.parametrize(
    ("lang", "count", "expected"),
    [
        ("fr", 999, "999"), ("fr", 1250, "1\u00a0250"), ("fr", 1_000_000, "1\u00a0000\u00a0000"),
        ("ar", 999, "999"), ("ar", 1250, "1.250"), ("ar", 1_000_000, "1.000.000"),
        ("en", 1250, "1,250"), ("zgh", 1250, "1\u00a0250"), ("ar-MA", 1250, "1.250"),
        ("ar", None, ""), ("ar", 0, "0"),
    ],
)  # fmt: skip
def test_a_count_has_its_thousands_apart(lang, count, expected):
    with translation.override(lang):
        text = Template("{% load tiwizi %}{{ n|counted }}").render(Context({"n": count}))
    assert text == expected


@pytest.mark.parametrize(
    ("lang", "count", "expected"),
    [("ar", 1250, "1.250"), ("fr", 1250, "1\u00a0250"), ("en", 1, "1"), ("ar", 3, "3")],
)
def test_a_count_still_chooses_its_plural(lang, count, expected):
    with translation.override(lang):
        text = Template(
            "{% load i18n tiwizi %}{% blocktranslate count n=n|counted trimmed %}<bdi>{{ n }}</bdi> product"
            "{% plural %}<bdi>{{ n }}</bdi> products{% endblocktranslate %}"
        ).render(Context({"n": count}))
    assert text.startswith(f"<bdi>{expected}</bdi> ")
    words = {("ar", 3): "منتوجات", ("ar", 1250): "منتوج", ("fr", 1250): "produits", ("en", 1): "product"}
    assert text.endswith(words[lang, count])


@pytest.mark.parametrize(
    ("lang", "day", "moment"),
    [
        ("fr", "29 novembre 2026", "29/11/2026 14:05"),
        ("ar", "29/11/2026", "29/11/2026 14:05"),
        ("en", "29 November 2026", "29/11/2026 14:05"),
        ("zgh", "29/11/2026", "29/11/2026 14:05"),
    ],
)
def test_the_back_office_writes_days_without_months_of_elsewhere(lang, day, moment):
    at = datetime(2026, 11, 29, 14, 5, tzinfo=UTC)
    with translation.override(lang):
        assert formats.date_format(at) == day
        assert formats.date_format(at, "SHORT_DATETIME_FORMAT").replace("\u202f", " ") == moment
