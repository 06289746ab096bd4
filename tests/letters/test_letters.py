"""Who is told what: every kind of letter is written once, and read for what is somebody else's."""

from pathlib import Path

import pytest

from producers import letter_kinds
from producers.announcements import receives, silent
from producers.domain.told import Told
from producers.models import Message
from tests.letters import (  # noqa: F401  they add their examples
    of_changes,
    of_doors,
    of_money,
    of_purchases,
    of_standing,
    of_the_centre,
    of_trade,
)
from tests.letters.examples import EXAMPLES, Example
from tests.letters.readers import faults
from tests.letters.sending import ROOT, Played, call_sites, play_all
from tests.letters.tongues import unspoken
from tests.letters.world import World, build_world
from tests.pages.world import GATEWAYS

pytestmark = pytest.mark.django_db
FRAMES = {f"producers/mail/base.{form}" for form in ("html", "txt")}
"""The ground floor's own, for a site that has none (tests/host)."""


@pytest.fixture(scope="module", autouse=True)
def world(made_once) -> World:
    with made_once.making(SHOP={"GATEWAYS": GATEWAYS}):
        return build_world()


@pytest.fixture(scope="module")
def played(world, made_once) -> Played:
    with made_once.making(SHOP={"GATEWAYS": GATEWAYS}):
        return play_all(world)


def without_example(kinds: set[str]) -> set[str]:
    return kinds - set(EXAMPLES)


def test_every_kind_of_letter_declares_its_readers_and_has_an_example(played):
    declared = set(letter_kinds.letter_kinds())
    assert without_example(declared) == set(), "add an example to tests/letters"
    assert set(EXAMPLES) == declared
    assert played.kinds == declared, "what was written, and what was declared"


def test_each_is_told_to_whom_it_is_for_and_says_nothing_of_others(played):
    assert not played.wrong, "\n".join(f"{name}: {wrong}" for name, wrong in played.wrong.items())


def test_every_place_that_writes_letters_was_seen_to_write(played):
    assert call_sites() - played.writers == set()


def test_every_template_of_a_letter_was_read(played):
    templates = {
        path.relative_to(root).as_posix()
        for app in ("producers", "shop", "site", *(f"home/{one.name}" for one in (ROOT / "home").iterdir()))
        if (root := ROOT / app / "templates").is_dir()
        for path in root.rglob("mail/*.*")
    }
    assert len(templates) > 90
    assert sorted(templates - played.templates - FRAMES) == []


def test_letters_lead_somewhere(played):
    assert len(played.links) > 12


def test_every_listener_says_whether_it_writes():
    # Those of other tests stay registered: only ours are asked.
    ours = [
        one for one in silent if one.__module__.split(".")[0] in {"producers", "shop", "home", "storefront"}
    ]
    assert ours == []


def test_one_that_does_not_say_is_noted(monkeypatch):
    monkeypatch.setattr("producers.announcements._receivers", {})
    monkeypatch.setattr("producers.announcements.silent", noted := [])
    receives("something.new")(noted_down)
    receives("something.new", tells=())(print)
    assert noted == [noted_down]


def noted_down(announced):
    """Listen, and do not say to what end."""


def test_a_kind_without_readers_would_be_found():
    assert without_example({"order.placed", "order.forgotten"}) == {"order.forgotten"}


def test_a_place_that_writes_unseen_would_be_found(tmp_path: Path):
    path = tmp_path / "new.py"
    path.write_text("from producers.actions.tell import tell\ndef remember(announced):\n    tell(it)\n")
    assert call_sites([path]) == {(str(path), "remember")}


@pytest.fixture
def letter(world):
    def write(to: str, text: str) -> list[str]:
        example = Example(order=world.order, makers=(world.first,))
        message = Message(recipient=to, subject="Merci", text=text)
        return faults(example, frozenset({Told.BUYER}), [message], world)

    return write


def test_a_letter_to_somebody_else_would_be_found(letter):
    assert letter("deux@private.test", "Bonjour") == ["not told: une@private.test", "told: deux@private.test"]


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("Acheteuse Deux attend aussi", "Acheteuse Deux"),
        ("06 61 11 11 12", "661111112"),
        ("écrire à b@private.test", "b@private.test"),
        ("de l’Atelier B", "Atelier B"),
        ("pour Acheteuse Une, de l’Atelier A", ""),
    ],
)
def test_what_is_of_somebody_else_would_be_found(letter, text, hidden):
    wrong = letter("une@private.test", text)
    assert (wrong == []) is not bool(hidden)
    assert hidden in "".join(wrong)


def test_a_secret_of_another_order_would_be_found(letter, world):
    assert world.other.token in "".join(letter("une@private.test", f"/fr/orders/{world.other.token}/"))
    assert letter("une@private.test", f"/fr/orders/{world.order.token}/") == []


@pytest.mark.parametrize(
    ("lang", "text", "fault"),
    [
        ("ar", "مرحبًا Bonjour", "Bonjour"),
        ("ar", "http://testserver/ar/orders/x", "has no Arabic word"),
        ("ar", "مرحبًا http://testserver/fr/orders/x", "leads to fr"),
        ("en", "Hello, chez nous", "chez"),
        ("en", "مرحبًا", "has Arabic words"),
        ("fr", "Bonjour http://testserver/ar/orders/x", "leads to ar"),
    ],
)
def test_a_letter_in_another_language_would_be_found(lang, text, fault):
    assert fault in unspoken(Message(language=lang, text=text), lang)
    assert unspoken(Message(language="zgh", text=text), lang)[0] == "is said to be in zgh"
    unmarked = Message(language=lang, text=text, html='<html lang="de" dir="ltr">')
    assert f"its HTML is not marked as {lang}" in unspoken(unmarked, lang)
