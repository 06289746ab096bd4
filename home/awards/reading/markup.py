"""What search engines read of the awards: schema.org, from the same values as the page."""

from collections.abc import Sequence
from typing import Any, Protocol

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from home.awards.models import Edition
from home.awards.reading.cards import EditionCard
from producers.domain.shown import shown
from producers.reading.head import absolute
from producers.reading.markup import as_script, crumbs_node

Node = dict[str, Any]


def edition_markup(edition: Edition, card: EditionCard) -> SafeString:
    """Return the page of an edition, its ceremony when its day is known, and the way back."""
    url = absolute(card.url)
    page: Node = {
        "@type": "WebPage",
        "@id": f"{url}#page",
        "identifier": edition.export_id,
        "name": card.title.text,
        "url": url,
        "description": card.summary.text if card.summary else card.title.text,
    }
    if edition.ceremony_on and edition.ceremony_place:
        page["about"] = _ceremony(edition, card)
    steps = [(_("Awards"), absolute(reverse("awards:editions"))), (card.title.text, url)]
    return as_script([page, crumbs_node(steps)])


def _ceremony(edition: Edition, card: EditionCard) -> Node:
    own = edition.original_language
    place = shown(edition.ceremony_place, own, own).text
    return {
        "@type": "Event",
        "name": card.title.text,
        "startDate": edition.ceremony_on.isoformat() if edition.ceremony_on else "",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": {
            "@type": "Place",
            "name": place,
            "address": {"@type": "PostalAddress", "addressCountry": "MA"},
        },
    }


class Named(Protocol):
    """What is read of a winner who agrees to be named."""

    @property
    def name(self) -> str:
        """Her name."""

    @property
    def card(self) -> Any:
        """Her card, where she has a page."""


def winners_markup(edition: Edition, card: EditionCard, winners: Sequence[Named]) -> SafeString:
    """Return the winners who agree to be named, each with what she won."""
    nodes = [_winner(one, card) for one in winners]
    steps = [
        (_("Awards"), absolute(reverse("awards:editions"))),
        (card.title.text, absolute(card.url)),
        (_("Winners"), absolute(reverse("awards:ceremony", args=[edition.slug]))),
    ]
    return as_script([*nodes, crumbs_node(steps)])


def _winner(one: Named, card: EditionCard) -> Node:
    node: Node = {"@type": "Organization", "name": one.name, "award": card.title.text}
    if one.card:
        node["url"] = absolute(one.card.url)
    return node
