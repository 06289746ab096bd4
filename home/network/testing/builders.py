"""Rows of the network for tests. Every function takes what matters to the test and invents the rest."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from moneyed import Money

from home.network.actions.listings import Said, say
from home.network.actions.purchases import Planned, open_purchase
from home.network.actions.talks import ask
from home.network.domain.listings import Part, Side, Thing
from home.network.domain.talks import Sentence
from home.network.models import Listing, Purchase, Talk
from producers.domain.actors import SYSTEM
from producers.models import Organisation
from producers.testing.builders import a_producer, an_association


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


def a_purchase(organiser: Organisation | None = None, **facts: Any) -> Purchase:
    """Build an open purchase of wool at 30 dirhams a kilo: 20 in all, 5 for each, for two weeks."""
    given = {"material": "Laine lavée", "unit": "kilo", "price": Money(30, "MAD"), "least_all": 20}
    last_day = timezone.localdate() + timedelta(days=14)
    planned = Planned(**{**given, "least_each": 5, "last_day": last_day, **facts})
    return open_purchase(organiser or an_association(), planned, actor=SYSTEM)
