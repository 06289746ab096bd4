"""The demo's loans: copies of what stands on the shelf, and readers who have, had and wait for some."""

from datetime import datetime, timedelta

from django.utils import timezone

from home.library.actions.cards import give_card
from home.library.actions.lend import lend, take_back
from home.library.actions.reserve import reserve
from home.library.domain.lending import LENT_KINDS
from home.library.domain.room import Reader
from home.library.models import Copy, Document, ReaderCard, ReaderKind
from producers.domain.actors import Actor
from storefront.demo.data import read

LOADER = Actor(None, "demo")
WORKS, LATE = 12, 20
ROUNDS = (200, 40)
"""Days ago on which each reader had a copy for a week: some year has readers enough to be shown."""


def load_loans() -> None:
    """Put copies on the shelf and lend some; a second run changes nothing."""
    kinds = list(ReaderKind.objects.all())
    if not kinds or Copy.objects.exists():
        return
    copies, readers = _copies(), _cards(kinds)
    now = timezone.now()
    for days in ROUNDS:
        for place, card in enumerate(readers):
            _read_for_a_week(copies[place], card, now - timedelta(days=days))
    # One is late, three are not; somebody waits for a work of which there is no other copy.
    for copy, card, days in zip(copies, readers, (LATE, 5, 1, 2), strict=False):
        lend(copy, card, actor=LOADER, now=now - timedelta(days=days))
    reserve(copies[1].document, readers[-1], actor=LOADER)


def _copies() -> list[Copy]:
    """Twelve works with one copy each; some have a second one that stays in the room."""
    shelf = Document.objects.public().filter(is_fictional=True, kind__in=LENT_KINDS).order_by("pk")
    works = list(shelf.exclude(licence="on-site")[:WORKS])
    copies = [Copy.objects.create(document=one) for one in works]
    for one in works[3:]:
        Copy.objects.create(document=one, state=Copy.State.ROOM)
    return copies


def _cards(kinds: list[ReaderKind]) -> list[ReaderCard]:
    names = read("reading_room.yaml")["readers"]
    return [
        give_card(
            kinds[place % len(kinds)],
            Reader(name, phone=f"+21266200{place:04}", wants_call=place % 3 == 0),
            actor=LOADER,
        )
        for place, name in enumerate(names)
    ]


def _read_for_a_week(copy: Copy, card: ReaderCard, since: datetime) -> None:
    lend(copy, card, actor=LOADER, now=since)
    take_back(copy, actor=LOADER, now=since + timedelta(days=7))
