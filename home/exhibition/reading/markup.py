"""What search engines read of the exhibition: schema.org, from the same values as the page."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from home.exhibition.models import Room, Work
from home.exhibition.reading.cards import WorkCard
from producers.reading.head import absolute
from producers.reading.markup import as_script, crumbs_node

Node = dict[str, Any]


def room_markup(room: Room, title: str, cards: Sequence[WorkCard]) -> SafeString:
    """Return a room as a collection of the works on its page."""
    url = absolute(reverse("exhibition:room", args=[room.slug]))
    node: Node = {
        "@type": "CollectionPage",
        "@id": f"{url}#page",
        "identifier": room.export_id,
        "name": title,
        "url": url,
        "hasPart": [
            {"@type": "VisualArtwork", "name": one.title.text, "url": absolute(one.url.partition("?")[0])}
            for one in cards
        ],
    }
    return as_script([node, crumbs_node([*_top(), (title, url)])])


def work_markup(work: Work, card: WorkCard) -> SafeString:
    """Return one work: who made it, how and when."""
    url = absolute(card.url)
    node: Node = {
        "@type": "VisualArtwork",
        "@id": f"{url}#work",
        "identifier": work.export_id,
        "name": card.title.text,
        "url": url,
        "creator": {"@type": "Organization", "name": card.maker.text},
    }
    more = {
        "image": absolute(card.picture.src) if card.picture else "",
        "artMedium": card.technique,
        "dateCreated": str(work.made_in or ""),
        "locationCreated": {"@type": "Place", "name": card.place} if card.place else "",
    }
    node |= {name: value for name, value in more.items() if value}
    return as_script([node, crumbs_node([*_top(), (card.title.text, url)])])


def _top() -> list[tuple[str, str]]:
    return [(_("Exhibition"), absolute(reverse("exhibition:rooms")))]
