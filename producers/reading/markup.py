"""What search engines read of pages: schema.org as JSON-LD, from the same values as the page."""

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from producers.domain.shown import PictureShown
from producers.models import Organisation
from producers.reading.associations import AssociationShown
from producers.reading.head import absolute
from producers.reading.profile import Profile

SCHEMA = "https://schema.org"
UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
Node = dict[str, Any]


def as_script(graph: list[Node]) -> SafeString:
    """Write JSON-LD so that nothing in it can end the script element."""
    text = json.dumps({"@context": SCHEMA, "@graph": graph}, ensure_ascii=False)
    for sign, code in UNSAFE.items():
        text = text.replace(sign, code)
    return mark_safe(text)  # noqa: S308  every sign that HTML knows is escaped above


def crumbs_node(steps: list[tuple[str, str]]) -> Node:
    """Return the way back up from (name, full address) pairs; its last step is the page itself."""
    items = [
        {"@type": "ListItem", "position": place, "name": name, "item": address}
        for place, (name, address) in enumerate(steps, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def maker_markup(profile: Profile, directory: str) -> SafeString:
    """Return one maker and the way back to the directory, whose path is ``directory``."""
    card, own = profile.card, profile.organisation
    node = _organisation(own, "producer", profile.place, card.picture)
    return _under(directory, node, card.name.text, card.url)


def association_markup(one: AssociationShown, directory: str) -> SafeString:
    """Return one association and the way back to the directory, whose path is ``directory``."""
    node = _organisation(one.organisation, "association", one.place, one.picture)
    return _under(directory, node, one.name.text, one.url)


def _organisation(own: Organisation, kind: str, place: str, picture: PictureShown | None) -> Node:
    node: Node = {
        "@type": "Organization",
        "@id": absolute(f"/id/{kind}/{own.export_id}"),
        "address": {"@type": "PostalAddress", "addressCountry": "MA", "addressLocality": place},
    }
    if picture:
        node["image"] = absolute(picture.src)
    if own.since:
        node["foundingDate"] = str(own.since)
    return node


def _under(directory: str, node: Node, name: str, url: str) -> SafeString:
    steps = [(_("The makers"), absolute(directory)), (name, absolute(url))]
    return as_script([node | {"name": name, "url": absolute(url)}, crumbs_node(steps)])
