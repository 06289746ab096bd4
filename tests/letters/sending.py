"""Every example is played: what happens is announced to those who listen, and what they write is kept."""

import ast
import re
import sys
import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db.models.signals import post_save
from django.test import Client
from django.test.signals import template_rendered
from django.urls import resolve
from django.utils import timezone, translation

from producers.announcements import Announced, receivers_of
from producers.letter_kinds import letter_kinds
from producers.models import Message, Organisation
from producers.policy import Policy, policy_of
from shop.models import Order
from tests.letters.examples import EXAMPLES, Example, Maker, Scene
from tests.letters.readers import faults
from tests.letters.tongues import speaking, unspoken
from tests.letters.world import World
from tests.made_once import undone

ROOT = Path(__file__).parents[2]
OURS = tuple(str(ROOT / name) for name in ("producers", "shop", "home", "site"))
WRITERS = {"tell", "tell_operators"}
ROUNDS = ((True, "fr"), (False, "ar"), (True, "ar"), (True, "en"))
"""Whether everybody has an e-mail, and what everybody speaks."""
ADDRESS = re.compile(r"http://testserver(/[^\s\"'<>]*)")


@dataclass
class Played:
    """What came of all examples: faults by kind, and which functions and templates had a part in it."""

    wrong: dict[str, list[str]] = field(default_factory=dict)
    kinds: set[str] = field(default_factory=set)
    writers: set[tuple[str, str]] = field(default_factory=set)
    templates: set[str] = field(default_factory=set)
    links: dict[str, str] = field(default_factory=dict)


@contextmanager
def watching(played: Played) -> Iterator[None]:
    """Take down from where letters are written, and from which templates."""

    def written(**kwargs: Any) -> None:
        frame = sys._getframe()
        while frame := frame.f_back:  # type: ignore[assignment]  # the last frame has none
            if frame.f_code.co_filename.startswith(OURS):
                played.writers.add((frame.f_code.co_filename, frame.f_code.co_name))

    def drawn(template: Any, **kwargs: Any) -> None:
        played.templates.add(template.name)

    post_save.connect(written, sender=Message)
    template_rendered.connect(drawn)
    try:
        yield
    finally:
        post_save.disconnect(written, sender=Message)
        template_rendered.disconnect(drawn)


def play_all(world: World) -> Played:
    """Play each example where everybody has an e-mail and where nobody has, and in each language."""
    played = Played()
    with watching(played):
        for has_mail, lang in ROUNDS:
            with undone(), speaking(world, lang):
                for kind, makers in sorted(EXAMPLES.items()):
                    for make in makers:
                        play(world, kind, make, has_mail=has_mail, lang=lang, played=played)
    return played


def play(world: World, kind: str, make: Maker, *, has_mail: bool, lang: str, played: Played) -> None:
    """Play one example, and note what is wrong with the letters that it brings."""
    with undone():
        _reach(world, has_mail=has_mail)
        try:
            wrong = _played(world, kind, make, has_mail=has_mail, lang=lang, played=played)
        except Exception as error:
            wrong = [repr(error), *traceback.format_exc().splitlines()[-4:-1]]
    if wrong:
        played.wrong[f"{kind}: {make.__name__}, {'mail' if has_mail else 'phone'}, {lang}"] = wrong
    _reach(world, has_mail=True)


def _played(world: World, kind: str, make: Maker, *, has_mail: bool, lang: str, played: Played) -> list[str]:
    example = make(Scene(world, kind, has_mail))
    before = Message.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    _send(kind, example)
    letters = list(Message.objects.filter(pk__gt=before).order_by("pk"))
    played.kinds |= {one.kind for one in letters}
    told = example.told or letter_kinds().get(kind, frozenset())
    wrong = faults(example, told, [one for one in letters if one.kind == kind], world)
    wrong += [f"{one.kind}: {fault}" for one in letters for fault in unspoken(one, lang)]
    return wrong + _links(letters, example, world, played)


def _reach(world: World, *, has_mail: bool) -> None:
    """Let buyers have an e-mail and A and B a phone, or only the other of the two."""
    for order in (world.order, world.other, world.draft):
        order.email = f"{order.buyer_name.split()[1].lower()}@private.test" if has_mail else ""
        Order.objects.filter(pk=order.pk).update(email=order.email)
    for maker in (world.first, world.second):
        maker.phone = f"+2126600000{maker.number}" if has_mail else ""
        Organisation.objects.filter(pk=maker.pk).update(phone=maker.phone)


def _send(kind: str, example: Example) -> None:
    if example.send is not None:
        example.send()
        return
    name = example.announced or kind
    for receiver in receivers_of(name):
        receiver(Announced(name, f"{name}:example", example.payload or {}, timezone.now()))


def _links(letters: Iterable[Message], example: Example, world: World, played: Played) -> list[str]:
    """Open each kind of link once: as a stranger who got hold of it, and as those whom it may be for."""
    wrong = []
    for letter in letters:
        for path in ADDRESS.findall(f"{letter.text} {letter.html}"):
            with translation.override(path.split("/")[1]):  # the prefix that it is looked up with
                view = resolve(path.partition("?")[0])
            if view.view_name not in played.links:
                played.links[view.view_name] = letter.kind
                is_hers = policy_of(view.func) is Policy.OWNER
                names_a_row = bool(view.kwargs) and not example.is_shared
                wrong += _opened(path, is_hers, names_a_row, example, world)
    return wrong


def _opened(path: str, is_hers: bool, names_a_row: bool, example: Example, world: World) -> list[str]:
    """A page of her own is for nobody who is not signed in; one about a row of hers for nobody else."""
    owner, sees, nothing = example.user or world.users["producer A"], {200}, {302, 404}
    expected = {
        None: nothing if is_hers else sees,
        "producer B": nothing if is_hers and names_a_row else sees,
        "owner": sees,
    }
    wrong = []
    for actor, statuses in expected.items():
        client = Client()
        if actor:
            client.force_login(owner if actor == "owner" else world.users[actor])
        status = client.get(path).status_code
        if status not in statuses:
            wrong.append(f"{path}: {status} for {actor or 'a stranger'}")
    return wrong


def call_sites(paths: Iterable[Path] | None = None) -> set[tuple[str, str]]:
    """Return every function of ours that writes a letter, by file and name."""
    files = paths or (path for one in OURS for path in Path(one).rglob("*.py") if "testing" not in path.parts)
    found = set()
    for path in files:
        text = path.read_text()
        if "producers.actions.tell" in text:
            found |= {(str(path), name) for name in _writing(ast.parse(text))}
    return found


def _writing(tree: ast.Module) -> Iterator[str]:
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            calls = (one.func for one in ast.walk(function) if isinstance(one, ast.Call))
            if any(isinstance(one, ast.Name) and one.id in WRITERS for one in calls):
                yield function.name
