"""Every public page of the Centre's systems: what it asks of the database, and what machines read of it.

The pages are those that the addresses have, so that a page without a budget is found. ``RECORD_BUDGETS=1``
writes the budgets anew.
"""

import json
import os
import re
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from home.awards.models import Edition
from home.awards.testing.builders import an_award_edition
from home.events.models import Event
from home.events.testing.builders import a_session, an_event, an_exhibitor
from home.exhibition.models import Hanging, Room
from home.exhibition.testing.builders import a_room, a_work
from home.impact.testing.builders import a_statement
from home.library.testing.builders import a_document, a_reading_room, a_series, shelved
from home.network.testing.builders import a_listing
from home.training.models import Course
from home.training.testing.builders import a_course, a_guide, a_lesson, a_practice, a_question, held_at
from producers.testing.builders import a_picture, a_producer
from shop.models import Technique
from tests.made_once import forget_what_was_cached
from tests.oracles.node import ask
from tests.oracles.vocabulary import FILE, faults
from tests.pages.addresses import our_addresses
from tests.pages.world import GATEWAYS, World, build_world

pytestmark = pytest.mark.django_db
BUDGETS = Path(__file__).with_name("centre_budgets.json")
SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
MORE = 6
GROWTH = 2  # a second page of a list, a first row of a kind: never one for each row


@pytest.fixture(scope="module", autouse=True)
def built(made_once) -> World:
    with made_once.making(SHOP={"GATEWAYS": GATEWAYS}):
        world = build_world()
        a_statement()
        _more_to_see(1)
        return world


@pytest.fixture
def world(built, made_once, settings) -> World:
    settings.SHOP = {"GATEWAYS": GATEWAYS}
    return made_once.hand_out(built)


def _more_to_see(count: int) -> None:
    """Put more rows into every list of the Centre, and more into every page of one thing."""
    room, event = Room.objects.get(slug="shown-room"), Event.objects.order_by("pk").first()
    course, won = Course.objects.order_by("pk").first(), Edition.objects.get(slug="won")
    for _number in range(count):
        maker = a_producer(region="MA-06", picture=a_picture())
        Hanging.objects.create(room=room, work=_a_whole_work(maker))
        a_room(_a_whole_work(maker))
        an_exhibitor(event, maker)
        a_session(event)
        held_at(course, an_event(kind="training"))
        held_at(a_course(), an_event(kind="training"))
        a_lesson(course, "Une carte")
        a_question(course)
        a_guide()
        a_practice()
        shelved(a_document(languages=("fr", "ar")))
        a_series()
        a_reading_room(slug=f"room-{maker.pk}")
        an_award_edition()
        won.categories.create(code=f"c{maker.pk}", title=won.title, prize=won.title)
        a_listing(maker)
        a_statement()


def _a_whole_work(maker):
    technique = Technique.objects.create(slug=f"t{maker.pk}-{Technique.objects.count()}", name={"fr": "Noué"})
    facts = {"technique": technique, "hours": "12.50", "made_in": 2024, "picture": maker.picture}
    return a_work(producer=maker, **facts)


def pages_of(world: World, lang: str = "fr") -> dict[str, str]:
    """Return the path of every page of the Centre that a stranger may read, by its route."""
    found, client = {}, Client()
    for address in our_addresses():
        if not address.module.startswith("home.") or not address.has_language:
            continue
        path = address.url(world.values.get(address.name, {}), lang)
        response = client.get(path)
        if response.status_code == 200 and response.headers["Content-Type"].startswith("text/html"):
            found[str(address)] = path
    return found


def test_one_page_alone_may_stand_in_a_frame_of_another_site(world):
    framed = {
        str(address)
        for address in our_addresses()
        if (answer := Client().get(address.url(world.values.get(address.name, {}))))
        and answer.headers.get("X-Frame-Options") != "DENY"
    }
    assert framed == {"exhibition/<slug:slug>/embed/"}


def queries(path: str) -> int:
    """Return what a page asks of the database when nothing of it is kept."""
    client = Client()
    client.get("/fr/offline/")
    forget_what_was_cached()
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200, path
    return len(asked)


def test_every_page_keeps_to_its_budget(world):
    asked = {route: queries(path) for route, path in pages_of(world).items()}
    if os.environ.get("RECORD_BUDGETS"):
        BUDGETS.write_text(json.dumps(asked, indent=2, sort_keys=True) + "\n")
    budgets = json.loads(BUDGETS.read_text())
    assert set(asked) == set(budgets), "each public page of the Centre has a budget, and nothing else has"
    over = {route: (count, budgets[route]) for route, count in asked.items() if count > budgets[route]}
    assert over == {}


def test_no_page_asks_more_because_there_is_more_to_see(world):
    pages = pages_of(world)
    before = {route: queries(path) for route, path in pages.items()}
    _more_to_see(MORE)
    after = {route: queries(path) for route, path in pages.items()}
    grown = {route: (before[route], after[route]) for route in pages if after[route] > before[route] + GROWTH}
    assert grown == {}


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_what_machines_read_is_known_to_the_vocabulary_and_to_a_validator(world, lang):
    pages = {path: Client().get(path).content.decode() for path in pages_of(world, lang).values()}
    marked = {path: html for path, html in pages.items() if SCRIPT.search(html)}
    assert len(marked) > 9
    for path, html in marked.items():
        assert list(faults(json.loads(SCRIPT.search(html)[1]), path)) == []
    answers = ask("markup.mjs", {"vocabulary": str(FILE), "pages": list(marked.values())})
    for path, issues in zip(marked, answers, strict=True):
        assert [issue for issue in issues if issue["severity"] == "ERROR"] == [], path
