"""Rows of the network for tests. Every function takes what matters to the test and invents the rest."""

from typing import Any

from home.network.actions.listings import Said, say
from home.network.actions.talks import ask
from home.network.domain.listings import Part, Side, Thing
from home.network.domain.talks import Sentence
from home.network.models import Listing, Talk
from producers.domain.actors import SYSTEM
from producers.models import Organisation
from producers.testing.builders import a_producer


def a_listing(
    maker: Organisation | None = None,
    *,
    side: str = "needs",
    thing: str = "wool",
    shows: tuple[str, ...] = (),
    **facts: Any,
) -> Listing:
    """Build a need (else an offer) that holds for 90 days and shows nothing of her."""
    said = Said(Side(side), Thing(thing), facts.pop("words", ""), shows=frozenset(map(Part, shows)))
    return say(maker or a_producer(), said, actor=SYSTEM, **facts)


def a_talk(listing: Listing | None = None, sender: Organisation | None = None, **facts: Any) -> Talk:
    """Build a message that waits for an answer."""
    said = facts.pop("sentences", (Sentence.MINE,))
    return ask(listing or a_listing(), sender or a_producer(), said, actor=SYSTEM, **facts)
